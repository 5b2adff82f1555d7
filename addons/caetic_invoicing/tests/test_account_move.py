# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import InvoicingCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestAccountMove(InvoicingCommon):
    def test_kinds_have_the_account_and_tax_of_services(self):
        """R603: a service is never left on the chart's tax of goods."""
        kinds = self.env["product.product"].search([("caetic_portal_ok", "=", True)])
        self.assertEqual(len(kinds), 3)
        for kind in self.kind_service | self.kind_training:
            taxes = kind.taxes_id.filtered(lambda t: t.company_id == self.company)
            self.assertEqual(taxes.mapped("tax_scope"), ["service"])
            self.assertEqual(taxes.mapped("tax_exigibility"), ["on_payment"])
            account = kind.with_company(self.company).property_account_income_id
            self.assertEqual(account.code[:3], "706")
        goods = self.kind_goods.taxes_id.filtered(
            lambda t: t.company_id == self.company
        )
        self.assertEqual(goods.mapped("tax_scope"), ["consu"])

    def test_training_is_exempt_with_its_legal_reason(self):
        """R619: CGI 261-4-4° a."""
        tax = self.kind_training.taxes_id.filtered(
            lambda t: t.company_id == self.company
        )
        self.assertEqual(tax.amount, 0)
        self.assertEqual(tax.ubl_cii_tax_exemption_reason_code, "VATEX-FR-CGI261-4")

    def test_lines_belong_to_the_activity(self):
        move = self._draft()
        self.assertEqual(move.invoice_line_ids.caetic_activity_id, self.studio)
        self.assertEqual(move.caetic_approval_state, "draft")
        move.action_post()
        self.assertEqual(move.caetic_approval_state, "approved")

    def test_numbers_follow_without_gap_whatever_the_activity(self):
        """R606: one series for the cooperative."""
        customer = self._create_customer(
            self.atelier, company_registry=False, vat=False
        )
        moves = self._draft() | self._draft(self.atelier, partner=customer)
        moves |= self._draft()
        for move in moves:
            move.action_post()
        numbers = moves.mapped("sequence_number")
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 3)))
        self.assertEqual(len(set(moves.mapped("sequence_prefix"))), 1)

    def test_closed_contract_refuses_invoices(self):
        """R206: invoicing stops the day the CAPE ends."""
        move = self._draft(self.atelier)
        move.invoice_date = "2026-12-31"
        move._caetic_check_contract()
        move.invoice_date = "2027-01-01"
        message = "31/12/2026|12/31/2026"
        with self.assertRaisesRegex(UserError, message):
            move._post(soft=False)

    def test_closed_contract_still_allows_credit_notes(self):
        move = self._draft(self.atelier)
        move.action_post()
        self.bruno.contract_ids.write({"state": "ended", "date_end": "2026-06-14"})
        refund = move._reverse_moves([{"invoice_date": "2026-06-15"}])
        refund.action_post()
        self.assertEqual(refund.state, "posted")

    def test_own_report_and_mail(self):
        move = self._draft()
        name = "caetic_invoicing.report_invoice_document"
        self.assertEqual(move._get_name_invoice_report(), name)
        template = self.env.ref("caetic_invoicing.mail_template_invoice")
        self.assertEqual(move._get_mail_template(), template)
        other = self._invoice({self.studio: 10}, "2026-06-01", post=False)
        self.assertNotEqual(other._get_name_invoice_report(), name)

    def test_states_come_from_what_was_paid(self):
        waiting, late, partial, paid, refused = (self._draft() for _index in range(5))
        for move, date in ((waiting, "2026-06-15"), (late, "2026-03-01")):
            move.invoice_date = date
        for move in waiting | late | partial | paid:
            move.action_post()
        self._pay(partial, 600, "2026-06-15")
        self._pay(paid, 1200, "2026-06-15")
        refused.caetic_approval_state = "refused"
        states = (waiting | late | partial | paid | refused)._portal_get_states()
        self.assertEqual(
            list(states.values()), ["waiting", "late", "partial", "paid", "refused"]
        )

    def test_credited_invoice_says_so(self):
        move = self._draft()
        move.action_post()
        refund = move._reverse_moves([{}], cancel=True)
        states = (move | refund)._portal_get_states()
        self.assertEqual(states[move.id], "credited")
        self.assertEqual(states[refund.id], "paid")

    def test_states_take_a_constant_number_of_queries(self):
        moves = self.env["account.move"]
        for _index in range(6):
            moves |= self._draft()
        for move in moves[:5]:
            move.action_post()
        self.env.flush_all()
        counts = []
        for batch in (moves[:2], moves):
            self.env.invalidate_all()
            batch.fetch(["state", "invoice_date_due", "caetic_approval_state"])
            start = self.cr.sql_log_count
            batch._portal_get_states()
            counts.append(self.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
