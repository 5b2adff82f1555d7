# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from datetime import timedelta
from decimal import Decimal

from odoo import fields
from odoo.tests import TransactionCase, tagged

from odoo.addons.caetic_accountant.tests import fec_reader

RESULT = "67"


@tagged("post_install", "-at_install")
class TestStoryAccounts(TransactionCase):
    """The accounts of the story, as the tax administration and Jean read them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.accountant = cls.env["res.users"].search([("login", "=", "jean")])
        today = fields.Date.context_today(cls.env.user)
        this = cls.company.compute_fiscalyear_dates(today)
        before = this["date_from"] - timedelta(days=1)
        last = cls.company.compute_fiscalyear_dates(before)
        cls.years = [(one["date_from"], one["date_to"]) for one in (last, this)]

    def _fec(self, start, end):
        wizards = self.env["l10n_fr.fec.export.wizard"].with_user(self.accountant)
        wizard = wizards.create({"date_from": start, "date_to": end})
        wizard.create_fec_report_action()
        return fec_reader.read(wizard.filename, base64.b64decode(wizard.caetic_file))

    def test_the_file_is_lawful(self):
        """LPF art. A47 A-1, R616: both years of the story, without one fault."""
        for start, end in self.years:
            book = self._fec(start, end)
            self.assertEqual(book.faults, ())
            self.assertGreater(len(book.rows), 20)
            self.assertEqual(sum(book.balances().values()), 0)

    def test_activities_and_structure_are_the_file(self):
        """Per account of classes 6 and 7, to the cent."""
        plan = self.env.ref("caetic_members.analytic_plan_activity")
        for start, end in self.years:
            lines = self.env["account.analytic.line"]._read_group(
                [
                    (plan._column_name(), "!=", False),
                    ("date", ">=", start),
                    ("date", "<=", end),
                    ("general_account_id.internal_group", "in", ("income", "expense")),
                ],
                ["general_account_id"],
                ["amount:sum"],
            )
            sums = {
                account.code: -Decimal(str(round(amount, 2)))
                for account, amount in lines
                if round(amount, 2)
            }
            file = self._fec(start, end).balances(RESULT)
            self.assertEqual({key: one for key, one in file.items() if one}, sums)
            self.assertGreater(len(sums), 3)

    def _report(self, activity):
        """``{column: {row: EUR}}`` of the accountant's report of an activity."""
        reports = self.env["mis.report.instance"].with_user(self.accountant)
        matrix = reports._caetic_of_activity(activity)._compute_matrix()
        rows = [row for row in matrix.iter_rows() if not row.account_id]
        return {
            column.label: {
                row.kpi.name: column.get_cell_tuple_for_row(row)[0].val or 0
                for row in rows
            }
            for column in matrix.iter_cols()
        }

    def test_the_report_of_an_activity_is_its_statement(self):
        """A CAPE, a CESA and an activity of two, each month and the year (R431).

        What Jean's report says is what the statement of account reads.
        """
        start, end = self.years[1]
        for key in ("canal", "garrigue", "duocom"):
            activity = self.env.ref(f"caetic_demo.caetic_activity_{key}")
            owner = activity.analytic_account_id
            read = self.env["caetic.statement.reader"]._read_result(owner, start, end)
            *months, year, _before = self._report(activity).values()
            self.assertEqual(len(months), 12)
            sums = [Decimal(0)] * 12
            for (month, _code), amount in read[owner.id].items():
                sums[month.month - 1] -= amount
            for found, wanted in zip(months, sums, strict=True):
                self.assertAlmostEqual(found["result"], float(wanted), places=2)
            self.assertAlmostEqual(year["result"], float(sum(sums)), places=2)
            self.assertTrue(any(sums))

    def test_one_line_of_the_bank_waits(self):
        """Its screen offers the invoice, and takes the activity from it."""
        lines = self.env["account.bank.statement.line"].search([])
        waiting = lines.filtered(lambda line: not line.is_reconciled)
        self.assertEqual((len(lines), len(waiting)), (2, 1))
        invoice = self.env["account.move"].search(
            [("name", "=", waiting.payment_ref.split()[-1])]
        )
        debt = invoice.line_ids.filtered(
            lambda item: item.display_type == "payment_term"
        )
        line = waiting.with_user(self.accountant)
        self.assertTrue(line.can_reconcile)
        line.reconcile_bank_line()
        self.assertTrue(line.is_reconciled)
        self.assertEqual(invoice.amount_residual, 0)
        activity = invoice.caetic_activity_id
        item = line.move_id.line_ids.filtered(
            lambda one: one.account_id == debt.account_id
        )
        self.assertEqual(
            item.analytic_distribution, {str(activity.analytic_account_id.id): 100}
        )
