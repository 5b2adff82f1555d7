# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Doubtful debts: provision, reclassification, release and loss (R424, R425)."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import InvoicingCommon
from .test_reminder import ReminderCase


@tagged("post_install", "-at_install")
class TestDoubtful(ReminderCase, InvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.debts = cls.env["caetic.doubtful.debt"].sudo()  # As the cron.
        cls.late = cls._late(95)

    def _propose(self, move=None):
        self.debts._cron_propose()
        return self.debts.search([("move_id", "=", (move or self.late).id)])

    def _provide(self, move=None):
        debt = self._propose(move)
        debt.with_user(self.accountant).action_provide()
        return debt

    def _sum(self, debt, code):
        """Signed sum of the entries of a debt on an account, EUR."""
        lines = debt.entry_ids.line_ids.filtered(
            lambda line: line.account_id.code.startswith(code)
        )
        return round(sum(lines.mapped("balance")), 2)

    def _available(self):
        return self.studio._get_statement().available

    def test_proposed_after_ninety_days(self):
        recent = self._late(89)
        debt = self._propose()
        self.assertEqual(debt.state, "proposed")
        self.assertFalse(self._propose(recent))
        self.assertEqual(len(self._propose()), 1)
        queue = self.env["caetic.desk"].search([("code", "=", "doubtful")])
        self.assertEqual(queue.with_user(self.accountant).count, 1)

    def test_close_proposes_and_points_out(self):
        """R424: decided with the month; computing again proposes nothing twice."""
        last = fields.Date.start_of(fields.Date.today(), "month")
        last = fields.Date.subtract(last, days=1)
        old = self._late(200)
        closing = self.env["caetic.closing"].create({"date": last})
        for _time in range(2):
            closing.action_compute()
        self.assertEqual(len(old.caetic_doubtful_debt_ids), 1)
        counts = {check.code: check.count for check in closing.check_ids}
        self.assertGreaterEqual(counts["doubtful"], 1)

    def test_never_proposed_where_the_company_says_so(self):
        self.company.caetic_doubtful_days = 0
        self.assertFalse(self._propose())

    def test_provision_of_the_whole_untaxed_amount(self):
        """1 200 EUR with VAT: 1 000 on 6817/491, 1 200 from 411 to 416."""
        debt = self._provide()
        self.assertEqual(debt.state, "provided")
        self.assertEqual(
            (self._sum(debt, "6817"), self._sum(debt, "491")), (1000, -1000)
        )
        self.assertEqual(
            (self._sum(debt, "416"), self._sum(debt, "411")), (1200, -1200)
        )
        charge = debt.entry_ids.line_ids.filtered(
            lambda line: line.account_id.code.startswith("6817")
        )
        self.assertEqual(charge.caetic_activity_id, self.studio)
        self.assertEqual(charge.caetic_term, "provision")
        self.assertEqual(debt.amount_provided, 1000)
        # Moving the debt pays nothing: it is still owed, and shown so (R424).
        self.assertEqual(self.late._caetic_get_owed(), {self.late.id: 1200})
        self.assertEqual(self.late.amount_residual, 1200)

    def test_what_can_be_used_does_not_move(self):
        """Nothing was available of an unpaid invoice; under "invoiced" it was."""
        before = self._available()
        self._provide()
        self.assertEqual(self._available(), before)
        self.studio.availability_policy = "invoiced"
        invoiced = self._available()
        self.late.caetic_doubtful_debt_ids._post_provision({})
        self.assertEqual(self._available() - invoiced, 1000)

    def test_paid_in_the_end(self):
        debt = self._provide()
        self._pay(self.late, 1200, fields.Date.today())
        self.debts._cron_propose()
        self.assertEqual(debt.state, "released")
        for code in ("491", "416", "411"):
            self.assertEqual(self._sum(debt, code), 0, code)
        self.assertEqual(self._sum(debt, "7817"), -1000)
        customer = debt.entry_ids.line_ids.filtered(
            lambda line: line.account_id.code.startswith("411")
        )
        self.assertTrue(all(customer.mapped("reconciled")))
        # 1 000 cashed less 10 % of contribution.
        self.assertEqual(self._available(), 900)

    def test_half_paid_half_released(self):
        debt = self._provide()
        self._pay(self.late, 600, fields.Date.today())
        debt.action_release()
        self.assertEqual(debt.state, "provided")
        self.assertEqual(debt.amount_provided, 500)
        self.assertEqual(self._sum(debt, "416"), 600)
        debt.action_release()
        self.assertEqual(self._sum(debt, "416"), 600)

    def test_nothing_else_is_set_against_the_reclassification(self):
        debt = self._provide()
        moved = debt.entry_ids.line_ids.filtered(
            lambda line: line.account_id.code.startswith("411")
        )
        owed = self.late.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        with self.assertRaises(UserError):
            (moved | owed).reconcile()

    def test_lost_for_good(self):
        """654 bears 1 000 EUR; the VAT of an unpaid service is not due (R425)."""
        debt = self._provide()
        debt.action_lose()
        self.assertEqual(debt.state, "lost")
        self.assertEqual(self._sum(debt, "654"), 1000)
        self.assertEqual(self._sum(debt, "416"), 0)
        self.assertEqual(self._sum(debt, "491"), 0)
        self.assertEqual(self.late._caetic_get_owed(), {self.late.id: 0})
        self.assertEqual(self.late.amount_residual, 0)
        vat = self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.mairie.id),
                ("account_id.code", "=like", "4457%"),
                ("parent_state", "=", "posted"),
            ]
        )
        self.assertEqual(round(sum(vat.mapped("balance")), 2), 0)
        # The sale is released and its loss is a cost: nothing is gained.
        lines = self.studio._get_statement().terms
        self.assertEqual((lines.sale, lines.cost), (1000, -1000))

    def test_lost_goods_take_their_vat_back(self):
        """VAT on debits was paid: 200 EUR come back on 44571 (CGI art. 272-1)."""
        goods = self._draft(
            lines=[("Livre", 1, 1000, self.kind_goods)],
            invoice_date=fields.Date.subtract(fields.Date.today(), days=120),
            invoice_payment_term_id=False,
            invoice_date_due=fields.Date.subtract(fields.Date.today(), days=100),
        )
        goods.action_post()
        debt = self._propose(goods)
        debt.with_user(self.accountant).action_lose()
        self.assertEqual(self._sum(debt, "44571"), 200)
        self.assertEqual(self._sum(debt, "654"), 1000)

    def _get_return(self):
        """What the VAT return has of documents and their losses, by tag: EUR."""
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.mairie.id),
                ("parent_state", "=", "posted"),
                ("tax_tag_ids", "!=", False),
            ]
        )
        totals = {}
        for line in lines:
            for tag in line.tax_tag_ids.with_context(lang="en_US"):
                totals[tag.name] = round(totals.get(tag.name, 0) + line.balance, 2)
        return totals

    def test_the_vat_return_of_a_lost_service_has_nothing(self):
        """R425: neither turnover (A1, 08) nor VAT of what was never paid."""
        self._provide().action_lose()
        totals = self._get_return()
        self.assertIn("08_taxe", totals)
        self.assertEqual(set(totals.values()), {0})

    def test_the_vat_return_of_a_service_paid_in_part(self):
        """600 of 1 200 paid: 500 EUR of turnover, 100 EUR of VAT stay due."""
        debt = self._provide()
        self._pay(self.late, 600, fields.Date.today())
        debt.action_release()
        debt.action_lose()
        totals = self._get_return()
        self.assertEqual((totals["08_base"], totals["08_taxe"]), (-500, -100))

    def test_the_vat_return_takes_the_vat_of_lost_goods_back(self):
        """CGI art. 272-1: 200 EUR were declared on line 08, line 21 deducts them."""
        goods = self._draft(
            lines=[("Livre", 1, 1000, self.kind_goods)],
            invoice_date=fields.Date.subtract(fields.Date.today(), days=120),
            invoice_payment_term_id=False,
            invoice_date_due=fields.Date.subtract(fields.Date.today(), days=100),
        )
        goods.action_post()
        self._propose(goods).with_user(self.accountant).action_lose()
        totals = self._get_return()
        self.assertEqual((totals["08_taxe"], totals["21"]), (-200, 200))
        self.assertEqual(totals["08_base"], -1000)

    def test_acts_in_order(self):
        debt = self._provide()
        with self.assertRaises(UserError):
            debt.action_provide()
        with self.assertRaises(UserError):
            debt.action_dismiss()
        debt.action_lose()
        with self.assertRaises(UserError):
            debt.action_lose()

    def test_set_aside_and_paid_before(self):
        debt = self._propose()
        debt.action_dismiss()
        self.assertEqual(self._propose().state, "dismissed")
        other = self._late(100, 10)
        second = self._propose(other)
        self._pay(other, 12, fields.Date.today())
        self.debts._cron_propose()
        self.assertEqual(second.state, "dismissed")
        self.assertFalse(second.entry_ids)

    def test_who_decides(self):
        debt = self._propose()
        for user in (self.adviser, self.coordinator):
            debt.with_user(user).check_access("read")
            with self.assertRaises(AccessError):
                debt.with_user(user).action_provide()
        for user in (self.amelie.user_id, self.payroll_officer):
            with self.assertRaises(AccessError):
                debt.with_user(user).check_access("read")
