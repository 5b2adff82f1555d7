# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountMoveRefuse(models.TransientModel):
    """Send documents back with a reason that their authors read."""

    _name = "account.move.refuse"
    _description = "Send documents back to entrepreneurs"
    _inherit = ["caetic.refuse.mixin"]

    move_ids = fields.Many2many("account.move", string="Documents", required=True)

    def _refuse(self, reason):
        self.move_ids._caetic_refuse(reason)
