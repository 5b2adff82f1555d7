# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class AccountMoveRefuse(models.TransientModel):
    """Send documents back with a reason that their authors read."""

    _name = "account.move.refuse"
    _description = "Send documents back to entrepreneurs"

    move_ids = fields.Many2many("account.move", string="Documents", required=True)
    reason = fields.Text(required=True)

    def action_refuse(self):
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say what has to be changed."))
        self.move_ids._caetic_refuse(reason)
        return {"type": "ir.actions.act_window_close"}
