# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountMove(models.Model):
    """A document that is doubtful, and the entries that say so."""

    _inherit = "account.move"

    caetic_doubtful_debt_ids = fields.One2many(
        "caetic.doubtful.debt", "move_id", string="Doubtful debt"
    )
    caetic_doubtful_debt_id = fields.Many2one(
        "caetic.doubtful.debt",
        string="Entry of a doubtful debt",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
    )
    caetic_reclass_debt_id = fields.Many2one(
        "caetic.doubtful.debt",
        string="Moves this doubtful debt",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
    )
