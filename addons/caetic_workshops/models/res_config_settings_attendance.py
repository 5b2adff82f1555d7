# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_sign_margin = fields.Integer(
        related="company_id.caetic_sign_margin", readonly=False
    )
