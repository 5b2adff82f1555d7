# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import asdict, replace
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine
from ..engine.leave import budget_before_leave, leave_provision

# Last digit of the minimum wage of hours that do not end.
MILLIONTH = Decimal("0.000001")
KINDS = {"cesa": "cesa", "cape": "cape_paid", "staff": "staff"}
# Field of the payslip: name in the engine's year to date.
CUMULATED = {
    "caetic_gross": "gross",
    "caetic_base": "base",
    "caetic_smic": "reduction_smic",
    "caetic_reduction": "reduction_granted",
    "caetic_employee_total": "employee_total",
    "caetic_employer_total": "employer_total",
    "caetic_cost": "cost",
    "caetic_net": "net",
    "caetic_net_social": "net_social",
    "caetic_net_taxable": "net_taxable",
    "caetic_tax": "tax",
    "caetic_net_paid": "net_paid",
}


class CaeticPayReader(models.AbstractModel):
    """Reader of contracts, settings and past payslips for the pure engine of pay."""

    _name = "caetic.pay.reader"
    _description = "Pay computed by the engine"

    def _get_figures(self, date):
        """Return the figures of the law in force on a day."""
        parameters = self.env["caetic.payroll.parameter"]._get_parameters()
        return parameters.at(date)

    # -- situation ------------------------------------------------------------------

    def _prepare_employer(self, contract, activity, date):
        """Return the cooperative as the engine wants it, for one risk code."""
        company = contract.company_id or activity.company_id or self.env.company
        risk = contract._get_risk(activity) if contract else activity.risk_id
        risk = risk or company.caetic_risk_id
        provision = company.caetic_leave_provision
        return engine.Employer(
            headcount=company.caetic_headcount,
            at_mp_rate=risk._get_rate(date) if risk else None,
            mobility_rate=_number(company.caetic_mobility_rate),
            alsace_moselle=company.caetic_alsace_moselle,
            association=company.caetic_is_association,
            apprentice_share=_number(company.caetic_apprentice_share),
            vat=not company.caetic_wage_tax,
            esa_hours_smic=company.caetic_esa_hours_smic,
            reduction_settlement=company.caetic_settlement,
            paid_leave_rate=_number(company.caetic_leave_rate) if provision else None,
        )

    def _prepare_employee(self, contract, date, tax_rate=None, absences=0, sick_pay=0):
        """Return the person as the engine wants them, for the month of a day.

        :param tax_rate: Decimal in %, None for the neutral scale
        :param absences: days without pay; days of the month before or after the
            contract are added (CSS R242-2)
        :param sick_pay: daily allowances advanced, EUR
        """
        return engine.Employee(
            cadre=contract.is_cadre and contract.kind != "cape",
            kind=KINDS[contract.kind],
            tax_rate=tax_rate,
            unpaid_days=self._get_unpaid_days(contract, date, absences),
            month_days=fields.Date.end_of(date, "month").day,
            daily_allowances=to_decimal(sick_pay),
            **self._prepare_insurance(contract),
        )

    def _get_unpaid_days(self, contract, date, absences):
        """Return the days of a month without pay, those outside the contract too.

        :raises UserError: there are more than the month has
        """
        unpaid = absences + contract._get_outside_days(date)
        if unpaid > fields.Date.end_of(date, "month").day:
            raise UserError(
                self.env._(
                    "There are more days of absence than the contract has in the month."
                )
            )
        return unpaid

    def _prepare_insurance(self, contract):
        """Return the health and provident terms of a contract; a CAPE has none."""
        company = contract.company_id
        premium, share = contract._get_health()
        insured = contract.kind != "cape"
        provident = insured and contract.is_provident
        employee = company.caetic_prevoyance_employee_rate if provident else 0
        employer = company.caetic_prevoyance_employer_rate if provident else 0
        return {
            "health_premium": to_decimal(premium if insured else 0),
            "health_employer_share": _number(share if insured else 0),
            "provident_employee_rate": _number(employee),
            "provident_employer_rate": _number(employer),
        }

    # -- the year so far ------------------------------------------------------------

    def _get_years(self, members, date, before=None):
        """Return what the year holds before a month, of members all at once.

        :param date: first day of the month to compute
        :param before: payslips that are being computed again: they do not count
        :returns: ``{member_id: engine.YearToDate}``; none for a first month
        """
        # The person asks for pay without a right on payslips; their own sums only.
        slips_sudo = self.env["hr.payslip"].sudo()
        domain = [
            ("caetic_member_id", "in", members.ids),
            ("state", "=", "done"),
            ("date_from", ">=", date.replace(month=1, day=1)),
            ("date_from", "<=", date),
            ("id", "not in", before.ids if before else []),
        ]
        groups = slips_sudo._read_group(
            domain,
            ["caetic_member_id", "credit_note"],
            [*(f"{name}:sum" for name in CUMULATED), "__count"],
        )
        years = {}
        for member, is_back, *sums, count in groups:
            year = years.setdefault(member.id, engine.YearToDate())
            exact = [to_decimal(value, MILLIONTH) for value in sums]
            named = dict(zip(CUMULATED.values(), exact, strict=True))
            years[member.id] = engine.with_sums(year, named, count, bool(is_back))
        return years

    def _is_closing(self, contract, date):
        """Tell whether a month is the last of the year, or of the contract (R520)."""
        end = fields.Date.end_of(date, "month")
        return date.month == 12 or bool(contract.date_end and contract.date_end <= end)

    # -- computing ------------------------------------------------------------------

    def _solve(self, mode, amount, employer, employee, date, year=None):
        """Return the pay that a wish gives.

        :param str mode: ``cost``, ``gross``, ``net`` or ``stable``
        :param amount: EUR
        :returns: engine.Inverse
        :raises UserError: what the engine refuses, in words
        """
        figures = self._get_figures(date)
        amount = to_decimal(amount)
        try:
            if mode == "cost":
                return self._solve_cost(amount, employer, employee, figures, year)
            if mode in ("net", "stable"):
                return engine.gross_for_net(amount, employer, employee, figures, year)
            payslip = engine.compute(amount, employer, employee, figures, year)
        except engine.PayrollError as error:
            raise UserError(self._get_error_message(error)) from error
        return engine.Inverse(payslip.gross, payslip, Decimal(0))

    def _solve_cost(self, budget, employer, employee, figures, year):
        """The budget pays the provision for paid leave too, where one is kept."""
        rate = employer.paid_leave_rate or Decimal(0)
        whole = budget_before_leave(budget, rate)
        return engine.gross_for_cost(whole, employer, employee, figures, year)

    def _get_error_message(self, error):
        """Put a refusal of the engine in words."""
        params = error.params
        if error.code == "missing_parameter":
            return self.env._(
                "No value of “%(code)s” is known on %(date)s: add it to the figures of "
                "payroll law.",
                code=params.get("parameter"),
                date=params.get("date"),
            )
        if error.code == "out_of_reach":
            return self.env._("This budget does not pay the contributions of a month.")
        return self.env._("The pay cannot be computed: %(error)s", error=error)

    def _prepare_case(self, request, year=None):
        """Return ``(employer, employee, date, year)`` of a request of pay."""
        contract_sudo = request.contract_id.sudo()  # The caller checked the request.
        date = request.month
        rates = self.env["caetic.pas.rate"]._get_rates_sudo(request.member_id, date)
        return self._prepare_case_sudo(
            contract_sudo,
            request.activity_id.sudo(),  # Same reason.
            date,
            rates.get(request.member_id.id),
            request.unpaid_days + request.sick_days,
            request.daily_allowances,
            year,
        )

    def _prepare_case_sudo(
        self, contract_sudo, activity_sudo, date, tax_rate, absences, sick_pay, year
    ):
        employer = self._prepare_employer(contract_sudo, activity_sudo, date)
        employee = self._prepare_employee(
            contract_sudo, date, tax_rate, absences, sick_pay
        )
        if self._is_closing(contract_sudo, date):
            year = replace(year or engine.YearToDate(), closing=True)
        return employer, employee, date, year

    def _get_leave(self, payslip, company):
        """Return the provision for paid leave of a month, EUR (R508)."""
        if not company.caetic_leave_provision:
            return Decimal(0)
        return leave_provision(payslip.cost, _number(company.caetic_leave_rate))

    def _get_request_figures(self, found, company):
        """Return the amounts of a request; its cost holds the provision for leave.

        :param found: engine.Inverse, or nothing
        :returns: amounts by name of engine.RequestFigures; none without ``found``
        """
        if not found:
            return {}
        return asdict(self._get_payslip_figures(found.payslip, company))

    def _get_payslip_figures(self, payslip, company):
        """Return the engine.RequestFigures of a payslip."""
        provision = company.caetic_leave_provision
        rate = _number(company.caetic_leave_rate) if provision else None
        return engine.request_figures(payslip, rate)

    def _get_plan(self, request, count):
        """Compare a stable pay until December with the same gross paid at once.

        R422: the general reduction is yearly and not linear, so regular pay costs less.

        :param request: of a cost that is one month's share of what can be used
        :param int count: months, the one of the request included
        :returns: dict of ``months``, ``net`` of a month and ``saving``, EUR
        """
        month = request.month
        years = self._get_years(request.member_id, month)
        year = years.get(request.member_id.id)
        employer, employee, _date, _year = self._prepare_case(request, year)
        found = self._solve("cost", request.amount, employer, employee, month, year)
        months = [fields.Date.add(month, months=rank) for rank in range(count)]
        figures = [self._get_figures(day) for day in months]
        plan = engine.stable_plan(found.payslip, employer, employee, figures, year)
        return {"months": count, "net": plan.net, "saving": plan.saving}

    def _solve_request(self, request, mode=None, amount=None):
        """Return the pay of a request, or of another amount in its place."""
        month = request.month
        years = self._get_years(request.member_id, month, request.payslip_id)
        case = self._prepare_case(request, years.get(request.member_id.id))
        if amount is None:
            amount = request.amount
        return self._solve(mode or request.mode, amount, *case)


def _number(value):
    """Return a stored rate as the exact number that was typed."""
    return Decimal(str(value or 0))
