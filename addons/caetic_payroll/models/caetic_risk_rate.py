# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticRiskRate(models.Model):
    """Rate of work accidents from a day on, as notified (CSS D242-6-1)."""

    _name = "caetic.risk.rate"
    _description = "Rate of work accidents"
    _order = "risk_id, date_from desc"

    risk_id = fields.Many2one(
        "caetic.risk.code", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(string="In force from", required=True)
    rate = fields.Float(string="Rate (%)", required=True, digits=(16, 4))

    _risk_date_uniq = models.UniqueIndex(
        "(risk_id, date_from)", "A risk code has one rate from a given day on."
    )
    _rate_range = models.Constraint(
        "CHECK (rate > 0 AND rate < 100)", "A rate is between 0 and 100 %."
    )
