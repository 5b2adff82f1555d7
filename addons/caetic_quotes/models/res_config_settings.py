# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_sale_conditions = fields.Html(
        related="company_id.caetic_sale_conditions", readonly=False
    )
