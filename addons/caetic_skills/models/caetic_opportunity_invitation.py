# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticOpportunityInvitation(models.Model):
    """A person in the team of an opportunity: invited, in with a share, or not."""

    _name = "caetic.opportunity.invitation"
    _description = "Place in a team"
    _inherit = ["mail.thread"]
    _order = "is_lead desc, id"

    opportunity_id = fields.Many2one(
        "caetic.opportunity", required=True, index=True, ondelete="cascade"
    )
    profile_id = fields.Many2one(
        "caetic.profile", required=True, index=True, ondelete="restrict"
    )
    activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity credited",
        help="Of a member. People outside are paid on their own invoice (quote).",
    )
    is_lead = fields.Boolean(string="Lead")
    role = fields.Char()
    skill_ids = fields.Many2many("hr.skill", string="Covers")
    reason = fields.Text(help="Why this person: what the finder said.")
    share = fields.Float(string="Share (%)", digits=(16, 2))
    days = fields.Float(string="Days")
    quote_amount = fields.Monetary(string="Quote", help="EUR before tax, of outsiders.")
    state = fields.Selection(
        [
            ("draft", "Proposed"),
            ("sent", "Invited"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="draft",
    )
    date_sent = fields.Datetime()
    date_answer = fields.Datetime()
    answer = fields.Text()
    company_id = fields.Many2one(related="opportunity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _profile_uniq = models.UniqueIndex(
        "(opportunity_id, profile_id)", "This person is in the team already."
    )
    _share = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)", "A share is between 0 and 100 %."
    )
