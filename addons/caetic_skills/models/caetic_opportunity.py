# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticOpportunity(models.Model):
    """A customer's need that a team may answer.

    Need -> required trades and skills -> ranked people and teams -> invitations ->
    team with roles and shares -> won (one invoice of the lead activity) or lost.
    """

    _name = "caetic.opportunity"
    _description = "Opportunity"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_deadline, id desc"

    name = fields.Char(required=True)
    source = fields.Selection(
        [("public", "Public form"), ("member", "Member"), ("staff", "Staff")],
        required=True,
        default="staff",
    )
    author_member_id = fields.Many2one("caetic.member", string="Brought by", index=True)
    partner_id = fields.Many2one("res.partner", string="Customer", index=True)
    contact_name = fields.Char()
    contact_email = fields.Char()
    contact_phone = fields.Char()
    description = fields.Text(string="Need")
    trade_ids = fields.Many2many("caetic.trade", string="Trades")
    need_ids = fields.One2many("caetic.opportunity.skill", "opportunity_id")
    date_start = fields.Date(string="Starts")
    date_end = fields.Date(string="Ends")
    date_deadline = fields.Date(string="To answer before")
    days = fields.Float(string="Days of work")
    budget = fields.Monetary(help="EUR before tax.")
    town = fields.Char()
    work_mode = fields.Selection(
        [("onsite", "On site"), ("remote", "Remote"), ("both", "On site or remote")],
        default="both",
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("search", "Looking for a team"),
            ("invited", "Invitations sent"),
            ("formed", "Team formed"),
            ("won", "Won"),
            ("lost", "Lost"),
        ],
        required=True,
        default="new",
        tracking=True,
    )
    outcome_reason = fields.Text(string="Why won or lost")
    team_max = fields.Integer(string="People at most", default=4)
    invitation_ids = fields.One2many(
        "caetic.opportunity.invitation", "opportunity_id", string="Team"
    )
    lead_profile_id = fields.Many2one("caetic.profile", string="Lead")
    lead_activity_id = fields.Many2one(
        "caetic.activity", string="Activity that invoices"
    )
    user_id = fields.Many2one("res.users", string="Followed by")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
