# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request

from odoo.addons.caetic_invoicing import engine
from odoo.addons.caetic_quotes.controllers.quotes import QuotesPortal


class TeamQuotesPortal(QuotesPortal):
    """A new quote, filled with what an opportunity says."""

    def _read_opportunity(self, values):
        return engine.Reader(values).identifier("opportunity")

    def _get_quote_form(self, activity, quote, post):
        form = super()._get_quote_form(activity, quote, post)
        number = self._read_opportunity(post)
        if quote or not number:
            return form
        opportunities = request.env["caetic.opportunity"]
        team = opportunities._portal_get_quote_values(number, activity)
        # The shares of the team, not those of a convention.
        own = {key: form[key] for key in form if not key.startswith("share-")}
        return {**(own if team else form), **team}

    def _read_quote_form(self, post):
        form = super()._read_quote_form(post)
        return {**form, **self._read_form(post, ["opportunity"])}

    def _save_quote(self, activity, parsed, customer, quote, form):
        saved = super()._save_quote(activity, parsed, customer, quote, form)
        number = self._read_opportunity(form)
        if number and not quote:
            request.env["caetic.opportunity"]._portal_link_quote(number, saved)
        return saved
