# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CaeticOpportunityTeam(models.Model):
    """A team that the finder proposes; taking it makes the invitations."""

    _name = "caetic.opportunity.team"
    _description = "Team proposed"
    _order = "opportunity_id, sequence, id"

    opportunity_id = fields.Many2one(
        "caetic.opportunity", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(string="Rank")
    is_complete = fields.Boolean(string="Covers all", readonly=True)
    missing = fields.Char(string="Nobody takes", readonly=True)
    missing_optional = fields.Char(string="Pluses without anybody", readonly=True)
    line_ids = fields.One2many(
        "caetic.opportunity.team.line", "team_id", string="People"
    )
    summary = fields.Text(string="Why", compute="_compute_summary")
    company_id = fields.Many2one(related="opportunity_id.company_id", store=True)

    @api.depends("sequence", "line_ids.profile_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for team in self:
            names = ", ".join(team.line_ids.profile_id.mapped("name"))
            team.display_name = f"{team.sequence}. {names}"

    @api.depends("line_ids.reason", "line_ids.share")
    @api.depends_context("lang")
    def _compute_summary(self):
        for team in self:
            team.summary = "\n".join(line._get_words() for line in team.line_ids)

    def action_take(self):
        """Make this team the one of the opportunity: places not sent yet are replaced.

        Who was invited or has accepted keeps their place; nobody is written to.
        """
        self.ensure_one()
        self.check_access("write")
        opportunity = self.opportunity_id
        opportunity._check_open()
        places = opportunity.invitation_ids
        places.filtered(lambda one: one.state == "draft").unlink()
        kept = opportunity.invitation_ids
        new = self.line_ids.filtered(lambda one: one.profile_id not in kept.profile_id)
        if not new:
            raise UserError(self.env._("These people are in the team already."))
        lead = kept._get_live().filtered("is_lead")
        leader = new.browse() if lead else new._get_leader()
        opportunity.invitation_ids = [
            Command.create(line._prepare_invitation(line == leader)) for line in new
        ]
        opportunity._check_formed()
