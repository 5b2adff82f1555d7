# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, models

from .. import engine


class CaeticStatement(models.Model):
    """How the figures of statements are read: many at once, by grouped queries."""

    _inherit = "caetic.statement"

    @api.model
    def _prepare_statements(self, closing, activities, kind):
        """Return the values of the statements of activities, in their order.

        :param closing: posted month, the last one of the period
        :param kind: ``month`` or ``year``
        :raises engine.EngineError: lines that do not add up, to the cent
        """
        reading = self._read_for(closing, activities, kind)
        return [
            self._prepare_statement(closing, activity, kind, reading)
            for activity in activities
            if reading["months"][activity.id]
        ]

    @api.model
    def _read_for(self, closing, activities, kind):
        """Read what the statements need: a constant number of queries."""
        # Who publishes may read the accounts; these are sums of their items.
        activities_sudo = activities.sudo()
        reader = self.env["caetic.statement.reader"]
        owners = activities_sudo.analytic_account_id
        year = closing.company_id.compute_fiscalyear_dates(closing.date)
        start, end = year["date_from"], closing.date
        earlier = start - relativedelta(years=1)
        rows = self.env["caetic.statement.row"]
        months = self._read_months(activities, earlier, end)
        return {
            "start": start,
            "months": self._split(months, self._get_start(kind, start, end), end),
            "year_months": self._split(months, start, end),
            "before": self._split(months, *self._get_before(kind, start, end)),
            "result": reader._read_result(owners, earlier, end),
            "balances": reader._read_balances(owners, end),
            "forecast": activities_sudo._get_sales_forecasts(start, end),
            "income": rows._get_rows("income", closing.company_id),
            "treasury": rows._get_rows("treasury", closing.company_id),
        }

    @api.model
    def _get_start(self, kind, year_start, end):
        return year_start if kind == "year" else end.replace(day=1)

    @api.model
    def _get_before(self, kind, year_start, end):
        """First and last days of the same period a year before."""
        start = self._get_start(kind, year_start, end) - relativedelta(years=1)
        last = end - relativedelta(years=1)
        return start, last + relativedelta(day=31)

    @api.model
    def _read_months(self, activities, start, end):
        """Closed months of activities: ``{activity_id: [caetic.closing.line]}``."""
        lines = self.env["caetic.closing.line"].search(
            [
                ("activity_id", "in", activities.ids),
                ("state", "=", "posted"),
                ("date", ">=", start),
                ("date", "<=", end),
            ],
            order="date, id",
        )
        months = defaultdict(list)
        for line in lines:
            months[line.activity_id.id].append(line)
        return months

    @api.model
    def _split(self, months, start, end):
        split = defaultdict(list)
        for activity_id, lines in months.items():
            split[activity_id] = [line for line in lines if start <= line.date <= end]
        return split

    @api.model
    def _prepare_statement(self, closing, activity, kind, reading):
        lines = reading["months"][activity.id]
        period = engine.join_periods(line._get_period() for line in lines)
        start = self._get_start(kind, reading["start"], closing.date)
        return {
            "activity_id": activity.id,
            "kind": kind,
            "date_start": start,
            "date_end": closing.date,
            "closing_id": closing.id,
            "balance_start": period.opening,
            **period.movements,
            "balance_end": period.closing,
            "figures": self._prepare_figures(activity, closing, lines, reading),
        }

    @api.model
    def _prepare_figures(self, activity, closing, lines, reading):
        """What a statement keeps beside its amounts: texts of EUR, rows, words."""
        before = reading["before"][activity.id]
        months = reading["year_months"][activity.id]
        # The statement names the scheme, which its readers may not open.
        scheme_sudo = lines[-1].scheme_id.sudo()
        return {
            "policy": activity.availability_policy,
            "scheme": scheme_sudo.name or "",
            "steps": engine.period_steps(
                [line.explanation or () for line in lines],
                [line.fee_explanation or () for line in lines],
            ),
            "before": self._sum_terms(before) if before else None,
            "months": [line._get_month_figures() for line in months],
            **self._prepare_tables(activity, closing.date, reading),
        }

    @api.model
    def _sum_terms(self, lines):
        return {
            term: str(sum(engine.to_decimal(line[term]) for line in lines))
            for term in engine.TERMS
        }

    @api.model
    def _prepare_tables(self, activity, day, reading):
        # Who publishes may read the account of each activity.
        owner_sudo = activity.sudo().analytic_account_id
        balances, debts = reading["balances"][owner_sudo.id]
        treasury = reading["treasury"]._fill([balances])
        ages = engine.by_age(debts, day)
        forecast = reading["forecast"].get(activity.id)
        result = reading["result"][owner_sudo.id]
        return {
            "income": self._prepare_income(
                reading["income"], result, reading["start"], day
            ),
            "treasury": {
                "rows": [
                    {**row._to_json(), "amount": str(treasury.rows[row.code][0])}
                    for row in reading["treasury"]
                ],
                "unassigned": str(treasury.unassigned[0]),
            },
            "ages": {code: str(amount) for code, amount in ages.items()},
            "forecast": str(forecast) if forecast is not None else None,
        }

    @api.model
    def _prepare_income(self, rows, result, start, day):
        """The income statement: months, total, % of the turnover, the year before."""
        months = []
        while start + relativedelta(months=len(months)) <= day:
            months.append(start + relativedelta(months=len(months)))
        earlier = [month - relativedelta(years=1) for month in months]
        total, before = (self._sum_months(result, some) for some in (months, earlier))
        columns = [self._sum_months(result, [month]) for month in months]
        table = rows._fill([*columns, total, before])
        turnover = [table.rows[row.code][-2] for row in rows if row.is_turnover] or [0]
        return {
            "months": [month.isoformat() for month in months],
            "rows": [
                {
                    **row._to_json(),
                    **self._prepare_amounts(table.rows[row.code], turnover[0]),
                }
                for row in rows
            ],
            "unassigned": str(table.unassigned[-2]),
        }

    @api.model
    def _prepare_amounts(self, amounts, turnover):
        *months, total, before = amounts
        percent = engine.percentage(total, engine.to_decimal(turnover))
        return {
            "months": [str(amount) for amount in months],
            "total": str(total),
            "before": str(before),
            "percent": str(percent) if percent is not None else None,
        }

    @api.model
    def _sum_months(self, result, months):
        """Income and expense of some months: ``{account code: EUR}``."""
        sums = defaultdict(lambda: engine.to_decimal(0))
        for (month, code), amount in result.items():
            if month in months:
                sums[code] += amount
        return sums
