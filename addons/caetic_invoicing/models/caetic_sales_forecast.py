# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticSalesForecast(models.Model):
    """What an entrepreneur hopes to invoice in a month, EUR without VAT."""

    _name = "caetic.sales.forecast"
    _description = "Forecast of sales"
    _order = "activity_id, month"
    _rec_name = "month"

    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="cascade"
    )
    month = fields.Date(required=True, help="Its first day.")
    amount = fields.Monetary(string="Forecast (VAT excl.)", required=True)
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="activity_id.currency_id")

    _activity_month_uniq = models.UniqueIndex(
        "(activity_id, month)", "This month has its forecast already."
    )
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "A forecast cannot be negative."
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._to_first_day(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._to_first_day(vals))

    def _to_first_day(self, vals):
        """A month is known by its first day."""
        month = fields.Date.to_date(vals.get("month"))
        return {**vals, "month": month.replace(day=1)} if month else vals
