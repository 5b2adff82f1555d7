# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class SaleOrderRefuse(models.TransientModel):
    """Send quotes back with a reason that their authors read."""

    _name = "sale.order.refuse"
    _description = "Send quotes back to entrepreneurs"

    order_ids = fields.Many2many("sale.order", string="Quotes", required=True)
    reason = fields.Text(required=True)

    def action_refuse(self):
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say what has to be changed."))
        self.order_ids._caetic_refuse(reason)
        return {"type": "ir.actions.act_window_close"}
