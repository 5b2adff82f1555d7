# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .caetic_activity_account import NONE


class CaeticActivityMemberMoney(models.Model):
    """Money of each activity of a person: the account of the activity, not a part.

    Whoever reads the share reads the activity, by the same rules.
    """

    _inherit = "caetic.activity.member"

    currency_id = fields.Many2one(related="activity_id.currency_id")
    available_amount = fields.Monetary(related="activity_id.available_amount")
    payable_amount = fields.Monetary(related="activity_id.payable_amount")
    receivable_amount = fields.Monetary(
        string="Unpaid (VAT incl.)", compute="_compute_receivable_amount"
    )
    receivable_count = fields.Integer(
        string="Unpaid sales", compute="_compute_receivable_amount"
    )
    late_count = fields.Integer(string="Late", compute="_compute_receivable_amount")

    @api.depends("activity_id")
    def _compute_receivable_amount(self):
        totals = self.activity_id._origin._get_pending_totals()
        for stake in self:
            pending = totals.get(stake.activity_id._origin.id, NONE)
            stake.receivable_amount = pending["amount"]
            stake.receivable_count = pending["count"]
            stake.late_count = pending["late_count"]

    def action_open_activity(self):
        """Open the account of the activity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_activity_action"
        )
        return {**action, "views": [(False, "form")], "res_id": self.activity_id.id}
