# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_training_number = fields.Char(
        related="company_id.caetic_training_number", readonly=False
    )
    caetic_late_multiple = fields.Integer(
        related="company_id.caetic_late_multiple", readonly=False
    )
    caetic_recovery_fee = fields.Monetary(
        related="company_id.caetic_recovery_fee",
        readonly=False,
        currency_field="company_currency_id",
    )
    caetic_hold_new_customer = fields.Boolean(
        related="company_id.caetic_hold_new_customer", readonly=False
    )
    caetic_hold_public_body = fields.Boolean(
        related="company_id.caetic_hold_public_body", readonly=False
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company currency"
    )
