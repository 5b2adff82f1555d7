# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    caetic_sale_conditions = fields.Html(
        string="General conditions of sale",
        help="Those of the cooperative, printed after each quote (R607).",
    )
