# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_morning_start = fields.Float(
        related="company_id.caetic_morning_start", readonly=False
    )
    caetic_morning_end = fields.Float(
        related="company_id.caetic_morning_end", readonly=False
    )
    caetic_afternoon_start = fields.Float(
        related="company_id.caetic_afternoon_start", readonly=False
    )
    caetic_afternoon_end = fields.Float(
        related="company_id.caetic_afternoon_end", readonly=False
    )
    caetic_attended_share = fields.Float(
        related="company_id.caetic_attended_share", readonly=False
    )
    caetic_register_hours = fields.Integer(
        related="company_id.caetic_register_hours", readonly=False
    )
    caetic_withdraw_hours = fields.Integer(
        related="company_id.caetic_withdraw_hours", readonly=False
    )
    caetic_minimum_days = fields.Integer(
        related="company_id.caetic_minimum_days", readonly=False
    )
    caetic_no_show_limit = fields.Integer(
        related="company_id.caetic_no_show_limit", readonly=False
    )
