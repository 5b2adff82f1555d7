# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CaeticPurchaseRefuse(models.TransientModel):
    """Send suppliers' bills back with a reason that their senders read."""

    _name = "caetic.purchase.refuse"
    _description = "Send suppliers' bills back"

    move_ids = fields.Many2many("account.move", string="Bills", required=True)
    reason = fields.Text(required=True)

    def action_refuse(self):
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say what has to be changed."))
        self.move_ids._caetic_purchase_refuse(reason)
        return {"type": "ir.actions.act_window_close"}
