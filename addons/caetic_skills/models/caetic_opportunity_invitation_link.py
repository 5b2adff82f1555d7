# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError

from ..engine import opportunity_form
from .caetic_opportunity import CLOSED

MOST_WORDS = 1000
ANSWERED = ("sent", "accepted", "declined")


class CaeticOpportunityLink(models.Model):
    """What somebody without a login reads and answers by the link of their mail."""

    _inherit = "caetic.opportunity.invitation"

    @api.model
    def _link_find_sudo(self, number, token):
        """Return the place that a signed link opens, or an empty record.

        Whoever has a login answers there: no link opens for them.
        """
        # The caller is anybody on the network: the key alone says who asks.
        places_sudo = self.sudo()
        found_sudo = places_sudo.search(
            [("id", "=", number), ("state", "in", ANSWERED)], limit=1
        )
        if not found_sudo or found_sudo._has_login():
            return places_sudo.browse()
        is_theirs = found_sudo._check_token(token)
        return found_sudo if is_theirs else places_sudo.browse()

    @api.model
    def _link_get_page(self, number, token):
        """Return what the page shows: the need and their part, no name of the team."""
        place_sudo = self._link_find_sudo(number, token)
        if not place_sudo:
            return None
        opportunity_sudo = place_sudo.opportunity_id
        return {
            "id": place_sudo.id,
            "person": place_sudo.profile_id.name,
            "company": place_sudo.company_id.name,
            "title": opportunity_sudo.name,
            "description": opportunity_sudo.description or "",
            "town": opportunity_sudo.town or "",
            "work_mode": opportunity_sudo.work_mode,
            "date_start": opportunity_sudo.date_start,
            "date_end": opportunity_sudo.date_end,
            "date_deadline": place_sudo.date_deadline,
            "role": place_sudo.role or "",
            "days": place_sudo.days,
            "is_outside": place_sudo.is_outside,
            "share": place_sudo.share,
            "quote": place_sudo.quote_amount,
            "currency": place_sudo.currency_id,
            "state": place_sudo.state,
            "answer": place_sudo.answer or "",
            "is_closed": opportunity_sudo.state in CLOSED,
        }

    @api.model
    def _link_answer(self, number, token, form):
        """Accept with a quote, or decline; return issues by field.

        :param form: ``{"answer": yes or no, "quote": text, "words": text}``
        :raises AccessError: for a link that opens nothing
        :raises UserError: for what is closed or was answered so already
        """
        place_sudo = self._link_find_sudo(number, token)
        if not place_sudo:
            raise AccessError(self.env._("This link opens nothing any more."))
        words = opportunity_form.clean(form["words"], multiline=True)[:MOST_WORDS]
        if form["answer"] == "no":
            place_sudo._decline(words)
            return {}
        if not place_sudo.is_outside:
            place_sudo._accept(words)
            return {}
        quote, issue = opportunity_form.read_quote(form["quote"])
        if issue:
            return {"quote": issue}
        place_sudo._accept(words, quote)
        return {}
