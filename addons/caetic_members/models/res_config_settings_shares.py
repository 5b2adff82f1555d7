# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .res_company_capital import KEEPERS


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
    caetic_cooperative_kind = fields.Selection(
        related="company_id.caetic_cooperative_kind", readonly=False
    )
    caetic_company_form = fields.Selection(
        related="company_id.caetic_company_form", readonly=False
    )
    caetic_stated_capital = fields.Monetary(
        related="company_id.caetic_stated_capital", readonly=False
    )
    caetic_capital_warning = fields.Text(
        related="company_id.caetic_capital_warning", groups=KEEPERS
    )
