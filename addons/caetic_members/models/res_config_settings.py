# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_availability_policy = fields.Selection(
        related="company_id.caetic_availability_policy", readonly=False
    )
    caetic_advance_cap = fields.Monetary(
        related="company_id.caetic_advance_cap",
        readonly=False,
    )
    caetic_refund_lost = fields.Boolean(
        related="company_id.caetic_refund_lost", readonly=False
    )
    caetic_transfers_in_base = fields.Boolean(
        related="company_id.caetic_transfers_in_base", readonly=False
    )
    caetic_scheme_id = fields.Many2one(
        related="company_id.caetic_scheme_id", readonly=False
    )
    caetic_first_month = fields.Date(
        related="company_id.caetic_first_month", readonly=False
    )
    caetic_legal_form = fields.Char(
        related="company_id.caetic_legal_form", readonly=False
    )
    caetic_capital = fields.Char(related="company_id.caetic_capital", readonly=False)
    caetic_rcs_city = fields.Char(related="company_id.caetic_rcs_city", readonly=False)
    caetic_signatory = fields.Char(
        related="company_id.caetic_signatory", readonly=False
    )
