# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryQuotes(TransactionCase):
    """One quote of each kind; what repeats, and what waits for an answer."""

    def _get(self, name):
        return self.env.ref(f"caetic_demo.{name}")

    def test_a_quote_of_each_kind(self):
        states = {
            name: self._get(f"sale_order_quote_{name}").caetic_quote_state
            for name in ("draft", "waiting", "sent", "lost", "signed")
        }
        self.assertEqual(
            states,
            {
                "draft": "draft",
                "waiting": "submitted",
                "sent": "sent",
                "lost": "lost",
                "signed": "signed",
            },
        )
        lost = self._get("sale_order_quote_lost")
        self.assertTrue(lost.caetic_lost_reason)

    def test_amounts_of_what_was_sent(self):
        """5 days at 420 EUR: 2 100, and 420 of VAT at 20 %."""
        quote = self._get("sale_order_quote_sent")
        self.assertEqual((quote.amount_untaxed, quote.amount_total), (2100, 2520))
        self.assertTrue(quote.access_token)

    def test_the_deposit_of_the_signed_one_is_paid(self):
        """R607: 30 % of 4 800 EUR VAT included is 1 440; 3 360 are left."""
        quote = self._get("sale_order_quote_signed")
        self.assertEqual(quote.signed_by, "Hélène Marty")
        deposit, balance = quote.caetic_stage_ids
        self.assertEqual((deposit.amount, balance.amount), (1440, 3360))
        self.assertEqual(deposit.move_id.state, "posted")
        self.assertEqual(deposit.move_id.amount_total, 1440)
        self.assertEqual(deposit.move_id.amount_residual, 0)
        self.assertFalse(balance.move_id)

    def test_an_invoice_repeats_from_next_month_on(self):
        [recurring] = self.env["caetic.recurring.invoice"].search([])
        self.assertEqual((recurring.state, recurring.mode), ("running", "auto"))
        self.assertEqual(recurring.source_id.amount_untaxed, 38)
        self.assertEqual(recurring.next_date.day, 1)
        self.assertGreater(recurring.next_date, recurring.source_id.invoice_date)

    def test_a_share_waits_for_its_answer(self):
        """R426: 30 % of 1 500 EUR is 450; until then the invoice is not issued."""
        share = self.env["caetic.sale.share"].search(
            [("move_id.state", "=", "draft"), ("agreement_state", "=", "proposed")]
        )
        self.assertEqual(share.activity_id, self._get("caetic_activity_garrigue"))
        self.assertEqual(share.amount, 450)
        self.assertIn("share_pending", share.move_id.caetic_approval_codes)

    def test_a_convention_waits_for_its_party(self):
        [convention] = self.env["caetic.share.agreement"].search([])
        self.assertEqual(convention.state, "proposed")
        self.assertEqual(convention.line_ids.percentage, 40)
