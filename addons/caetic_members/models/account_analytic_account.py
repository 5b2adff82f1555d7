# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountAnalyticAccount(models.Model):
    _inherit = "account.analytic.account"

    caetic_activity_ids = fields.One2many(
        "caetic.activity", "analytic_account_id", string="Activity of the cooperative"
    )
