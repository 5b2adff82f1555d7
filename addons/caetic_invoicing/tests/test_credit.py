# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import engine
from .common import InvoicingCommon
from .test_portal_invoices import PortalCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestCredit(InvoicingCommon):
    def _issued(self, *lines, **values):
        lines = lines or (("Site", 2, 500, self.kind_service),)
        move = self._draft(lines=list(lines), **values)
        move.action_post()
        return move

    def _credit(self, move, how="all", post=True, **form):
        raw = {"how": how, "reason": "Erreur", **form}
        credit, issues = engine.parse_credit(raw, move._portal_get_credit_lines())
        self.assertEqual(issues, [])
        refund = move.with_user(self.amelie.user_id).sudo()._portal_credit(credit)
        if post:
            refund.action_caetic_approve()
        return refund

    def _left(self, move):
        return engine.left_of(move._portal_get_credit_lines())

    def test_quantities_then_the_rest(self):
        """2 x 500: one credited, then the other; nothing is left."""
        move = self._issued()
        line = move.invoice_line_ids
        first = self._credit(move, "lines", **{f"quantity-{line.id}": "1"})
        self.assertEqual(first.amount_untaxed, 500)
        self.assertEqual(first.amount_total, 600)
        self.assertEqual(first.reversed_entry_id, move)
        self.assertEqual(move.state, "posted")
        self.assertEqual(self._left(move), 500)
        self.assertEqual(move._portal_get_states()[move.id], "partial")
        self._credit(move)
        self.assertFalse(move._portal_may_credit())
        self.assertEqual(move._portal_get_states()[move.id], "credited")
        self.assertEqual(move.amount_residual, 0)
        with self.assertRaises(UserError):
            self._credit_again(move)

    def _credit_again(self, move):
        move._portal_credit(engine.CreditInput("all", "Encore"))

    def test_an_amount_is_shared_by_what_is_left(self):
        """300 of 900 + 600: 180 and 120, VAT in proportion."""
        move = self._issued(
            ("A", 1, 900, self.kind_service), ("B", 1, 600, self.kind_goods)
        )
        refund = self._credit(move, "amount", amount="300,00")
        self.assertEqual(refund.invoice_line_ids.mapped("price_subtotal"), [180, 120])
        self.assertEqual(refund.amount_total, 360)
        rest = self._credit(move)
        self.assertEqual(rest.invoice_line_ids.mapped("price_subtotal"), [720, 480])

    def test_vat_of_several_credit_notes_is_the_vat_of_the_invoice(self):
        """0.50 bears 0.10 of VAT. 0.03 bears 0.01; 0.03 again would bear 0.01 and leave
        0.44 with 0.09, a cent too much: 0.02 bears 0.00 and leaves 0.45 with 0.09."""
        move = self._issued(("A", 1, 0.5, self.kind_service))
        refunds = [self._credit(move, "amount", amount="0,03") for _time in range(2)]
        refunds.append(self._credit(move))
        self.assertEqual([one.amount_untaxed for one in refunds], [0.03, 0.02, 0.45])
        self.assertEqual([one.amount_tax for one in refunds], [0.01, 0, 0.09])
        self.assertEqual(move.amount_residual, 0)
        self.assertEqual(move._portal_get_states()[move.id], "credited")

    def test_quantities_one_by_one(self):
        """3 x 33.33 = 99.99, VAT 20.00: 6.67 three times would be 20.01."""
        move = self._issued(("A", 3, 33.33, self.kind_service))
        line = move.invoice_line_ids
        taxes = []
        for _time in range(2):
            refund = self._credit(move, "lines", **{f"quantity-{line.id}": "1"})
            taxes.append(refund.amount_tax)
        taxes.append(self._credit(move).amount_tax)
        self.assertEqual(taxes, [6.67, 6.66, 6.67])
        self.assertEqual(move.amount_residual, 0)

    def test_no_more_than_what_is_left(self):
        move = self._issued()
        line = move.invoice_line_ids
        lines = move._portal_get_credit_lines()
        for raw, field, code in (
            ({"how": "lines", f"quantity-{line.id}": "2,01"}, None, "credit_quantity"),
            ({"how": "lines"}, "how", "credit_nothing"),
            ({"how": "amount", "amount": "1000,01"}, "amount", "credit_too_big"),
            ({"how": "amount", "amount": "0"}, "amount", "positive"),
            ({"how": "x"}, "how", "required"),
        ):
            _credit, issues = engine.parse_credit({"reason": "R", **raw}, lines)
            self.assertEqual(
                [(one.field, one.code) for one in issues],
                [(field or f"quantity-{line.id}", code)],
            )
        _credit, issues = engine.parse_credit({"how": "all"}, lines)
        self.assertEqual([one.field for one in issues], ["reason"])

    def test_one_that_waits_for_staff_counts(self):
        move = self._issued()
        self._credit(move, "amount", post=False, amount="900")
        self.assertEqual(self._left(move), 100)

    def test_shares_go_back_in_proportion(self):
        """30 % of 1 000 went to the workshop: 30 % of 400 comes back."""
        share = Command.create({"activity_id": self.atelier.id, "percentage": 30})
        move = self._issued(caetic_share_ids=[share])
        refund = self._credit(move, "amount", amount="400")
        self.assertEqual(refund.caetic_share_ids.amount, 120)
        rest = self._credit(move)
        self.assertEqual(rest.caetic_share_ids.amount, 180)

    def test_share_of_a_line_goes_back_with_its_line(self):
        move = self._draft(
            lines=[("A", 1, 300, self.kind_service), ("B", 1, 700, self.kind_service)]
        )
        lines = move.invoice_line_ids
        move.caetic_share_ids = [
            Command.create(
                {
                    "activity_id": self.atelier.id,
                    "percentage": 50,
                    "move_line_id": lines[1].id,
                }
            )
        ]
        move.action_post()
        first = self._credit(move, "lines", **{f"quantity-{lines[0].id}": "1"})
        self.assertFalse(first.caetic_share_ids)
        second = self._credit(move)
        self.assertEqual(second.caetic_share_ids.amount, 350)
        self.assertEqual(second.caetic_share_ids.move_line_id.move_id, second)

    def test_the_paper_says_that_it_corrects(self):
        move = self._issued()
        refund = self._credit(move, "amount", amount="100")
        self.assertTrue(refund._caetic_is_partial())
        self.assertIn("Erreur", refund._portal_get_preview().decode())


@tagged("post_install", "-at_install")
class TestPortalCredit(PortalCase):
    def test_page_of_a_credit_note(self):
        move = self._draft(lines=[("Site", 2, 500, self.kind_service)])
        move.action_post()
        path = f"/invoices/{move.id}/credit"
        response, page = self._page(path)
        self.assertEqual(response.status_code, 200)
        self.assertTrue(page.xpath("//input[@name='how' and @checked]"))
        response, page = self._post(path, how="amount", amount="2000", reason="Trop")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "amount"))
        self.assertEqual(page.xpath("//input[@name='amount']/@value"), ["2000"])
        self.assertIn("Trop", page.xpath("//textarea[@name='reason']")[0].text)
        response, _page = self._post(path, how="amount", amount="250", reason="Geste")
        self.assertEqual(response.status_code, 303)
        refund = move.reversal_move_ids
        self.assertEqual(refund.amount_untaxed, 250)
        self.assertEqual(refund.caetic_approval_state, "submitted")
        self.assertIn("message=submitted", response.headers["Location"])

    def test_nobody_credits_the_invoices_of_others(self):
        move = self._draft()
        move.action_post()
        self.authenticate("bruno", "bruno".ljust(8, "x"))
        for activity in (self.studio, self.atelier):
            path = f"/my/activities/{activity.id}/invoices/{move.id}/credit"
            response = self.url_open(path, allow_redirects=False)
            self.assertEqual(response.status_code, 303)
        self.assertFalse(move.reversal_move_ids)
