# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountPaymentTerm(models.Model):
    _inherit = "account.payment.term"

    caetic_portal_ok = fields.Boolean(
        string="Offered to entrepreneurs",
        help="R605 (C. com. L441-10): at most 60 days, or 45 days end of month.",
    )
