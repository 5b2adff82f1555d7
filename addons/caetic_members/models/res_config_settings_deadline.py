# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettingsDeadline(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_coordinator_id = fields.Many2one(
        related="company_id.caetic_coordinator_id", readonly=False
    )
