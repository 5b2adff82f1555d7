# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPurchaseRouteShare(models.TransientModel):
    """Part in % of a bill, or of one of its lines, for an activity."""

    _name = "caetic.purchase.route.share"
    _description = "Part of a bill for an activity"

    route_id = fields.Many2one(
        "caetic.purchase.route", required=True, index=True, ondelete="cascade"
    )
    move_id = fields.Many2one(related="route_id.move_id")
    activity_id = fields.Many2one("caetic.activity", required=True)
    line_id = fields.Many2one(
        "account.move.line",
        domain="[('move_id', '=', move_id), ('display_type', '=', 'product')]",
        help="Empty: all the lines that have no part of their own.",
    )
    percentage = fields.Float(string="Share (%)", digits=(5, 2), default=100)
