# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _caetic_is_training(self):
        """A deposit has no product: the lines of the quote with its tax say (R619)."""
        if not self.is_downpayment:
            return super()._caetic_is_training()
        # Whoever prints the deposit may not read the quote.
        quote_sudo = self.move_id.caetic_quote_id.sudo()
        sold = quote_sudo.order_line.filtered(lambda one: one.tax_ids & self.tax_ids)
        return any(sold.product_id.mapped("caetic_training"))
