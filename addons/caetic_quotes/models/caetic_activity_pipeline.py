# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivity(models.Model):
    """How far the quotes of a year are, below its turnover."""

    _inherit = "caetic.activity"

    def _get_followup_parts(self, year):
        return [*super()._get_followup_parts(year), self._get_pipeline(year)]

    def _get_pipeline(self, year):
        """Return the quotes of a year by state; each figure opens its quotes."""
        orders_sudo = self._get_quotes_sudo()
        domain = [*self._get_quote_domain(), *self._get_quote_year(year)]
        groups = orders_sudo._read_group(
            domain, ["caetic_quote_state"], ["amount_untaxed:sum", "__count"]
        )
        by_state = {state: figures for state, *figures in groups}
        field = orders_sudo._fields["caetic_quote_state"]
        base = f"/my/activities/{self.id}/quotes?year={year}"
        return {
            "code": "quotes",
            "title": self.env._("Quotes"),
            "note": self.env._("Written this year, without VAT"),
            "rows": [
                {
                    "label": label,
                    "detail": self.env._("Quotes: %(count)s", count=by_state[state][1]),
                    "amount": by_state[state][0],
                    "url": f"{base}&state={state}",
                }
                for state, label in field._description_selection(self.env)
                if state in by_state
            ],
        }
