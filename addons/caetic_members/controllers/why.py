# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request

from ..models.caetic_activity_why import WHY
from . import wording
from .portal import CaeticPortal


class CaeticPortalWhy(CaeticPortal):
    """What is behind an amount of the account that is no sum of entries."""

    def _render_term(self, activity, term, page):
        if term not in WHY:
            return super()._render_term(activity, term, page)
        statement = activity._get_statement()
        amounts = {
            "advance": statement.advance,
            "asked": statement.pending,
            "reserve": statement.reserve_floor,
            "withheld": statement.withheld,
        }
        title, why = wording.why_words(request.env)[term]
        rows = [
            {**row, "amount": row["amount"] is not None and float(row["amount"])}
            for row in activity._get_why(term)
        ]
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_term",
            "why_title": title,
            "why_words": why,
            "why_amount": float(amounts[term]),
            "rows": rows,
        }
        return request.render("caetic_members.portal_my_activity_why", values)
