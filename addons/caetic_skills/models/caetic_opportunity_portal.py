# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.caetic_members.models.caetic_member import HOSTED

from ..engine import opportunity_form
from .caetic_opportunity import CLOSED

SEEN = ("sent", "accepted", "declined")
STANDING = ("sent", "accepted")
MOST_WORDS = 1000
MOST_ROWS = 100


class CaeticOpportunityPortal(models.Model):
    """What a person does about opportunities on the portal.

    A portal user has no right on opportunities. Each method looks for what they were
    invited to or brought themselves, and gives or writes what it names.
    """

    _inherit = "caetic.opportunity"

    # -- doors ------------------------------------------------------------------------

    @api.model
    def _portal_get_member(self):
        """Return the stay of the user that is hosted, or an empty record."""
        return self.env["caetic.member"].search(
            [("user_id", "=", self.env.uid), ("state", "in", HOSTED)],
            order="id desc",
            limit=1,
        )

    @api.model
    def _portal_get_place_domain(self):
        """Invitations of the user that were sent and not taken back."""
        return Domain("state", "in", SEEN) & Domain(
            "profile_id.partner_id", "=", self.env.user.partner_id.id
        )

    @api.model
    def _portal_get_domain(self):
        """Opportunities that the user was invited to, or brought."""
        place = self._portal_get_place_domain()
        return Domain("invitation_ids", "any", list(place)) | Domain(
            "author_member_id.user_id", "=", self.env.uid
        )

    @api.model
    def _portal_find_sudo(self, number):
        """Return an opportunity of the user by its number, or an empty record.

        Unknown and forbidden give the same answer.
        """
        # Portal users have no right: the domain says what is theirs.
        opportunities_sudo = self.sudo()
        domain = self._portal_get_domain() & Domain("id", "=", number)
        return opportunities_sudo.search(domain, limit=1)

    def _portal_get_place_sudo(self):
        """Return the user's own place in the team, or an empty record."""
        self.ensure_one()
        # Found by ``_portal_find_sudo``: their own place of it.
        place_sudo = self.sudo().invitation_ids
        return place_sudo.filtered_domain(self._portal_get_place_domain())[:1]

    # -- lists ------------------------------------------------------------------------

    @api.model
    def _portal_get_lists(self):
        """Return the rows of the page: to answer, teams, brought, past."""
        # As in ``_portal_find_sudo``.
        opportunities_sudo = self.sudo().search(
            self._portal_get_domain(), order="id desc", limit=MOST_ROWS
        )
        lists = {"to_answer": [], "teams": [], "brought": [], "past": []}
        for one_sudo in opportunities_sudo:
            row = one_sudo._portal_get_row()
            lists[one_sudo._portal_get_list(row)].append(row)
        return lists

    def _portal_get_list(self, row):
        """Return the list where a row stands."""
        if row["is_closed"] or row["place_state"] == "declined":
            is_mine = row["is_mine"] and not row["is_closed"]
            return "brought" if is_mine else "past"
        if row["place_state"] == "sent":
            return "to_answer"
        return "teams" if row["place_state"] == "accepted" else "brought"

    def _portal_get_row(self):
        """Return an opportunity as a list shows it."""
        self.ensure_one()
        place_sudo = self._portal_get_place_sudo()
        author_sudo = self.sudo().author_member_id  # Is it the reader?
        return {
            "id": self.id,
            "title": self.name,
            "town": self.town or "",
            "state": self.state,
            "is_closed": self.state in CLOSED,
            "is_mine": author_sudo.user_id == self.env.user,
            "place_state": place_sudo.state or "",
            "is_lead": place_sudo.is_lead,
            "role": place_sudo.role or "",
            "share": place_sudo.share,
            "date_deadline": place_sudo.date_deadline,
            "date_start": self.date_start,
        }

    @api.model
    def _portal_count_to_answer(self):
        """Return how many invitations wait for the user."""
        # Counted for the user themself, whose pages show them.
        places_sudo = self.env["caetic.opportunity.invitation"].sudo()
        return places_sudo.search_count(
            self._portal_get_place_domain()
            & Domain("state", "=", "sent")
            & Domain("opportunity_id.state", "not in", CLOSED)
        )

    # -- one opportunity --------------------------------------------------------------

    @api.model
    def _portal_get_page(self, number):
        """Return an opportunity of the user as its page shows it, or nothing."""
        found_sudo = self._portal_find_sudo(number)
        if not found_sudo:
            return None
        row = found_sudo._portal_get_row()
        place_sudo = found_sudo._portal_get_place_sudo()
        leads = place_sudo.is_lead and place_sudo.state == "accepted"
        return {
            **row,
            "description": found_sudo.description or "",
            "needs": found_sudo.need_ids.mapped("display_name"),
            "date_end": found_sudo.date_end,
            "customer_deadline": found_sudo.date_deadline,
            "days": found_sudo.days,
            "budget": found_sudo.budget,
            "currency": found_sudo.currency_id,
            "work_mode": found_sudo.work_mode,
            "my_days": place_sudo.days,
            "answer": place_sudo.answer or "",
            "can_answer": not row["is_closed"]
            and place_sudo.state in ("sent", "accepted"),
            "outcome": found_sudo.outcome_reason or "" if row["is_closed"] else "",
            "contact": found_sudo._portal_get_contact(row["is_mine"] or leads),
            "quotes": found_sudo._get_quotes() if leads else [],
            "team": found_sudo._portal_get_team(place_sudo),
        }

    def _portal_get_contact(self, may_read):
        """Return how to reach the customer: for who brought the need, and the lead."""
        self.ensure_one()
        if not may_read:
            return []
        partner = self.partner_id
        told = (
            self.contact_name or partner.name,
            self.contact_email or partner.email,
            self.contact_phone or partner.phone,
        )
        return [one for one in told if one]

    def _portal_get_team(self, place_sudo):
        """Return who is in the team, or was asked: for those who are in it."""
        self.ensure_one()
        if place_sudo.state not in STANDING:
            return []
        return [
            {
                "name": one.profile_id.name,
                "role": one.role or "",
                "share": one.share,
                "is_lead": one.is_lead,
                "is_outside": one.is_outside,
                "is_me": one == place_sudo,
                "is_in": one.state == "accepted",
            }
            for one in self.invitation_ids
            if one.state in STANDING
        ]

    # -- acts -------------------------------------------------------------------------

    @api.model
    def _portal_answer(self, number, is_yes, words):
        """Accept or decline the user's own invitation.

        :raises AccessError: for whoever was not invited
        :raises UserError: for what is closed or was answered so already
        """
        found_sudo = self._portal_find_sudo(number)
        place_sudo = found_sudo and found_sudo._portal_get_place_sudo()
        if not place_sudo:
            raise AccessError(self.env._("This invitation is somebody else's."))
        said = opportunity_form.clean(words, multiline=True)[:MOST_WORDS]
        if is_yes:
            place_sudo._accept(said)
        else:
            place_sudo._decline(said)

    @api.model
    def _portal_bring(self, raw):
        """Create an opportunity that the user brings.

        :param raw: ``{field: text}`` of the form
        :returns: ``(number or 0, issues by field)``
        :raises AccessError: for whoever is no member
        """
        member = self._portal_get_member()
        if not member:
            raise AccessError(self.env._("Members of the cooperative bring needs."))
        today = fields.Date.context_today(self)
        values, issues = opportunity_form.read_opportunity(raw, today)
        if issues:
            return 0, issues
        member_sudo = member.sudo()  # Their own stay: its cooperative.
        # The person has no right to create: each value was typed by the engine.
        opportunities_sudo = self.sudo().with_context(mail_create_nosubscribe=True)
        found_sudo = opportunities_sudo.create(
            {
                **{name: value or False for name, value in values.items()},
                "budget": float(values["budget"]),
                "days": float(values["days"]),
                "source": "member",
                "author_member_id": member_sudo.id,
                "company_id": member_sudo.company_id.id,
            }
        )
        found_sudo._suggest_needs()
        return found_sudo.id, {}
