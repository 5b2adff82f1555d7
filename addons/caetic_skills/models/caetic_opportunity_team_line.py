# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Command


class CaeticOpportunityTeamLine(models.Model):
    """A person of a team proposed, what they would take, and why."""

    _name = "caetic.opportunity.team.line"
    _description = "Person of a team proposed"
    _order = "team_id, sequence, id"

    team_id = fields.Many2one(
        "caetic.opportunity.team", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    profile_id = fields.Many2one(
        "caetic.profile", required=True, index=True, ondelete="cascade"
    )
    need_ids = fields.Many2many("caetic.opportunity.skill", string="Takes")
    days = fields.Float()
    lack = fields.Float(string="Days too few")
    share = fields.Float(string="Share (%)", digits=(16, 2))
    reason = fields.Text(string="Why")
    company_id = fields.Many2one(related="team_id.company_id", store=True)

    def _get_words(self):
        """Return the person, what they take and why, as one line."""
        self.ensure_one()
        facts = {"name": self.profile_id.name, "reason": self.reason or ""}
        if not self.profile_id.member_id:
            return self.env._("%(name)s (on a quote): %(reason)s", **facts)
        return self.env._(
            "%(name)s (%(share)s %%): %(reason)s", share=f"{self.share:g}", **facts
        )

    def _get_leader(self):
        """Return who would lead: the member with the most days, the first of equals."""
        inside = self.filtered("profile_id.member_id")
        return inside.sorted(lambda one: (-one.days, one.sequence))[:1]

    def _prepare_invitation(self, is_lead):
        """Return the values of the place in the team."""
        self.ensure_one()
        return {
            "profile_id": self.profile_id.id,
            "is_lead": is_lead,
            "role": ", ".join(self.need_ids.mapped("display_name"))[:120],
            "need_ids": [Command.set(self.need_ids.ids)],
            "days": self.days,
            "share": self.share,
            "reason": self.reason,
        }
