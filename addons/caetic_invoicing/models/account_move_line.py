# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    caetic_origin_line_id = fields.Many2one(
        "account.move.line",
        string="Credits the line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Line of the invoice that a line of a credit note takes back.",
    )

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

    def _caetic_to_credit(self, taken):
        """Return the engine.CreditLine of a line, less what was taken back of it."""
        self.ensure_one()
        left = self.price_subtotal - sum(taken.mapped("price_subtotal"))
        same = taken.filtered(
            lambda one: (
                one.price_unit == self.price_unit and one.discount == self.discount
            )
        )
        quantity = self.quantity - sum(same.mapped("quantity"))
        return engine.CreditLine(
            key=self.id,
            label=self.name or "",
            price=engine.to_rate(self.price_unit),
            discount=engine.to_rate(self.discount),
            left_quantity=to_decimal(quantity),
            left=to_decimal(left),
            rate=engine.to_rate(sum(self.tax_ids.mapped("amount"))),
        )
