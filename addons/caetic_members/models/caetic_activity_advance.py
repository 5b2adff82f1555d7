# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticActivity(models.Model):
    """What the cooperative pays before customers do, for an activity."""

    _inherit = "caetic.activity"

    advance_ids = fields.One2many(
        "caetic.advance",
        "activity_id",
        string="Advances",
        groups="base.group_user",
    )
    uncashed_amount = fields.Monetary(
        string="Available, not paid yet",
        compute="_compute_advance_amounts",
        help="Part of what is available that customers have not paid (R419).",
    )
    withheld_amount = fields.Monetary(
        string="Not advanced",
        compute="_compute_advance_amounts",
        help="Above the activity's part of what the cooperative advances (R421).",
    )
    advance_amount = fields.Monetary(
        string="May go below zero by",
        compute="_compute_advance_amounts",
        help="By a decision that runs (R423).",
    )
    advanced_amount = fields.Monetary(
        string="Drawn before payment",
        compute="_compute_advance_amounts",
        help="What the cooperative has paid, or has to pay, before customers do.",
    )

    @api.depends("availability_policy", "reserve_floor", "reserve_months")
    def _compute_advance_amounts(self):
        statements = self._origin._get_statements()
        drawn = self._origin._get_drawn_sudo()
        for activity in self:
            statement = statements.get(activity._origin.id)
            activity.uncashed_amount = statement.uncashed if statement else 0
            activity.withheld_amount = statement.withheld if statement else 0
            activity.advance_amount = statement.advance if statement else 0
            owed = max(0, -statement.available) if statement else 0
            activity.advanced_amount = owed + drawn.get(activity._origin.id, 0)

    def _get_drawn_sudo(self):
        """Return what was drawn of unpaid invoices, EUR by activity."""
        # A figure of the account, which the caller reads.
        reader_sudo = self.env["caetic.availability"].sudo()
        today = fields.Date.context_today(self)
        positions = {}
        for company in self.company_id:
            positions |= reader_sudo._get_positions(company, today)
        return {key: one.used for key, one in positions.items()}
