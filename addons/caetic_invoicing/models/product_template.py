# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    caetic_portal_ok = fields.Boolean(
        string="Offered to entrepreneurs",
        help="A kind of operation that entrepreneurs choose on the portal. Its account "
        "and tax are set here, never by them.",
    )
    caetic_training = fields.Boolean(
        string="Exempt vocational training",
        help="Prints the exemption (R619) and the provider's number (R618).",
    )
