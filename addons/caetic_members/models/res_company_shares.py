# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompanyShares(models.Model):
    """Capital of the cooperative: journal, retention on pay, floor (R128)."""

    _inherit = "res.company"

    caetic_share_journal_id = fields.Many2one(
        "account.journal", string="Journal of capital"
    )
    caetic_share_retention_account_id = fields.Many2one(
        "account.account",
        string="Account of retentions on pay",
        help="Debited when parts are paid out of the pay.",
    )
    caetic_share_floor = fields.Monetary(
        string="Lowest capital",
        help="Floor of the articles of association: no withdrawal goes below it. The "
        "law asks for a quarter of the highest capital (loi 47-1775, art. 13).",
    )

    _share_floor_positive = models.Constraint(
        "CHECK (caetic_share_floor >= 0)", "The lowest capital cannot be negative."
    )
