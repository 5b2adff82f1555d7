# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class UomUom(models.Model):
    _inherit = "uom.uom"

    caetic_portal_ok = fields.Boolean(
        string="Offered to entrepreneurs",
        help="A unit that entrepreneurs choose on the lines of their documents.",
    )
