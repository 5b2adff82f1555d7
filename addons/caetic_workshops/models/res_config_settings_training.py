# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettingsTraining(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_is_training_body = fields.Boolean(
        related="company_id.caetic_is_training_body", readonly=False
    )
    caetic_training_number = fields.Char(
        related="company_id.caetic_training_number", readonly=False
    )
    caetic_training_region = fields.Char(
        related="company_id.caetic_training_region", readonly=False
    )
    caetic_training_vat_date = fields.Date(
        related="company_id.caetic_training_vat_date", readonly=False
    )
    caetic_qualiopi_number = fields.Char(
        related="company_id.caetic_qualiopi_number", readonly=False
    )
    caetic_qualiopi_date = fields.Date(
        related="company_id.caetic_qualiopi_date", readonly=False
    )
    caetic_training_rules = fields.Text(
        related="company_id.caetic_training_rules", readonly=False
    )
    caetic_cold_months = fields.Integer(
        related="company_id.caetic_cold_months", readonly=False
    )
