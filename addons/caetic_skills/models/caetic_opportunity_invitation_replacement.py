# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..engine import team


class CaeticOpportunityReplacement(models.Model):
    """Somebody else for what a person declined."""

    _inherit = "caetic.opportunity.invitation"

    def _propose_replacement(self):
        """Propose the best other person for the same needs; return the new place.

        :returns: caetic.opportunity.invitation, empty when nobody covers one of them
        """
        self.ensure_one()
        opportunity = self.opportunity_id
        if not self.need_ids:
            return self.browse()
        asked = opportunity.invitation_ids.profile_id
        people = opportunity._get_people(self.need_ids, asked)
        needs = opportunity._get_engine_needs(self.need_ids)
        rate = opportunity._get_day_rate()
        found = team.find_teams(people, needs, limit=1, count=1, day_rate=rate)
        return self._replace_by(found[0].members[0]) if found else self.browse()

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
