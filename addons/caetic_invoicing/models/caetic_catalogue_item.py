# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaeticCatalogueItem(models.Model):
    """What an activity sells again and again: words, unit and price of a line.

    Account and tax are those of the kind of operation, which staff set up: an item
    never chooses them.
    """

    _name = "caetic.catalogue.item"
    _description = "Item of a catalogue"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    description = fields.Text(help="Printed under the name.")
    active = fields.Boolean(default=True)
    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="activity_id.currency_id")
    product_id = fields.Many2one(
        "product.product",
        string="Kind of operation",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain=[("caetic_portal_ok", "=", True)],
        help="Gives the account and the tax.",
    )
    uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        ondelete="restrict",
        domain=[("caetic_portal_ok", "=", True)],
    )
    price = fields.Float(string="Unit price excl. VAT", digits=(16, 4), required=True)

    _price_positive = models.Constraint(
        "CHECK (price > 0)", "The price of an item is above zero."
    )

    @api.constrains("product_id")
    def _check_product(self):
        for item in self:
            # Whoever writes the item, the flag of the product decides.
            product_sudo = item.product_id.sudo()
            if not product_sudo.caetic_portal_ok:
                raise ValidationError(
                    self.env._("Choose a kind of operation offered to entrepreneurs.")
                )

    def _get_label(self):
        """Text of a line that sells the item."""
        self.ensure_one()
        return "\n".join(part for part in (self.name, self.description) if part)
