# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    caetic_purchase_ok = fields.Boolean(
        string="Kind of purchase of entrepreneurs",
        help="Entrepreneurs choose it for their suppliers' bills on the portal. Its "
        "account and tax are set here, never by them.",
    )
    caetic_vat_deductible = fields.Boolean(
        string="VAT can be deducted",
        default=True,
        help="Otherwise the VAT is a cost (CGI ann. II art. 206: lodging, transport of "
        "people, private cars, gifts).",
    )
