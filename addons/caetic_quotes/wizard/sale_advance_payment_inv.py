# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SaleAdvancePaymentInv(models.TransientModel):
    """Odoo's down payment, called as the schedule of the quote calls it."""

    _inherit = "sale.advance.payment.inv"

    def _prepare_down_payment_invoice_line_values(self, order, so_line, account):
        values = super()._prepare_down_payment_invoice_line_values(
            order, so_line, account
        )
        label = self.env.context.get("caetic_stage_label")
        return {**values, "name": label} if label else values
