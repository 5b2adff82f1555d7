# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountMove(models.Model):
    """What the year of an activity has left as net result (R123)."""

    _inherit = "account.move"

    caetic_year_end_line_id = fields.Many2one(
        "caetic.year.end.line",
        string="Year of an activity",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )

    # One entry per activity and year, whatever is killed or run twice.
    _caetic_year_end_uniq = models.UniqueIndex(
        "(caetic_year_end_line_id) "
        "WHERE caetic_year_end_line_id IS NOT NULL AND state != 'cancel'",
        "The year of this activity already has its entry.",
    )
