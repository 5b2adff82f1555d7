# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    caetic_move_id = fields.Many2one(
        "account.move",
        string="Entry without bank",
        index="btree_not_null",
        ondelete="cascade",
        readonly=True,
        help="An internal entry that moves money from one owner to another, and "
        "nothing on the cooperative's bank account.",
    )
