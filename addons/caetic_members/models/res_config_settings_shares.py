# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettingsShares(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_share_floor = fields.Monetary(
        related="company_id.caetic_share_floor", readonly=False
    )
    caetic_share_journal_id = fields.Many2one(
        related="company_id.caetic_share_journal_id", readonly=False
    )
    caetic_share_retention_account_id = fields.Many2one(
        related="company_id.caetic_share_retention_account_id", readonly=False
    )
