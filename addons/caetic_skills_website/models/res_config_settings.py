# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettingsDirectory(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_directory = fields.Boolean(
        related="company_id.caetic_directory", readonly=False
    )
    caetic_directory_title = fields.Char(
        related="company_id.caetic_directory_title", readonly=False
    )
    caetic_directory_intro = fields.Text(
        related="company_id.caetic_directory_intro", readonly=False
    )
    caetic_directory_indexed = fields.Boolean(
        related="company_id.caetic_directory_indexed", readonly=False
    )
