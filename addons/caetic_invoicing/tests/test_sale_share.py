# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import InvoicingCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestSaleShare(InvoicingCommon):
    def _share(self, move, percentage, line=None, activity=None):
        return self.env["caetic.sale.share"].create(
            {
                "move_id": move.id,
                "move_line_id": line and line.id,
                "activity_id": (activity or self.atelier).id,
                "percentage": percentage,
            }
        )

    def test_posting_makes_a_transfer_that_follows_the_payment(self):
        """R427, R428: 30 % of 1 000 = 300, half released by a half payment."""
        move = self._draft()
        share = self._share(move, 30)
        self.assertEqual(share.amount, 300)
        move.action_post()
        transfer = share.transfer_id
        self.assertRecordValues(
            transfer,
            [
                {
                    "state": "posted",
                    "amount": 300,
                    "activity_from_id": self.studio.id,
                    "activity_to_id": self.atelier.id,
                    "source_move_id": move.id,
                }
            ],
        )
        self.assertEqual(self.atelier._get_statement().terms.transfer, 0)
        self._pay(move, 600, "2026-06-15")
        self.env.flush_all()
        self.assertEqual(self.atelier._get_statement().terms.transfer, 150)
        self.assertEqual(self.studio._get_statement().terms.transfer, -150)

    def test_share_of_a_line(self):
        move = self._draft(
            lines=[
                ("Site", 1, 1000, self.kind_service),
                ("Photos", 3, 33.33, self.kind_service),
            ]
        )
        share = self._share(move, 50, move.invoice_line_ids[1])
        # 50 % of 99.99 is 49.995: to the cent, half up.
        self.assertEqual(share.amount, 50)

    def test_credit_note_takes_the_share_back(self):
        move = self._draft()
        self._share(move, 30)
        move.action_post()
        refund = move._reverse_moves([{}])
        self.assertEqual(refund.caetic_share_ids.amount, 300)
        refund.action_post()
        transfer = refund.caetic_share_ids.transfer_id
        self.assertEqual(transfer.activity_from_id, self.atelier)
        self.assertEqual(transfer.activity_to_id, self.studio)

    def test_immediate_credit_note_takes_the_share_back(self):
        move = self._draft()
        self._share(move, 30, move.invoice_line_ids)
        move.action_post()
        refund = move._reverse_moves([{}], cancel=True)
        self.assertEqual(refund.caetic_share_ids.transfer_id.amount, 300)
        self.assertEqual(refund.caetic_share_ids.move_line_id.move_id, refund)

    def test_shared_document_waits_for_staff(self):
        move = self._draft()
        self._share(move, 30)
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["shared"])

    def test_no_share_with_oneself_nor_above_the_whole(self):
        move = self._draft()
        with self.assertRaises(ValidationError):
            self._share(move, 10, activity=self.studio)
        self._share(move, 60)
        with self.assertRaises(ValidationError):
            self._share(move, 41, move.invoice_line_ids)

    def test_no_share_after_posting(self):
        move = self._draft()
        move.action_post()
        with self.assertRaises(ValidationError):
            self._share(move, 10)
