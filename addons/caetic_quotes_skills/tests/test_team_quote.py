# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A team quotes: its lead writes, and each invoice carries the shares."""

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_invoicing_skills.tests.test_team_invoice import (
    TeamInvoiceCommon,
)


@tagged("post_install", "-at_install")
class TestTeamQuote(HttpCase, TeamInvoiceCommon):
    def _post(self, path, **values):
        token = http.Request.csrf_token(self)
        return self.url_open(path, data={"csrf_token": token, **values})

    def _write(self):
        """The lead opens the form from the opportunity, adds a deposit and saves."""
        self.authenticate("amelie", "amelie")
        activity = self.studio.with_user(self.amelie.user_id)
        opportunities = self.env["caetic.opportunity"].with_user(self.amelie.user_id)
        form = {
            **activity._portal_get_quote_form(),
            **opportunities._portal_get_quote_values(self.won.id, activity),
            "line-0-kind": str(self.kind_service.id),
            "deposit": "30",
            "do": "save",
        }
        form["line-0-price"] = "1200"
        return self._post(f"/my/activities/{self.studio.id}/quotes/new", **form)

    def test_form_is_filled_from_the_opportunity(self):
        self.authenticate("amelie", "amelie")
        page = self.url_open(f"/my/opportunities/{self.won.id}")
        path = f"/my/activities/{self.studio.id}/quotes/new?opportunity={self.won.id}"
        self.assertIn(path, page.text)
        form = self.url_open(path)
        for typed in ("office de tourisme", "1000,01", 'name="opportunity"'):
            self.assertIn(typed, form.text)

    def test_invoices_carry_the_shares(self):
        """30 and 20 %: 108 and 72 of the deposit of 360, 252 and 168 of the 840."""
        self.assertEqual(self._write().status_code, 200)
        quote = self.won.sudo().caetic_quote_ids
        self.assertEqual(quote.caetic_activity_id, self.studio)
        self.assertEqual(quote.amount_untaxed, 1200)
        quote._caetic_open()
        quote._validate_order()
        expected = [{self.atelier: 108, self.canal: 72}]
        expected.append({self.atelier: 252, self.canal: 168})
        for stage, shares in zip(quote.caetic_stage_ids, expected, strict=True):
            move = quote._caetic_invoice_stage(stage)
            got = {one.activity_id: one.amount for one in move.caetic_share_ids}
            self.assertEqual(got, shares)
            move.action_post()
            self.assertEqual(
                sorted(move.caetic_share_ids.transfer_id.mapped("amount")),
                sorted(shares.values()),
            )
        page = self.url_open(f"/my/opportunities/{self.won.id}")
        self.assertIn(f"/quotes/{quote.id}", page.text)

    def test_only_the_lead_quotes(self):
        for member in (self.bruno, self.chloe):
            user = member.user_id
            opportunities = self.env["caetic.opportunity"].with_user(user)
            self.assertEqual(opportunities._portal_get_quote_url(self.won.id), "")
            order = self.env["sale.order"].sudo().new()
            with self.assertRaises(AccessError):
                opportunities._portal_link_quote(self.won.id, order)
        own = self.atelier.with_user(self.bruno.user_id)
        opportunities = self.env["caetic.opportunity"].with_user(self.bruno.user_id)
        self.assertEqual(opportunities._portal_get_quote_values(self.won.id, own), {})

    def test_shares_of_the_team_are_agreed_already(self):
        """R427: 360 and 240 of 1 200; the quote leaves at once, nobody is asked."""
        self._write()
        quote = self.won.sudo().caetic_quote_ids
        self.assertEqual(
            {one.activity_id: one.amount for one in quote.caetic_share_ids},
            {self.atelier: 360, self.canal: 240},
        )
        states = quote.caetic_share_ids.mapped("agreement_state")
        self.assertEqual(states, ["accepted"] * 2)
        quote.caetic_share_ids[0].percentage = 25
        self.assertEqual(len(quote._caetic_get_unagreed()), 1)

    def test_a_signed_quote_wins_the_opportunity_and_is_invoiced_alone(self):
        self._write()
        self.won.write({"state": "formed", "outcome_reason": False, "amount": 0})
        quote = self.won.sudo().caetic_quote_ids
        quote._caetic_open()
        quote._validate_order()
        self.assertRecordValues(self.won, [{"state": "won", "amount": 1200}])
        self.assertIn(quote.name, self.won.outcome_reason)
        with self.assertRaises(UserError):
            self.won.action_prepare_invoice()
        opportunities = self.env["caetic.opportunity"].with_user(self.amelie.user_id)
        page = opportunities._portal_get_page(self.won.id)
        self.assertFalse(page["can_invoice"])
        self.assertIn(f"/quotes/{quote.id}", page["quote_url"])
