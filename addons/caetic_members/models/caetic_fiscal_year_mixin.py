# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from .. import engine


class CaeticFiscalYearMixin(models.AbstractModel):
    """What is ruled once a fiscal year, the last one that is over unless told.

    Models that inherit it have ``company_id``.
    """

    _name = "caetic.fiscal.year.mixin"
    _description = "Work of a fiscal year"

    name = fields.Char(compute="_compute_name", store=True)
    date_to = fields.Date(
        string="Last day of the year",
        required=True,
        default=lambda self: self._default_date_to(),
    )
    date_from = fields.Date(
        string="First day of the year", compute="_compute_date_from", store=True
    )

    @api.model
    def _default_date_to(self):
        today = fields.Date.context_today(self)
        year = self.env.company.compute_fiscalyear_dates(today)
        return year["date_from"] - relativedelta(days=1)

    @api.depends("date_from", "date_to")
    def _compute_name(self):
        for record in self:
            first, last = record.date_from, record.date_to
            record.name = engine.year_name(first, last) if first and last else ""

    @api.depends("date_to", "company_id")
    def _compute_date_from(self):
        for record in self:
            day = record.date_to
            record.date_from = (
                day and record.company_id.compute_fiscalyear_dates(day)["date_from"]
            )
