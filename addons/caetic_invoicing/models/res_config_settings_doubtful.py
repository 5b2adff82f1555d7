# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Setting of doubtful debts."""

    _inherit = "res.config.settings"

    caetic_doubtful_days = fields.Integer(
        related="company_id.caetic_doubtful_days", readonly=False
    )
