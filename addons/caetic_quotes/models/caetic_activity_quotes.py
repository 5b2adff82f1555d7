# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

ROW_FIELDS = (
    "name",
    "state",
    "partner_id",
    "date_order",
    "validity_date",
    "amount_untaxed",
    "amount_total",
    "currency_id",
    "caetic_quote_state",
    "caetic_date_sent",
)


class CaeticActivity(models.Model):
    """Quotes of an activity as its portal pages show them."""

    _inherit = "caetic.activity"

    def _get_quotes_sudo(self):
        """sale.order in superuser mode, for reads filtered by this activity."""
        # Portal users read no order but those they are the customer of.
        orders_sudo = self.env["sale.order"].sudo()
        return orders_sudo.with_company(self.company_id)

    def _get_quote_domain(self):
        self.ensure_one()
        return [("caetic_activity_id", "=", self.id)]

    def _get_quote_year(self, year):
        """Return the condition of the quotes that were written in a year."""
        start, end = f"{year}-01-01", f"{year + 1}-01-01"
        return [("date_order", ">=", start), ("date_order", "<", end)]

    def _portal_get_quote(self, quote_id):
        """One quote of the activity, in superuser mode, or an empty record."""
        self._portal_check()
        return self._get_quotes_sudo().search(
            [*self._get_quote_domain(), ("id", "=", quote_id)], limit=1
        )

    def _portal_get_quote_rows(self, query="", offset=0, limit=50, state="", year=0):
        """Return ``(rows, total)``, newest first.

        The number of queries does not depend on the number of quotes.

        :param query: part of a number or of a customer's name
        :param state: how far they are, a code of ``caetic_quote_state``
        :param int year: when they were written, 0 for ever
        """
        self._portal_check()
        domain = Domain(self._get_quote_domain())
        if state:
            domain &= Domain("caetic_quote_state", "=", state)
        if year:
            domain &= Domain(self._get_quote_year(year))
        if query:
            domain &= Domain("name", "ilike", query) | Domain(
                "partner_id.name", "ilike", query
            )
        quotes_sudo = self._get_quotes_sudo()
        found_sudo = quotes_sudo.search_fetch(
            domain, ROW_FIELDS, offset=offset, limit=limit, order="id desc"
        )
        rows = [self._prepare_quote_row(quote) for quote in found_sudo]
        return rows, quotes_sudo.search_count(domain)

    def _prepare_quote_row(self, quote):
        return {
            "id": quote.id,
            "url": f"/my/activities/{self.id}/quotes/{quote.id}",
            "name": quote.name,
            "customer": quote.partner_id.name or "",
            "date": quote.date_order.date(),
            "validity": quote.validity_date,
            "untaxed": quote.amount_untaxed,
            "total": quote.amount_total,
            "currency": quote.currency_id,
            "state": quote._portal_get_quote_state(),
            "date_sent": quote.caetic_date_sent,
        }

    def _portal_sends_alone(self, quote):
        """Tell whether submitting the draft opens it to the customer at once."""
        self._portal_check()
        return quote.state == "draft" and not quote._caetic_get_reasons()
