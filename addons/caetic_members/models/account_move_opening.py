# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountMoveOpening(models.Model):
    """Opening entry of an activity: there is one, whatever is imported twice."""

    _inherit = "account.move"

    caetic_opening_activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity opened",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
    )

    _caetic_opening_uniq = models.UniqueIndex(
        "(caetic_opening_activity_id) "
        "WHERE caetic_opening_activity_id IS NOT NULL AND state = 'posted'",
        "This activity already has its opening balance.",
    )
