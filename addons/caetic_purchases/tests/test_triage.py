# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a bill that was sent to its entry: what it costs, to whom, and who says so."""

from decimal import Decimal

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PurchasesCommon
from .documents import pdf


@tagged("post_install", "-at_install")
class TestTriage(PurchasesCommon):
    def _route(self, moves, *shares, user=None, **values):
        wizard = self.env["caetic.purchase.route"]
        if user:
            wizard = wizard.with_user(user)
        return wizard.create(
            {
                "move_ids": [Command.set(moves.ids)],
                "share_ids": [
                    Command.create({"activity_id": one.id, "percentage": part})
                    for one, part in shares
                ],
                **values,
            }
        ).action_route()

    def test_a_bill_costs_its_amount_without_vat(self):
        """120.00 with 20 % of VAT: available money drops by 100.00 exactly."""
        before = self._available(self.studio)
        bill = self._send()
        self.assertEqual(bill.caetic_purchase_state, "submitted")
        self.assertEqual((bill.amount_untaxed, bill.amount_total), (100, 120))
        self.assertEqual(self._available(self.studio), before)
        self.assertEqual(self._payable_pending(self.studio), Decimal("100.00"))
        bill.with_user(self.coordinator).action_caetic_purchase_approve()
        self.assertEqual(bill.state, "posted")
        self.assertEqual(before - self._available(self.studio), Decimal("100.00"))
        self.assertEqual(self._payable_pending(self.studio), 0)
        line = bill.invoice_line_ids
        self.assertEqual(line.account_id.code, "613500")
        self.assertEqual(line.analytic_distribution, self.studio._get_distribution())

    def test_vat_that_cannot_be_deducted_is_a_cost(self):
        """R413, CGI ann. II art. 206: a train ticket of 110.00 costs 110.00."""
        before = self._available(self.studio)
        bill = self._send(lines=[("Train", self.travel, "10", "100", "10")])
        self.assertEqual(bill.amount_total, 110)
        self.assertFalse(bill.line_ids.tax_line_id)
        bill.action_caetic_purchase_approve()
        self.assertEqual(before - self._available(self.studio), Decimal("110.00"))

    def test_several_rates_and_the_supplier_s_own_cents(self):
        """12.34 at 5.5 % is 0.68; the supplier wrote 0.69, which is what we owe."""
        bill = self._send(
            lines=[
                ("Papier", self.office, "20", "10,01", "2,00"),
                ("Livre", self.office, "5.5", "12,34", "0,69"),
            ]
        )
        self.assertEqual(bill.amount_total, 25.04)
        self.assertEqual(bill._caetic_get_vat()[Decimal("5.5000")], Decimal("0.69"))
        bill.action_caetic_purchase_approve()
        self.assertEqual(bill.amount_total, 25.04)
        self.assertEqual(bill.amount_tax, 2.69)

    def test_a_credit_note_gives_back(self):
        before = self._available(self.studio)
        bill = self._send(kind="refund", reference="AV-1")
        self.assertEqual(bill.move_type, "in_refund")
        bill.action_caetic_purchase_approve()
        self.assertEqual(self._available(self.studio) - before, Decimal("100.00"))

    def test_nothing_without_activity_is_posted(self):
        bill = self._send()
        bill.invoice_line_ids.analytic_distribution = False
        with self.assertRaises(UserError):
            bill.action_caetic_purchase_approve()
        with self.assertRaises(UserError):
            bill.action_post()
        self.assertEqual(bill.state, "draft")

    def test_a_split_bill_adds_up_with_its_vat(self):
        """100.01 + 20.00 of VAT, a third and two thirds: 33.34 + 66.67 = 100.01."""
        bill = self._send(lines=[("Serveur", self.hosting, "20", "100,01", "20,00")])
        self._route(bill, (self.studio, 33.33), (self.atelier, 66.67))
        lines = bill.invoice_line_ids.sorted("price_subtotal")
        self.assertEqual(lines.mapped("price_subtotal"), [33.33, 66.68])
        self.assertEqual(lines.caetic_activity_id, self.studio + self.atelier)
        self.assertEqual((bill.amount_untaxed, bill.amount_tax), (100.01, 20))
        before = self._available(self.studio), self._available(self.atelier)
        bill.action_caetic_purchase_approve()
        self.assertEqual(before[0] - self._available(self.studio), Decimal("33.33"))
        self.assertEqual(before[1] - self._available(self.atelier), Decimal("66.68"))
        costs = {part.activity_id: part.cost for part in bill.caetic_part_ids}
        self.assertEqual(costs, {self.studio: 33.33, self.atelier: 66.68})

    def test_a_line_for_each(self):
        bill = self._send(
            lines=[
                ("Licence", self.hosting, "20", "49,90", "9,98"),
                ("Serveur", self.hosting, "20", "10", "2"),
            ]
        )
        licence, server = bill.invoice_line_ids.sorted("price_subtotal", reverse=True)
        wizard = self.env["caetic.purchase.route"].create(
            {
                "move_ids": [Command.set(bill.ids)],
                "share_ids": [
                    Command.create({"activity_id": one.id, "line_id": line.id})
                    for one, line in ((self.studio, licence), (self.atelier, server))
                ],
            }
        )
        wizard.action_route()
        self.assertEqual(licence.caetic_activity_id, self.studio)
        self.assertEqual(server.caetic_activity_id, self.atelier)

    def test_shares_that_do_not_make_a_whole(self):
        bill = self._send()
        for shares in (
            [(self.studio, 60), (self.atelier, 30)],
            [(self.studio, 50), (self.studio, 50)],
            [],
        ):
            with self.assertRaises(UserError):
                self._route(bill, *shares)

    def test_an_activity_agrees_or_contests_before_posting(self):
        bill = self._send()
        self._route(bill, (self.atelier, 100), user=self.coordinator, ask=True)
        part = bill.caetic_part_ids
        self.assertEqual((part.activity_id, part.state), (self.atelier, "asked"))
        mails = self.env["mail.mail"].search([("res_id", "=", part.id)])
        self.assertIn("Atelier Corbières", mails.subject)
        self.assertIn(f"/purchases/{bill.id}", mails.body_html)
        with self.assertRaises(UserError):
            bill.action_caetic_purchase_approve()
        own = self.atelier.with_user(self.bruno.user_id)
        titles = [todo["url"] for todo in own._get_todo()]
        self.assertIn(f"/my/activities/{self.atelier.id}/purchases/{bill.id}", titles)
        with self.assertRaises(UserError):
            own._portal_answer_purchase(bill, agreed=False)
        own._portal_answer_purchase(bill, False, "Pas commandé par nous")
        self.assertEqual(part.state, "contested")
        self.assertEqual(part.answer_user_id, self.bruno.user_id)
        self.assertIn("not for it", bill.caetic_purchase_reasons)
        with self.assertRaises(UserError):
            bill.with_user(self.coordinator).action_caetic_purchase_approve()
        self._route(bill, (self.studio, 100))
        bill.action_caetic_purchase_approve()
        self.assertEqual(bill.caetic_part_ids.activity_id, self.studio)

    def test_an_activity_is_told_of_a_bill_that_it_did_not_send(self):
        bill = self._send()
        self._route(bill, (self.studio, 50), (self.atelier, 50), user=self.coordinator)
        mails = self.env["mail.mail"].search(
            [
                ("model", "=", "caetic.purchase.part"),
                ("res_id", "in", bill.caetic_part_ids.ids),
            ]
        )
        self.assertEqual(mails.recipient_ids, self.bruno.partner_id)
        self.assertIn("Atelier Corbières", mails.subject)

    def test_a_refused_bill_comes_back_as_it_was_typed(self):
        form = self._form()
        bill = self._send()
        self.env["caetic.purchase.refuse"].with_user(self.coordinator).create(
            {"move_ids": [Command.set(bill.ids)], "reason": "Illisible"}
        ).action_refuse()
        self.assertEqual(bill.caetic_purchase_state, "refused")
        self.assertEqual(bill.caetic_purchase_refusal, "Illisible")
        own = self.studio.with_user(self.amelie.user_id)
        self.assertEqual(own._portal_get_purchase_form(bill.sudo()), form)
        row = own._portal_get_purchase_row(bill.sudo())
        self.assertEqual(row["state"], "refused")

    def test_many_are_approved_at_once(self):
        bills = self._send(reference="A") + self._send(reference="B")
        bills.with_user(self.accountant).action_caetic_purchase_approve()
        self.assertEqual(set(bills.mapped("state")), {"posted"})
        self.assertEqual(set(bills.mapped("caetic_purchase_state")), {"approved"})

    def test_the_same_number_of_the_same_supplier(self):
        first, second = self._send(), self._send(activity=self.atelier)
        self.assertEqual(first.commercial_partner_id, second.commercial_partner_id)
        self.assertIn("same number", second.caetic_purchase_reasons)
        self.assertIn("same number", first.caetic_purchase_reasons)
        other = self._send(reference="FR-119")
        self.assertFalse(other.caetic_purchase_reasons)

    def test_the_same_file(self):
        """Told to the one who sends it twice; to staff alone between activities."""
        first = self._send(content=pdf("same"), submit=False)
        second = self._send(
            activity=self.atelier, content=pdf("same"), reference="FR-200"
        )
        self.assertNotEqual(first, second)
        self.assertIn("same file", second.caetic_purchase_reasons)
        again = self._send(content=pdf("same"), submit=False)
        self.assertEqual(again, first)

    def test_who_may_sort(self):
        bill = self._send()
        shares = self._shares((self.atelier, 100))
        for user in (self.adviser, self.payroll_officer, self.amelie.user_id):
            with self.assertRaises(AccessError):
                bill.with_user(user)._caetic_assign(shares)
            with self.assertRaises(AccessError):
                bill.with_user(user).action_caetic_purchase_approve()

    def test_the_kind_gives_account_and_vat(self):
        """A bill that came read by Odoo gets the right account of its kind."""
        bill = self._send(lines=[("Papier", self.office, "20", "100", "20")])
        self._route(bill, (self.studio, 100), product_id=self.hosting.id)
        line = bill.invoice_line_ids
        self.assertEqual(line.account_id.code, "613500")
        self.assertEqual(line.tax_ids.tax_exigibility, "on_payment")
        self.assertEqual((line.price_unit, bill.amount_total), (100, 120))
        self._route(
            bill, (self.studio, 50), (self.atelier, 50), product_id=self.travel.id
        )
        self.assertEqual(bill.invoice_line_ids.mapped("price_unit"), [60, 60])
        self.assertEqual(bill.amount_total, 120)
        self.assertFalse(bill.line_ids.tax_line_id)
