# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.engine import RATE, to_decimal

from .. import engine


class CaeticApprovalGrowth(models.Model):
    """How the limits of approval grow with the track record, from a day on.

    The cooperative decides (R113: it is liable for what is signed); without a row the
    limits never grow. A change is a new row: what was posted keeps its rule.
    """

    _name = "caetic.approval.growth"
    _description = "Growth of the limits of approval"
    _order = "date_from desc"
    _rec_name = "date_from"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        string="In force from", required=True, default=fields.Date.context_today
    )
    documents = fields.Integer(
        string="Documents without trouble",
        required=True,
        default=10,
        help="Posted without having been sent back and paid without dispute, in the "
        "last 12 months. Every such number of documents multiplies the limit once.",
    )
    factor = fields.Float(
        string="Multiplied by", digits="Caetic Rate", required=True, default=2
    )
    cap = fields.Monetary(
        string="Up to (VAT excl.)",
        required=True,
        help="Zero: limits no longer grow from this day on.",
    )

    _date_uniq = models.UniqueIndex(
        "(company_id, date_from)", "One rule begins on a given day."
    )
    _documents_positive = models.Constraint(
        "CHECK (documents > 0)", "At least one document earns a higher limit."
    )
    _factor_grows = models.Constraint(
        "CHECK (factor > 1 AND factor <= 10)",
        "A limit is multiplied by more than 1 and at most 10.",
    )
    _cap_positive = models.Constraint(
        "CHECK (cap >= 0)", "A maximum cannot be negative."
    )

    @api.model
    def _get_growth(self, company, date):
        """Return the engine.Growth in force on a day, or None."""
        # How limits grow is told to entrepreneurs, who may not read the settings.
        rows_sudo = self.sudo()
        row = rows_sudo.search(
            [("company_id", "=", company.id), ("date_from", "<=", date)], limit=1
        )
        if not row:
            return None
        return engine.Growth(
            row.documents, to_decimal(row.factor, RATE), to_decimal(row.cap)
        )
