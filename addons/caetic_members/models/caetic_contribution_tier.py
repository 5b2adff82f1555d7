# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticContributionTier(models.Model):
    _name = "caetic.contribution.tier"
    _description = "Tier of a contribution scheme"
    _order = "scheme_id, from_amount, id"

    scheme_id = fields.Many2one(
        "caetic.contribution.scheme", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="scheme_id.currency_id")
    from_amount = fields.Monetary(string="From (per year)", required=True, default=0.0)
    rate = fields.Float(string="Rate (%)", digits="Caetic Rate", required=True)

    _from_uniq = models.UniqueIndex(
        "(scheme_id, from_amount)", "Two tiers cannot start at the same amount."
    )
    _rate_range = models.Constraint(
        "CHECK (rate >= 0 AND rate <= 100)", "A rate is between 0 and 100 %."
    )
    _from_positive = models.Constraint(
        "CHECK (from_amount >= 0)", "A tier starts at zero or above."
    )
