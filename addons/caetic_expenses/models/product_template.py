# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

FORMS = [
    ("receipt", "With a receipt"),
    ("lump", "Lump sum"),
    ("mileage", "Kilometres"),
]


class ProductTemplate(models.Model):
    """Kind of expense: its account and its VAT are set here, never by entrepreneurs."""

    _inherit = "product.template"

    caetic_expense_form = fields.Selection(
        FORMS,
        string="Claimed on the portal",
        help="How entrepreneurs claim this kind of expense on the portal; empty: they "
        "do not.",
    )
    caetic_vat_rule = fields.Selection(
        [
            ("full", "Recovered"),
            ("part", "Fuel of cars: recovered in part"),
            ("none", "Never recovered"),
        ],
        string="VAT",
        default="full",
        help="CGI ann. II art. 206: lodging of staff and passenger transport never; "
        "fuel in part; the rest when the invoice names the cooperative.",
    )
    caetic_lump_code = fields.Char(
        string="Legal figure", help="Code of the dated legal figure of the lump sum."
    )
