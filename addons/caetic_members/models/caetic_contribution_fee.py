# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticContributionFee(models.Model):
    """A fixed fee of a scheme, by name: insurance, accident cover (R402, R209)."""

    _name = "caetic.contribution.fee"
    _description = "Fixed fee of a contribution scheme"
    _order = "scheme_id, sequence, id"

    scheme_id = fields.Many2one(
        "caetic.contribution.scheme", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    amount = fields.Monetary(required=True)
    period = fields.Selection(
        [("month", "A month"), ("year", "A year")],
        required=True,
        default="month",
        help="Any month begun is due. A fee of the year is charged in the first month "
        "of the fiscal year, or of the activity.",
    )
    currency_id = fields.Many2one(related="scheme_id.currency_id")

    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "A fee cannot be negative."
    )
