# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticPurchaseRoute(models.TransientModel):
    """Give suppliers' bills to one activity, or split one between several."""

    _name = "caetic.purchase.route"
    _description = "Give bills to activities"

    move_ids = fields.Many2many("account.move", string="Bills", required=True)
    move_id = fields.Many2one(
        "account.move", string="Bill", compute="_compute_move_id", readonly=True
    )
    product_id = fields.Many2one(
        "product.product",
        string="Kind of purchase",
        domain=[("caetic_purchase_ok", "=", True)],
        help="Gives account and VAT to all the lines; empty: they keep theirs.",
    )
    ask = fields.Boolean(
        string="Ask the activities first",
        help="The bill is posted once they have all agreed on the portal.",
    )
    share_ids = fields.One2many(
        "caetic.purchase.route.share",
        "route_id",
        string="Activities",
        compute="_compute_share_ids",
        store=True,
        readonly=False,
    )

    @api.depends("move_ids")
    def _compute_move_id(self):
        for route in self:
            moves = route.move_ids
            route.move_id = moves._origin if len(moves) == 1 else False

    @api.depends("move_ids")
    def _compute_share_ids(self):
        """Offer the activity that is proposed, where it is the same for all."""
        for route in self:
            proposed = route.move_ids.caetic_proposed_activity_id
            if len(proposed) == 1 and not route.share_ids:
                route.share_ids = [
                    (0, 0, {"activity_id": proposed._origin.id, "percentage": 100})
                ]

    def action_route(self):
        self.ensure_one()
        shares = [
            engine.Share(
                share.activity_id.id,
                to_decimal(share.percentage),
                share.line_id.id or None,
            )
            for share in self.share_ids
        ]
        for move in self.move_ids:
            move._caetic_assign(shares, self.product_id, self.ask)
        return {"type": "ir.actions.act_window_close"}
