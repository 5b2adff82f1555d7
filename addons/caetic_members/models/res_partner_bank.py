# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResPartnerBank(models.Model):
    """Bank account: whether it may be paid is tracked, its number is not (R809)."""

    _inherit = "res.partner.bank"

    acc_number = fields.Char(tracking=False)
    acc_holder_name = fields.Char(tracking=False)
    clearing_number = fields.Char(tracking=False)
