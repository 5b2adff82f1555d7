# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPurchaseRefuse(models.TransientModel):
    """Send suppliers' bills back with a reason that their senders read."""

    _name = "caetic.purchase.refuse"
    _description = "Send suppliers' bills back"
    _inherit = ["caetic.refuse.mixin"]

    move_ids = fields.Many2many("account.move", string="Bills", required=True)

    def _refuse(self, reason):
        self.move_ids._caetic_purchase_refuse(reason)
