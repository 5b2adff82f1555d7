# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models, tools

from .. import engine

# The figure of a year may be known some weeks before it.
WARNING_DAYS = 45


class CaeticPayrollParameter(models.Model):
    """Figure of payroll law in force from a day on: rate, ceiling, threshold (R501).

    The law changes by adding a row; a payslip of the past keeps its figures.
    """

    _name = "caetic.payroll.parameter"
    _inherit = "caetic.cache.mixin"
    _description = "Dated figure of payroll"
    _order = "code, date_from desc"
    _rec_name = "code"

    code = fields.Char(required=True, index=True)
    date_from = fields.Date(string="In force from", required=True)
    value = fields.Float(required=True, digits=(16, 6))
    unit = fields.Char(required=True)
    source = fields.Char(required=True, help="Text of law that sets the figure.")
    is_last = fields.Boolean(
        string="Last known", compute="_compute_is_last", search="_search_is_last"
    )
    is_late = fields.Boolean(
        string="To renew",
        compute="_compute_is_late",
        search="_search_is_late",
        help="This figure changes each 1 January, and the next one is not known here.",
    )

    _code_date_uniq = models.UniqueIndex(
        "(code, date_from)", "A figure has one value from a given day on."
    )

    @api.depends("code", "date_from")
    def _compute_is_last(self):
        last = dict(
            self._read_group(
                [("code", "in", self.mapped("code"))], ["code"], ["date_from:max"]
            )
        )
        for row in self:
            row.is_last = last.get(row.code) == row.date_from

    @api.model
    def _search_is_last(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._get_last_ids())]

    @api.model
    def _get_last_ids(self):
        """Return the identifiers of the last known row of each figure."""
        rows = self.search([("code", "!=", False)], order="code, date_from desc")
        seen = {}
        for row in rows:
            seen.setdefault(row.code, row.id)
        return list(seen.values())

    @api.depends("code", "date_from")
    def _compute_is_late(self):
        late = self._get_late()
        for row in self:
            row.is_late = row in late

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._get_late().ids)]

    @api.model
    def _get_late(self):
        """Return the last rows of figures that the coming year wants and has not."""
        today = fields.Date.context_today(self)
        year = fields.Date.add(today, days=WARNING_DAYS).year
        codes = self._get_parameters().missing(year)
        rows = self.search([("code", "in", codes)], order="code, date_from desc")
        seen = {}
        for row in rows:
            seen.setdefault(row.code, row.id)
        return self.browse(seen.values())

    @api.model
    def _get_parameters(self):
        """Return all the figures for the engine, built once for each server."""
        return self._build_parameters()

    @tools.ormcache()
    def _build_parameters(self):
        # Figures of the law are nobody's secret: a request of pay needs them.
        rows_sudo = self.sudo().search([("code", "!=", False)])
        return engine.Parameters(
            engine.Parameter(
                row.code,
                row.date_from,
                Decimal(str(row.value)),
                row.unit,
                row.source,
            )
            for row in rows_sudo
        )
