# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.depends("move_id.caetic_activity_id")
    def _compute_analytic_distribution(self):
        """Lines of a document that an activity issues belong to it."""
        result = super()._compute_analytic_distribution()
        for line in self:
            activity = line.move_id.caetic_activity_id
            sale = line.move_id.is_sale_document(include_receipts=True)
            if activity and sale and line.display_type == "product":
                line.analytic_distribution = activity._get_distribution()
        return result

    def _caetic_get_likeness(self):
        """Return what makes two lines the same one in another document."""
        self.ensure_one()
        return (self.display_type, self.name, self.product_id.id, self.price_unit)

    def _caetic_get_unit(self):
        """Unit to print after a quantity, empty where the number says it all."""
        self.ensure_one()
        # Printed on the document: public.
        line_sudo = self.sudo()
        unit = line_sudo.product_uom_id
        return unit.name if unit != line_sudo.product_id.uom_id else ""

    def _caetic_is_training(self):
        """Tell whether the line sells exempt vocational training (R619)."""
        self.ensure_one()
        return bool(self.product_id.caetic_training)
