# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.depends("order_id.caetic_activity_id")
    def _compute_analytic_distribution(self):
        """Lines of a quote that an activity issues belong to it."""
        result = super()._compute_analytic_distribution()
        for line in self:
            activity = line.order_id.caetic_activity_id
            if activity and not line.display_type:
                line.analytic_distribution = activity._get_distribution()
        return result

    def _caetic_get_unit(self):
        """Unit to print after a quantity, empty where the number says it all."""
        self.ensure_one()
        # Printed on the document: public.
        line_sudo = self.sudo()
        unit = line_sudo.product_uom_id
        return unit.name if unit != line_sudo.product_id.uom_id else ""

    def _caetic_as_invoice_line_sudo(self):
        """The line as an invoice would have it, never written: forms read both."""
        self.ensure_one()
        # Found through its activity; nothing is created.
        lines_sudo = self.env["account.move.line"].sudo()
        return lines_sudo.new(
            {
                "display_type": self.display_type or "product",
                "name": self.name,
                "product_id": self.product_id.id,
                "product_uom_id": self.product_uom_id.id,
                "quantity": self.product_uom_qty,
                "price_unit": self.price_unit,
                "discount": self.discount,
            }
        )

    def _caetic_is_training(self):
        """Tell whether the line sells exempt vocational training (R619)."""
        self.ensure_one()
        return bool(self.product_id.caetic_training)
