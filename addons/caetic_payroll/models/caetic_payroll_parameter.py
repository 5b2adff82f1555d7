# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models, tools
from odoo.tools.misc import formatLang

from .. import engine

TOPICS = [
    ("base", "Minimum wage, ceiling, duration"),
    ("urssaf", "Social security, CSG, unemployment"),
    ("retirement", "Complementary pension"),
    ("provident", "Provident insurance"),
    ("taxes", "Training, apprenticeship, other taxes"),
    ("reduction", "General reduction"),
    ("headcount", "Thresholds of headcount"),
    ("withholding", "Income tax withheld, neutral scale"),
    ("ctp", "Codes of Urssaf (CTP)"),
]
UNITS = [
    ("percent", "per cent"),
    ("eur", "EUR"),
    ("eur_hour", "EUR an hour"),
    ("eur_year", "EUR a year"),
    ("hour", "hours"),
    ("month", "months"),
    ("person", "people"),
    ("multiple", "times"),
    ("coefficient", "(coefficient)"),
    ("count", "(number)"),
    ("ctp", "(CTP)"),
    ("yes", "(1: yes)"),
    ("none", "No longer in force"),
]
TWO_DECIMALS = ("percent", "eur", "eur_hour", "eur_year")
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

    code = fields.Char(required=True, index=True)
    name = fields.Char(
        string="Figure",
        compute="_compute_words",
        store=True,
        readonly=False,
        precompute=True,
    )
    topic = fields.Selection(
        TOPICS,
        compute="_compute_words",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_from = fields.Date(string="In force from", required=True)
    value = fields.Float(required=True, digits=(16, 6))
    unit = fields.Selection(UNITS, required=True, default="percent")
    value_words = fields.Char(string="Figure in force", compute="_compute_value_words")
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

    @api.depends("code")
    def _compute_words(self):
        """Name a new row as the rows of the same figure that are here already."""
        codes = self.mapped("code")
        rows = self.search([("code", "in", codes), ("id", "not in", self._origin.ids)])
        known = {row.code: row for row in rows}
        for row in self:
            other = known.get(row.code, row)
            row.name = other.name or row.code
            row.topic = other.topic

    @api.depends("value", "unit")
    @api.depends_context("lang")
    def _compute_value_words(self):
        units = dict(self._fields["unit"]._description_selection(self.env))
        for row in self:
            unit = units.get(row.unit, "")
            row.value_words = (
                unit if row.unit == "none" else f"{row._write_value()}\N{NBSP}{unit}"
            )

    def _write_value(self):
        """Return the figure as the reader's language writes it, no zero too many."""
        self.ensure_one()
        if self.unit == "ctp":
            return f"{self.value:03.0f}"
        exponent = Decimal(str(self.value)).normalize().as_tuple().exponent
        least = 2 if self.unit in TWO_DECIMALS else 0
        return formatLang(self.env, self.value, digits=max(least, -exponent))

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

    def action_open_history(self):
        """Open the values of the figure at all its dates."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_payroll.caetic_payroll_parameter_action"
        )
        return {**action, "domain": [("code", "=", self.code)], "context": {}}

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
