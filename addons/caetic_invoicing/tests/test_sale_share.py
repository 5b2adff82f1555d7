# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import InvoicingCommon


class ShareCommon(InvoicingCommon):
    """Amélie invoices; Bruno and Chloé work with her."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chloe = cls._create_member("Chloé Limoux", login="chloe")
        cls._create_contract(cls.chloe)
        cls.canal = cls._create_activity("Canal Limoux", cls.chloe)
        # The stakes were written beside the relation that members read.
        cls.env.invalidate_all()

    def _share(self, move, percentage=0, line=None, activity=None, **values):
        return self.env["caetic.sale.share"].create(
            {
                "move_id": move.id,
                "move_line_id": line and line.id,
                "activity_id": (activity or self.atelier).id,
                "percentage": percentage,
                **values,
            }
        )

    def _answer(self, share, login, accepts=True, reason=""):
        """Answer as a member of the activity that receives the share."""
        user = getattr(self, login).user_id
        activity = share.activity_id.with_user(user)
        activity._portal_answer_share(share.id, accepts, reason)

    def _money(self, *activities):
        """Sales and transfers that are available, in EUR, activity by activity."""
        self.env.flush_all()
        found = []
        for activity in activities or (self.studio, self.atelier, self.canal):
            terms = activity._get_statement().terms
            found.append(float(terms.sale + terms.transfer))
        return found


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestSaleShare(ShareCommon):
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
        # 50 % of 99.99 is 49.995: at equal remainders the other comes first.
        self.assertEqual(share.amount, 50)

    def test_share_of_an_amount_is_exact(self):
        """R427: 333,33 of 1 000 is no round percentage; 666,68 more is too much."""
        move = self._draft()
        share = self._share(move, fixed_amount=333.33)
        self.assertEqual(share.amount, 333.33)
        with self.assertRaises(ValidationError):
            self._share(move, fixed_amount=666.68, activity=self.canal)
        self._share(move, fixed_amount=666.67, activity=self.canal)
        move.action_post()
        amounts = move.caetic_share_ids.transfer_id.mapped("amount")
        self.assertEqual(amounts, [333.33, 666.67])

    def test_three_parts_add_up_to_the_cent(self):
        """0,05 at 33,33 %, 33,33 % and 33,34 %: 0,0166..., nothing is lost."""
        move = self._draft(lines=[("Site", 1, 0.05, self.kind_service)])
        shares = self._share(move, 33.33) + self._share(
            move, 66.67, activity=self.canal
        )
        self.assertEqual(sum(shares.mapped("amount")), 0.05)

    def test_lines_that_shrink_after_a_fixed_amount(self):
        move = self._draft()
        self._share(move, fixed_amount=800)
        move.invoice_line_ids.price_unit = 700
        with self.assertRaises(ValidationError):
            move.action_post()

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

    def test_no_share_of_the_line_of_another_document(self):
        move, other = self._draft(), self._draft()
        with self.assertRaises(ValidationError):
            self._share(move, 10, other.invoice_line_ids)

    def test_the_customer_sees_nothing_of_it(self):
        """R426: one document, from one activity, whatever its shares."""
        move = self._draft()
        plain = move._portal_get_preview()
        self._share(move, 30)
        shared = move._portal_get_preview()
        self.assertNotIn("Atelier Corbières".encode(), shared)
        self.assertNotIn(b"300,00", shared)
        self.assertEqual(plain.count(b"<tr"), shared.count(b"<tr"))


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestThreeEntrepreneurs(ShareCommon):
    """R405, R427, R428: 1 800 excl. VAT at 50 / 30 / 20: 900, 540 and 360."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls._draft(
            lines=[
                ("Site", 1, 1200, cls.kind_service),
                ("Photos", 2, 300, cls.kind_service),
            ],
            caetic_share_ids=[
                Command.create({"activity_id": cls.atelier.id, "percentage": 30}),
                Command.create({"activity_id": cls.canal.id, "percentage": 20}),
            ],
        )
        cls.move.action_post()

    def _refund(self, lines, post=True):
        """A credit note of ``lines`` = [(label, quantity, price)]."""
        refund = self.move._reverse_moves([{"invoice_date": "2026-06-15"}])
        refund.invoice_line_ids.unlink()
        refund.invoice_line_ids = [
            Command.create(
                {
                    "name": label,
                    "quantity": quantity,
                    "price_unit": price,
                    "product_id": self.kind_service.id,
                    "tax_ids": [
                        Command.set(self.move.invoice_line_ids[:1].tax_ids.ids)
                    ],
                }
            )
            for label, quantity, price in lines
        ]
        if post:
            refund.action_post()
        return refund

    def _amounts(self, refund):
        return refund.caetic_share_ids.transfer_id.mapped("amount")

    def test_half_paid_half_available(self):
        """The customer pays half of 2 160: 450, 270 and 180 are available."""
        self.assertEqual(self._money(), [0, 0, 0])
        self._pay(self.move, 1080, "2026-06-15")
        self.assertEqual(self._money(), [450, 270, 180])
        self._pay(self.move, 1080, "2026-06-15")
        self.assertEqual(self._money(), [900, 540, 360])

    def test_transfers_add_up_to_zero(self):
        """R432: whatever is paid or credited, transfers add up to zero."""
        self._pay(self.move, 700.01, "2026-06-15")
        self._refund([("Geste commercial", 1, 100.01)])
        self.env.flush_all()
        terms = [
            activity._get_statement().terms.transfer
            for activity in (self.studio, self.atelier, self.canal)
        ]
        self.assertEqual(sum(terms), 0)

    def test_contribution_is_due_once(self):
        """R405: 10 % of what each has of half of it: 45, 27 and 18, 90 in all."""
        self._pay(self.move, 1080, "2026-06-15")
        self.env.flush_all()
        due = [
            float(activity._get_statement().contribution_due.amount)
            for activity in (self.studio, self.atelier, self.canal)
        ]
        self.assertEqual(due, [45, 27, 18])
        self.company.caetic_transfers_in_base = False
        due = [
            float(activity._get_statement().contribution_due.amount)
            for activity in (self.studio, self.atelier, self.canal)
        ]
        self.assertEqual(due, [90, 0, 0])

    def test_credit_note_of_a_part_takes_a_part_back(self):
        """600 of 1 800 is a third: 180 of 540 and 120 of 360 come back."""
        refund = self._refund([("Geste commercial", 1, 600)])
        self.assertEqual(self._amounts(refund), [180, 120])
        self.assertEqual(
            refund.caetic_share_ids.transfer_id.activity_to_id, self.studio
        )
        self.assertEqual(
            refund.caetic_share_ids.mapped("agreement_state")[0], "accepted"
        )

    def test_credit_notes_until_nothing_is_left(self):
        """700 + 700 + 400: 210 + 210 + 120 = 540, and all the accounts are at zero."""
        for amount, expected in ((700, 210), (700, 210), (400, 120)):
            refund = self._refund([("Geste", 1, amount)])
            self.assertEqual(self._amounts(refund)[0], expected)
            lines = (self.move + refund).line_ids.filtered(
                lambda line: (
                    line.account_type == "asset_receivable" and not line.reconciled
                )
            )
            lines.reconcile()
        self.assertEqual(self._money(), [0, 0, 0])

    def test_whole_credit_note(self):
        refund = self.move._reverse_moves([{}], cancel=True)
        self.assertEqual(self._amounts(refund), [540, 360])
        self.assertEqual(self._money(), [0, 0, 0])

    def test_shares_of_lines_come_back_with_their_line(self):
        """Photos 2 x 300, shared 50 %: one of two credited takes 150 back."""
        move = self._draft(
            lines=[
                ("Site", 1, 1200, self.kind_service),
                ("Photos", 2, 300, self.kind_service),
            ]
        )
        share = self._share(move, 50, move.invoice_line_ids[1])
        move.action_post()
        self.assertEqual(share.amount, 300)
        self.move = move
        site = move._reverse_moves([{}])
        site.invoice_line_ids[1].unlink()
        site.action_post()
        self.assertFalse(site.caetic_share_ids)
        photos = self._refund([("Photos", 1, 300)])
        self.assertEqual(self._amounts(photos), [150])
        gesture = self._refund([("Geste", 1, 180)])
        # 180 of 1 800 is a tenth of what was shared, 300.
        self.assertEqual(self._amounts(gesture), [30])

    def test_same_shares_on_another_invoice(self):
        """A repetition keeps the agreement, a stage of another size asks again."""
        self.move.caetic_share_ids._agreement_remember(
            self.bruno.user_id,
            "2026-06-01 10:00:00",
            {"percentage": "30.0000", "amount": "540.00"},
        )
        first, second = self.move.caetic_share_ids
        self.assertEqual(first.agreement_state, "accepted")
        self.assertEqual(second.agreement_state, "proposed")
        again = self._draft(
            lines=[
                ("Site", 1, 1200, self.kind_service),
                ("Photos", 2, 300, self.kind_service),
            ]
        )
        copies = self.move.caetic_share_ids._copy_shares_to(again)
        self.assertRecordValues(
            copies,
            [
                {"percentage": 30, "amount": 540, "agreement_state": "accepted"},
                {"percentage": 20, "amount": 360, "agreement_state": "proposed"},
            ],
        )
        stage = self._draft(lines=[("Acompte", 1, 540, self.kind_service)])
        copies = self.move.caetic_share_ids._copy_shares_to(stage)
        self.assertRecordValues(
            copies,
            [
                {"percentage": 30, "amount": 162, "agreement_state": "proposed"},
                {"percentage": 20, "amount": 108, "agreement_state": "proposed"},
            ],
        )

    def test_amounts_follow_the_size_of_another_invoice(self):
        move = self._draft()
        share = self._share(move, fixed_amount=400)
        half = self._draft(lines=[("Acompte", 1, 500, self.kind_service)])
        copy = share._copy_shares_to(half)
        self.assertEqual((copy.fixed_amount, copy.amount), (200, 200))


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestNoDoubleContribution(ShareCommon):
    """R405: A sells 1 000, B has 600 of it, C 200 of B's: one contribution of 100."""

    def _contributions(self):
        move = self._draft()
        self._share(move, 60)
        move.action_post()
        # What Bruno passes on to Chloé follows the same customer.
        transfers = self.env["caetic.transfer"]
        transfers._create_from_shares(
            [
                {
                    "activity_from_id": self.atelier.id,
                    "activity_to_id": self.canal.id,
                    "amount": 200,
                    "label": "Photos",
                    "date": "2026-06-15",
                    "source_move_id": move.id,
                }
            ]
        )
        self._pay(move, 1200, "2026-06-15")
        self.env.flush_all()
        return [
            float(activity._get_statement().contribution_due.amount)
            for activity in (self.studio, self.atelier, self.canal)
        ]

    def test_transfers_in_the_base(self):
        self.assertEqual(self._contributions(), [40, 40, 20])

    def test_transfers_out_of_the_base(self):
        self.company.caetic_transfers_in_base = False
        self.assertEqual(self._contributions(), [100, 0, 0])
