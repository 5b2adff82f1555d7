# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .caetic_opportunity import CLOSED, WAITING

GONE = ("declined", "withdrawn")


class CaeticOpportunityPortalLead(models.Model):
    """What the lead of a team does on the portal: whoever is missing is replaced.

    Role and share of the place stay: others agreed on theirs. Everything else about
    the team is the coordinator's, who is told.
    """

    _inherit = "caetic.opportunity"

    @api.model
    def _portal_get_page(self, number):
        page = super()._portal_get_page(number)
        if page:
            may_form = page["is_lead"] and page["place_state"] == "accepted"
            may_form = may_form and not page["is_closed"]
            # Found by the call above.
            found_sudo = may_form and self._portal_find_sudo(number)
            page["forming"] = found_sudo._get_forming() if may_form else {}
        return page

    def _get_forming(self):
        """Return who is proposed, asked, and missing, with those who may come."""
        self.ensure_one()
        places = self.invitation_ids.filtered(lambda one: not one.is_lead)
        return {
            "proposed": [
                one._get_place_row()
                for one in places.filtered(lambda one: one._is_ready())
            ],
            "asked": [
                one._get_place_row()
                for one in places.filtered(lambda one: one.state == "sent")
            ],
            "prepared": [
                one.replaces_id.profile_id.name
                for one in places.filtered("replaces_id")
                if one.state == "draft" and not one._is_ready()
            ],
            "missing": [
                {
                    **one._get_place_row(),
                    "people": [
                        (member.person, self._get_person_words(member))
                        for member in one._get_replacements()
                    ],
                }
                for one in self._get_missing_places()
            ],
        }

    def _get_missing_places(self):
        """Return the places that somebody left and whose needs nobody took since."""
        self.ensure_one()
        taken = self._get_live().need_ids
        return self.invitation_ids.filtered(
            lambda one: (
                one.state in GONE
                and not one.is_lead
                and one.need_ids - taken
                and one not in self.invitation_ids.replaces_id
            )
        )

    # -- acts -------------------------------------------------------------------------

    @api.model
    def _portal_lead_place_sudo(self, number, place_id, states):
        """Return a place of a team that the user leads, in superuser mode.

        :raises AccessError: for whoever does not lead it, a place in another state, or
            one that the coordinator still prepares
        """
        found_sudo = self._portal_find_sudo(number)
        own_sudo = found_sudo and found_sudo._portal_get_place_sudo()
        leads = own_sudo and own_sudo.is_lead and own_sudo.state == "accepted"
        places_sudo = found_sudo.invitation_ids.filtered(
            lambda one: one.id == place_id and one.state in states and not one.is_lead
        )
        if not leads or found_sudo.state in CLOSED or not places_sudo:
            raise AccessError(self.env._("The lead of the team asks people."))
        if places_sudo.state == "draft" and not places_sudo._is_ready():
            raise AccessError(self.env._("The coordinator is still preparing it."))
        return places_sudo

    @api.model
    def _portal_invite(self, number, place_id):
        """Write to somebody who was proposed."""
        place_sudo = self._portal_lead_place_sudo(number, place_id, ("draft",))
        place_sudo._invite_by_lead()

    @api.model
    def _portal_withdraw(self, number, place_id):
        """Take back the place of somebody who has not answered yet."""
        place_sudo = self._portal_lead_place_sudo(number, place_id, WAITING)
        place_sudo._withdraw()
        name, lead = place_sudo.profile_id.name, self.env.user.name
        place_sudo._tell_staff(
            self.env._("%(lead)s no longer asks %(name)s.", lead=lead, name=name)
        )
        place_sudo.opportunity_id._check_formed()

    @api.model
    def _portal_replace(self, number, place_id, profile_id):
        """Ask somebody of the list for a place that is missing.

        :raises UserError: for somebody who is not in the list any more
        """
        place_sudo = self._portal_lead_place_sudo(number, place_id, GONE)
        missing_sudo = place_sudo.opportunity_id._get_missing_places()
        people = place_sudo._get_replacements() if place_sudo in missing_sudo else []
        chosen = next((one for one in people if one.person == profile_id), None)
        if not chosen:
            raise UserError(self.env._("Choose somebody of the list."))
        place_sudo._replace_by(chosen)._invite_by_lead()
