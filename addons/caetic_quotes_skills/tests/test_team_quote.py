# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A team quotes: its lead writes, and each invoice carries the shares."""

from odoo import http
from odoo.exceptions import AccessError
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
