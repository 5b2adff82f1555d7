# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestTransfer(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_member("Amélie Durand", "amelie.d")
        cls.bruno = cls._create_member("Bruno Petit", "bruno.p")
        cls.payer = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.receiver = cls._create_activity("Pixel du Razès", cls.bruno)

    def _transfer(self, **values):
        return self.env["caetic.transfer"].create(
            {
                "activity_from_id": self.payer.id,
                "activity_to_id": self.receiver.id,
                "amount": 600,
                "label": "Intégration",
                "date": "2026-06-01",
                **values,
            }
        )

    def _posted(self, **values):
        transfer = self._transfer(**values)
        transfer.action_propose()
        transfer.action_accept()
        transfer.action_post()
        return transfer

    def test_series_of_its_own(self):
        """R426: INT/2026/0001, never the series of invoices."""
        transfers = self._posted() + self._posted()
        self.assertEqual(transfers.mapped("name"), ["INT/2026/0001", "INT/2026/0002"])

    def test_each_year_counts_from_one(self):
        """The year is that of the transfer, whatever was posted before it."""
        days = ("2026-01-05", "2025-12-31", "2026-01-06", "2025-12-30")
        names = [self._posted(date=day).name for day in days]
        expected = ["INT/2026/0001", "INT/2025/0001", "INT/2026/0002", "INT/2025/0002"]
        self.assertEqual(names, expected)

    def test_numbers_follow_the_last_one(self):
        """A transfer that was not posted after all leaves no gap."""
        self._posted()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._posted()
            raise UserError(self.env._("Not now"))
        self.assertEqual(self._posted().name, "INT/2026/0002")

    def test_same_account_on_both_sides_and_no_vat(self):
        move = self._posted().move_id
        self.assertEqual(
            move.line_ids.account_id, self.company.caetic_transfer_account_id
        )
        self.assertFalse(move.line_ids.tax_ids)
        self.assertEqual(sum(move.line_ids.mapped("balance")), 0)

    def test_transfers_sum_to_zero(self):
        """R432."""
        self._posted()
        payer = self.payer._get_statement().terms.transfer
        receiver = self.receiver._get_statement().terms.transfer
        self.assertEqual((payer, receiver), (-600, 600))

    def test_no_double_contribution(self):
        """R405: sale of 1 000, 600 passed on: base 400 + 600, never 1 600."""
        invoice = self._invoice({self.payer: 1000}, "2026-05-04")
        self._pay(invoice, 1200, "2026-05-20")
        self._posted()
        due = [
            activity._get_statement().contribution_due.amount
            for activity in (self.payer, self.receiver)
        ]
        self.assertEqual(due, [40, 60])

    def test_receiver_waits_for_the_customer(self):
        """R428: available in proportion of what the customer paid."""
        invoice = self._invoice({self.payer: 1000}, "2026-05-04")
        self._posted(source_move_id=invoice.id)
        self.assertEqual(self.receiver._get_statement().terms.transfer, 0)
        self._pay(invoice, 600, "2026-06-10")
        self.assertEqual(self.receiver._get_statement().terms.transfer, 300)
        self.assertEqual(self.payer._get_statement().terms.transfer, -300)
        self._pay(invoice, 600, "2026-06-15")
        self.assertEqual(self.receiver._get_statement().terms.transfer, 600)

    def test_following_an_invoice_writes_it(self):
        """A payment of the same instant is then played again, and sees the transfer."""
        invoice = self._invoice({self.payer: 1000}, "2026-05-04")
        self.assertEqual(invoice.caetic_follower_count, 0)
        self._posted(source_move_id=invoice.id)
        self.env.flush_all()
        query = "SELECT caetic_follower_count FROM account_move WHERE id = %s"
        self.env.cr.execute(query, [invoice.id])
        self.assertEqual(self.env.cr.fetchone(), (1,))

    def test_payer_by_invoiced_policy_owes_at_once(self):
        """What is owed to a colleague is never available to the payer."""
        self.payer.availability_policy = "invoiced"
        invoice = self._invoice({self.payer: 1000}, "2026-05-04")
        self._posted(source_move_id=invoice.id)
        self.assertEqual(self.payer._get_statement().terms.transfer, -600)
        self.assertEqual(self.receiver._get_statement().terms.transfer, 0)

    def test_both_sides_agree_before_posting(self):
        transfer = self._transfer()
        transfer.action_propose()
        with self.assertRaises(UserError):
            transfer.action_post()
        with self.assertRaises(AccessError):
            transfer.with_user(self.adviser).action_accept()
        transfer.with_user(self.coordinator).action_accept()
        self.assertEqual(transfer.state, "accepted")

    def test_numbered_transfer_is_never_deleted(self):
        transfer = self._posted()
        with self.assertRaises(UserError):
            transfer.unlink()

    def test_cancel_reverses(self):
        transfer = self._posted()
        transfer.action_cancel()
        self.assertEqual(transfer.state, "cancelled")
        self.assertEqual(self.receiver._get_statement().available, 0)
        self.assertEqual(transfer.move_id.state, "posted")

    @mute_logger("odoo.sql_db")
    def test_amount_is_positive(self):
        with self.assertRaises(IntegrityError):
            self._transfer(amount=-5)
            self.env.flush_all()

    # -- paid by the cooperative --------------------------------------------------

    def test_the_cooperative_pays_an_activity(self):
        """R426: its own analytic account bears 300 €, the receiver has them at once."""
        transfer = self._posted(
            activity_from_id=False, from_structure=True, amount=300, label="Atelier"
        )
        self.assertEqual(transfer.name, "INT/2026/0001")
        structure = self.company.caetic_structure_account_id
        lines = transfer.move_id.line_ids
        payer, receiver = lines.filtered("debit"), lines.filtered("credit")
        self.assertEqual((payer.debit, receiver.credit), (300, 300))
        self.assertEqual(payer.account_id, receiver.account_id)
        self.assertEqual(payer.analytic_distribution, {str(structure.id): 100})
        self.assertEqual(
            receiver.analytic_distribution, self.receiver._get_distribution()
        )
        self.assertEqual(self.receiver._get_statement().terms.transfer, 300)
        self.assertEqual(transfer.company_id, self.company)

    def test_only_staff_accept_for_the_cooperative(self):
        transfer = self._transfer(activity_from_id=False, from_structure=True)
        transfer.action_propose()
        with self.assertRaises(AccessError):
            transfer.with_user(self.adviser).action_accept()
        transfer.with_user(self.coordinator).action_accept()
        self.assertEqual(transfer.state, "accepted")

    @mute_logger("odoo.sql_db")
    def test_one_payer(self):
        for wrong in (
            {"from_structure": True},
            {"activity_from_id": False},
        ):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self._transfer(**wrong)
                self.env.flush_all()

    # -- received by the cooperative ----------------------------------------------

    def _received(self, **values):
        return self._transfer(
            activity_to_id=False, to_structure=True, label="Salle", **values
        )

    def test_an_activity_pays_the_cooperative(self):
        """R427: the activity bears 50 €, the cooperative's own account has them."""
        transfer = self._received(amount=50)
        transfer.action_propose()
        transfer.action_accept()
        transfer.action_post()
        self.assertEqual(transfer.name, "INT/2026/0001")
        self.assertEqual(transfer.company_id, self.company)
        structure = self.company.caetic_structure_account_id
        lines = transfer.move_id.line_ids
        payer, receiver = lines.filtered("debit"), lines.filtered("credit")
        self.assertEqual((payer.debit, receiver.credit), (50, 50))
        self.assertEqual(payer.account_id, receiver.account_id)
        self.assertEqual(payer.analytic_distribution, self.payer._get_distribution())
        self.assertEqual(receiver.analytic_distribution, {str(structure.id): 100})
        self.assertFalse(lines.tax_ids)
        terms = self.payer._get_statement().terms
        self.assertEqual((terms.cost, terms.transfer), (-50, 0))

    def test_what_the_cooperative_provides_leaves_no_base(self):
        """R405: 10 % of the 1 000 € sold are due, whatever was rented for 50 €."""
        invoice = self._invoice({self.payer: 1000}, "2026-05-04")
        self._pay(invoice, 1200, "2026-05-20")
        self.env["caetic.transfer"]._create_from_shares(
            [
                {
                    "to_structure": True,
                    "activity_from_id": self.payer.id,
                    "amount": 50,
                    "label": "Salle",
                    "date": "2026-06-01",
                }
            ]
        )
        statement = self.payer._get_statement()
        self.assertEqual(statement.contribution_due.amount, 100)
        self.assertEqual(statement.available, 1000 - 100 - 50)

    def test_cancelling_gives_the_cost_back(self):
        transfer = self._received(amount=50)
        transfer.action_propose()
        transfer.action_accept()
        transfer.action_post()
        transfer.action_cancel()
        self.assertEqual(self.payer._get_statement().terms.cost, 0)

    def test_only_staff_accept_what_the_cooperative_receives(self):
        transfer = self._received(amount=50)
        transfer.action_propose()
        with self.assertRaises(AccessError):
            transfer.with_user(self.adviser).action_accept()
        transfer.with_user(self.coordinator).action_accept()
        self.assertEqual(transfer.state, "accepted")

    @mute_logger("odoo.sql_db")
    def test_one_receiver(self):
        for wrong in (
            {"to_structure": True},
            {"activity_to_id": False},
            {
                "activity_from_id": False,
                "activity_to_id": False,
                "from_structure": True,
                "to_structure": True,
            },
        ):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self._transfer(**wrong)
                self.env.flush_all()
