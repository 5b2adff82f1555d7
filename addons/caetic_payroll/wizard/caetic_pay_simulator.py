# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import MonthBase, contribution_due, to_decimal

from .. import engine
from ..engine.simulator import months_of, net_saved, simulate_year, year_totals

MONTHS = 12


class CaeticPaySimulator(models.TransientModel):
    """From turnover to net over twelve months, for a member or a prospect."""

    _name = "caetic.pay.simulator"
    _description = "Simulator of pay"

    name = fields.Char(
        string="For", compute="_compute_name", store=True, readonly=False
    )
    activity_id = fields.Many2one("caetic.activity")
    scheme_id = fields.Many2one(
        "caetic.contribution.scheme",
        string="Contribution scheme",
        compute="_compute_scheme_id",
        store=True,
        readonly=False,
    )
    kind = fields.Selection(
        [("cesa", "CESA"), ("cape_paid", "CAPE")], default="cesa", required=True
    )
    is_cadre = fields.Boolean(string="Executive (cadre)")
    date_from = fields.Date(
        string="First month",
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1, month=1),
        help="A calendar year: the general reduction is settled over it.",
    )
    turnover = fields.Monetary(string="Turnover a month (excl. VAT)", default=3000)
    charges = fields.Monetary(string="Expenses a month")
    is_smooth = fields.Boolean(string="The same pay each month", default=True)
    line_ids = fields.One2many(
        "caetic.pay.simulator.line", "simulator_id", string="Months"
    )
    cost_total = fields.Monetary(string="Cost of the year", readonly=True)
    gross_total = fields.Monetary(string="Gross of the year", readonly=True)
    net_total = fields.Monetary(string="Net of the year", readonly=True)
    contribution_total = fields.Monetary(string="Contribution", readonly=True)
    saving = fields.Monetary(
        string="Regular pay spares",
        readonly=True,
        help="Net of the year with the same pay each month, less the net with pay as "
        "the money comes.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    @api.depends("activity_id")
    def _compute_name(self):
        for simulator in self:
            own = simulator.activity_id.name
            simulator.name = own or simulator.name or self.env._("A prospect")

    @api.depends("activity_id")
    def _compute_scheme_id(self):
        for simulator in self:
            own = simulator.activity_id.scheme_id or simulator.scheme_id
            simulator.scheme_id = own or simulator.company_id.caetic_scheme_id

    def action_fill(self):
        """Give every month the same turnover and expenses, and compute."""
        self.ensure_one()
        start = self.date_from.replace(day=1)
        self.line_ids = [
            (5, 0, 0),
            *(
                (
                    0,
                    0,
                    {
                        "month": fields.Date.add(start, months=rank),
                        "turnover": self.turnover,
                        "charges": self.charges,
                    },
                )
                for rank in range(MONTHS)
            ),
        ]
        self.action_compute()

    def action_compute(self):
        """Compute the months as they are."""
        self.ensure_one()
        if not self.line_ids:
            self.action_fill()
            return
        lines = self.line_ids.sorted("month")
        try:
            months = self._simulate(lines, self.is_smooth)
            other = self._simulate(lines, not self.is_smooth)
        except engine.PayrollError as error:
            reader = self.env["caetic.pay.reader"]
            raise UserError(reader._get_error_message(error)) from error
        for line, month in zip(lines, months, strict=True):
            line.write(line._prepare_month(month))
        self._write_totals(months, other)

    def _simulate(self, lines, smooth):
        reader = self.env["caetic.pay.reader"]
        contract = self.env["caetic.contract"]
        employer = reader._prepare_employer(contract, self.activity_id, self.date_from)
        premium, share = self.company_id._caetic_get_health()
        insured = self.kind == "cesa"
        employee = engine.Employee(
            cadre=self.is_cadre and insured,
            kind=self.kind,
            health_premium=premium if insured else premium * 0,
            health_employer_share=share,
        )
        figures = [reader._get_figures(line.month) for line in lines]
        return simulate_year(
            self._get_money(lines), employer, employee, figures, smooth
        )

    def _get_money(self, lines):
        """Return each month's money; the contribution follows the cumulated base."""
        scheme = self.scheme_id._to_engines().get(self.scheme_id)
        turnovers = [to_decimal(line.turnover) for line in lines]
        bases = [MonthBase(line.month, to_decimal(line.turnover)) for line in lines]
        charged = [
            contribution_due(scheme, tuple(bases[: rank + 1])).amount
            if scheme
            else to_decimal(0)
            for rank in range(len(bases))
        ]
        charges = [to_decimal(line.charges) for line in lines]
        return months_of(turnovers, charges, charged)

    def _write_totals(self, months, other):
        totals = year_totals(months)
        plans = (months, other) if self.is_smooth else (other, months)
        self.write(
            {
                "cost_total": totals.cost,
                "gross_total": totals.gross,
                "net_total": totals.net,
                "contribution_total": totals.contribution,
                "saving": net_saved(*plans),
            }
        )
