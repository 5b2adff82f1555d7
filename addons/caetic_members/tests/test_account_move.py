# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
class TestAccountMove(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        cls.other = cls._create_activity("Pixel du Razès", cls.member)

    def test_default_sale_tax_is_of_services_due_on_payment(self):
        """R603: neither "Goods" nor "tax on debits" on a service."""
        tax = self.company.account_sale_tax_id
        self.assertEqual(tax.tax_exigibility, "on_payment")
        self.assertEqual(tax.tax_scope, "service")
        self.assertEqual(self.company.income_account_id.code, "706000")

    def test_every_payment_method_has_an_outstanding_account(self):
        lines = self.env["account.payment.method.line"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertTrue(lines)
        self.assertFalse(lines.filtered(lambda line: not line.payment_account_id))

    def test_new_bank_journal_gets_outstanding_accounts(self):
        journal = self.env["account.journal"].create(
            {"name": "Crédit coopératif", "type": "bank", "code": "CCP"}
        )
        lines = (
            journal.inbound_payment_method_line_ids
            | journal.outbound_payment_method_line_ids
        )
        self.assertTrue(lines)
        self.assertFalse(lines.filtered(lambda line: not line.payment_account_id))

    def test_chart_that_exists_is_named_in_french(self):
        """The accountant of an existing company reads the new names in French."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company._caetic_load_chart()
        company = self.company.with_context(lang="fr_FR")
        self.assertEqual(company.caetic_transfer_journal_id.name, "Virements internes")
        self.assertEqual(
            company.caetic_contribution_account_id.name, "Contribution coopérative"
        )

    def test_line_without_activity_is_refused_and_named(self):
        """The check holds without any form button (portal, cron, import)."""
        invoice = self._invoice({self.activity: 100}, "2026-05-04", post=False)
        invoice.invoice_line_ids.write(
            {"analytic_distribution": False, "name": "Maquette du site"}
        )
        with self.assertRaisesRegex(UserError, "Maquette du site"):
            invoice._post()

    def test_line_split_between_activities_is_refused(self):
        invoice = self._invoice({self.activity: 100}, "2026-05-04", post=False)
        halves = {
            str(self.activity.analytic_account_id.id): 50,
            str(self.other.analytic_account_id.id): 50,
        }
        invoice.invoice_line_ids.analytic_distribution = halves
        with self.assertRaises(UserError):
            invoice.action_post()

    def test_line_split_by_another_plan_is_accepted(self):
        """Other plans may split; this one may not."""
        plan = self.env["account.analytic.plan"].create({"name": "Lieux"})
        places = self.env["account.analytic.account"].create(
            [{"name": name, "plan_id": plan.id} for name in ("Limoux", "Quillan")]
        )
        owner = self.activity.analytic_account_id.id
        invoice = self._invoice({self.activity: 100}, "2026-05-04", post=False)
        invoice.invoice_line_ids.analytic_distribution = {
            f"{owner},{places[0].id}": 40,
            f"{owner},{places[1].id}": 60,
        }
        invoice.action_post()
        self.assertEqual(invoice.invoice_line_ids.caetic_activity_id, self.activity)

    def test_structure_line_belongs_to_no_activity(self):
        bill = self._bill(self.activity, 10, "2026-05-04")
        structure = self.company.caetic_structure_account_id
        other = bill.copy({"invoice_date": "2026-05-05"})
        other.invoice_line_ids.analytic_distribution = {str(structure.id): 100}
        other.action_post()
        line = other.invoice_line_ids
        self.assertEqual(line.caetic_analytic_id, structure)
        self.assertFalse(line.caetic_activity_id)
        self.assertEqual(line.caetic_amount, 0)

    def test_payment_posts_an_entry(self):
        """Without an outstanding account Odoo 19 would write no entry at all."""
        invoice = self._invoice({self.activity: 100}, "2026-05-04")
        payment = self._pay(invoice, 120, "2026-05-20")
        self.assertEqual(payment.move_id.state, "posted")

    def test_write_off_inherits_the_activity(self):
        """A system item goes to the activity of the settled document."""
        invoice = self._invoice({self.activity: 100}, "2026-05-04")
        account = self.env["account.account"].search([("code", "=", "658000")], limit=1)
        payment = self._pay(
            invoice,
            119,
            "2026-05-20",
            payment_difference_handling="reconcile",
            writeoff_account_id=account.id,
        )
        item = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == account
        )
        self.assertEqual(item.caetic_activity_id, self.activity)
        self.assertEqual(item.caetic_amount, -1)

    def test_vat_on_payment_entry_feeds_no_term(self):
        invoice = self._invoice({self.activity: 100}, "2026-05-04")
        self._pay(invoice, 120, "2026-05-20")
        entries = self.env["account.move"].search(
            [("tax_cash_basis_origin_move_id", "=", invoice.id)]
        )
        self.assertTrue(entries)
        self.assertEqual(set(entries.mapped("caetic_term")), {"none"})
        self.assertFalse(any(entries.line_ids.mapped("caetic_amount")))

    def test_items_and_analytic_lines_agree(self):
        """The stored owner of an item is what the analytic ledger says."""
        self._invoice({self.activity: 333.33, self.other: 666.67}, "2026-05-04")
        column = self.company.caetic_plan_id._column_name()
        for activity, amount in ((self.activity, 333.33), (self.other, 666.67)):
            lines = self.env["account.analytic.line"].search(
                [(column, "=", activity.analytic_account_id.id)]
            )
            # Income less what the customer owes for it, VAT included (R120).
            self.assertEqual(sum(lines.mapped("amount")), 0)
            income = lines.filtered(
                lambda line: line.general_account_id.internal_group == "income"
            )
            self.assertEqual(sum(income.mapped("amount")), amount)
            items = self.env["account.move.line"].search(
                [("caetic_activity_id", "=", activity.id)]
            )
            self.assertEqual(sum(items.mapped("caetic_amount")), amount)
