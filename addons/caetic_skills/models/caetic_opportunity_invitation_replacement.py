# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..engine import team

# People proposed for one place.
MOST_PEOPLE = 5


class CaeticOpportunityReplacement(models.Model):
    """Somebody else for what a person declined."""

    _inherit = "caetic.opportunity.invitation"

    def _propose_replacement(self):
        """Propose the best other person for the same needs; return the new place.

        Somebody who comes without changing the shares of the others goes first.

        :returns: caetic.opportunity.invitation, empty when nobody covers one of them
        """
        self.ensure_one()
        found = self._get_replacements() or self._find_others(1)
        return self._replace_by(found[0]) if found else self.browse()

    def _find_others(self, count):
        """Return who else covers the needs of the place, as the engine's members."""
        self.ensure_one()
        if not self.need_ids:
            return []
        opportunity = self.opportunity_id
        asked = opportunity.invitation_ids.profile_id
        people = opportunity._get_people(self.need_ids, asked)
        needs = opportunity._get_engine_needs(self.need_ids)
        rate = opportunity._get_day_rate()
        found = team.find_teams(people, needs, limit=1, count=count, day_rate=rate)
        return [one.members[0] for one in found]

    def _get_replacements(self):
        """Return those who may come without changing the shares of the others.

        A place with a share is a member's; one on a quote, of somebody from outside.
        """
        found = self._find_others(2 * MOST_PEOPLE)
        profiles = self.env["caetic.profile"].browse(one.person for one in found)
        inside = set(profiles.filtered("member_id").ids)
        same = [one for one in found if (one.person in inside) != self.is_outside]
        return same[:MOST_PEOPLE]

    def _is_ready(self):
        """Tell whether somebody proposed takes over what the others agreed on."""
        self.ensure_one()
        before = self.replaces_id
        same = before.is_outside == self.is_outside and before.share == self.share
        return self.state == "draft" and bool(before) and same

    def _invite_by_lead(self):
        """Write to somebody whom the lead asks, and tell staff."""
        self.ensure_one()
        self._send()
        name, lead = self.profile_id.name, self.env.user.name
        self._tell_staff(self.env._("%(lead)s asks %(name)s.", lead=lead, name=name))
        self.opportunity_id._check_formed()

    def _get_place_row(self):
        """Return the place as the lead reads it."""
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.profile_id.name,
            "role": self.role or "",
            "share": self.share,
            "reason": self.reason or "",
            "is_declined": self.state == "declined",
        }

    def _replace_by(self, member):
        """Create the place of somebody who takes over, with the same role and share."""
        profile = self.env["caetic.profile"].browse(member.person)
        inside = bool(profile.member_id)
        return self.create(
            {
                "opportunity_id": self.opportunity_id.id,
                "profile_id": profile.id,
                "is_lead": self.is_lead and inside,
                "role": self.role,
                "need_ids": [fields.Command.set(member.needs)],
                "days": self.days,
                "share": self.share if inside else 0,
                "reason": self.opportunity_id._get_reason(member),
                "replaces_id": self.id,
            }
        )
