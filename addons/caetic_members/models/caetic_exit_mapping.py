# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .caetic_contract import END_REASONS

EXIT_CATEGORIES = [
    ("durable", "Lasting job or company"),
    ("transition", "Temporary job"),
    ("positive", "Other positive exit"),
    ("other", "Other exit"),
    ("neutral", "Not counted by the funder"),
]
OTHER = "other"


class CaeticExitMapping(models.Model):
    """What a funder makes of the reason of an exit: nothing is national (R707)."""

    _name = "caetic.exit.mapping"
    _description = "Category of an exit"
    _order = "funder_id, category, id"
    _rec_name = "reason"

    funder_id = fields.Many2one(
        "res.partner",
        ondelete="cascade",
        index="btree_not_null",
        domain="[('caetic_organisation_kind', '=', 'funder')]",
        help="Empty: for all funders that say nothing else.",
    )
    reason = fields.Selection(END_REASONS, required=True)
    category = fields.Selection(EXIT_CATEGORIES, required=True, default=OTHER)

    _reason_uniq = models.UniqueIndex(
        "(reason, COALESCE(funder_id, 0))", "This reason already has its category."
    )

    @api.model
    def _get_categories(self, funder):
        """Return the category of each reason for a funder.

        :param funder: res.partner, empty for the categories of all
        :returns: dict; a reason that is not there is another exit
        """
        rows = self.search([("funder_id", "in", [False, *funder.ids])])
        rows = rows.sorted(lambda row: bool(row.funder_id))
        return {row.reason: row.category for row in rows}
