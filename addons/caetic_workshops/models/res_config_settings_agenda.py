# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettingsAgenda(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_agenda_tz = fields.Selection(
        related="company_id.caetic_agenda_tz", readonly=False
    )
    caetic_agenda_notice = fields.Integer(
        related="company_id.caetic_agenda_notice", readonly=False
    )
    caetic_agenda_horizon = fields.Integer(
        related="company_id.caetic_agenda_horizon", readonly=False
    )
