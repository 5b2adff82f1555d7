# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a person has paid to a supplier is given back to the person."""

from decimal import Decimal

from odoo.tests import tagged

from .common import PurchasesCommon


@tagged("post_install", "-at_install")
class TestAdvance(PurchasesCommon):
    def _state(self, bill):
        own = self.studio.with_user(self.amelie.user_id)
        return own._portal_get_purchase_row(bill.sudo())["state"]

    def test_the_debt_goes_from_the_supplier_to_the_person(self):
        """120.00 advanced: 401 is settled, 4251 owes 120.00 to Amélie; cost 100.00."""
        before = self._available(self.studio)
        bill = self._send(paid="member")
        self.assertEqual(bill.caetic_advanced_by_id, self.amelie)
        bill.with_user(self.coordinator).action_caetic_purchase_approve()
        entry = bill.caetic_settlement_id
        self.assertEqual(entry.state, "posted")
        self.assertTrue(bill.payment_state in ("paid", "in_payment", "reversed"))
        owed = entry.line_ids.filtered(lambda line: line.account_id.code == "425120")
        self.assertEqual(owed.partner_id, self.amelie.partner_id)
        self.assertEqual(owed.balance, -120)
        self.assertEqual(before - self._available(self.studio), Decimal("100.00"))
        self.assertEqual(self._state(bill), "to_reimburse")
        self._pay(entry, 120, "2026-04-01")
        self.assertTrue(owed.reconciled)
        self.assertEqual(self._state(bill), "paid")
        self.assertEqual(before - self._available(self.studio), Decimal("100.00"))

    def test_a_bill_to_be_paid_by_the_cooperative(self):
        bill = self._send()
        self.assertEqual(self._state(bill), "waiting")
        bill.action_caetic_purchase_approve()
        self.assertFalse(bill.caetic_settlement_id)
        self.assertEqual(self._state(bill), "to_pay")
        self._pay(bill, 120, "2026-04-01")
        self.assertEqual(self._state(bill), "paid")

    def test_taken_back_to_draft(self):
        bill = self._send(paid="member")
        bill.action_caetic_purchase_approve()
        entry = bill.caetic_settlement_id
        bill.button_draft()
        self.assertEqual(entry.state, "cancel")
        self.assertEqual(bill.caetic_purchase_state, "submitted")
        self.assertFalse(bill.caetic_settlement_id)
        bill.action_caetic_purchase_approve()
        self.assertNotEqual(bill.caetic_settlement_id, entry)
