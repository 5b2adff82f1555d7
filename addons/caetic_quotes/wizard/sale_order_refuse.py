# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SaleOrderRefuse(models.TransientModel):
    """Send quotes back with a reason that their authors read."""

    _name = "sale.order.refuse"
    _description = "Send quotes back to entrepreneurs"
    _inherit = ["caetic.refuse.mixin"]

    order_ids = fields.Many2many("sale.order", string="Quotes", required=True)

    def _refuse(self, reason):
        self.order_ids._caetic_refuse(reason)
