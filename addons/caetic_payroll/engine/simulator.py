# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Twelve months of what-if: from turnover to net, for staff and for prospects."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from odoo.addons.caetic_members.engine import CENT

from .errors import PayrollError
from .inverse import gross_for_cost
from .lines import Payslip, YearToDate, advance
from .money import ZERO
from .parameters import Figures
from .situation import Employee, Employer


@dataclass(frozen=True, slots=True)
class MonthMoney:
    """What a month brings and costs before pay, EUR to the cent, all positive."""

    turnover: Decimal
    charges: Decimal
    contribution: Decimal

    @property
    def budget(self) -> Decimal:
        """What the month leaves for pay, EUR; negative when it leaves nothing."""
        return self.turnover - self.charges - self.contribution


@dataclass(frozen=True, slots=True)
class MonthPay:
    """A month of the simulation.

    :param payslip: None when nothing is paid
    :param left: what stays on the account after the month, EUR
    """

    money: MonthMoney
    payslip: Payslip | None
    left: Decimal


def simulate_year(
    months: Sequence[MonthMoney],
    employer: Employer,
    employee: Employee,
    figures: Sequence[Figures],
    smooth: bool = False,
) -> tuple[MonthPay, ...]:
    """Pay out what each month leaves, or the same budget every month.

    What is not paid, or lacks, is carried to the next month. Smooth pay spends a
    twelfth of the year's budget each month, rounded down to the cent (R422).

    :param figures: figures of each month, as many
    :raises PayrollError: ``months_differ`` when there are not as many
    """
    if len(months) != len(figures):
        raise PayrollError("months_differ", months=len(months), figures=len(figures))
    whole = sum((month.budget for month in months), ZERO)
    even = (whole / (len(months) or 1)).quantize(CENT, ROUND_FLOOR)
    year, left, result = None, ZERO, []
    for rank, (month, known) in enumerate(zip(months, figures, strict=True), 1):
        left += month.budget
        budget = even if smooth else left
        if year is not None and rank == len(months):
            year = replace(year, closing=True)
        payslip = _pay(budget, employer, employee, known, year)
        if payslip is not None:
            left -= payslip.cost
            year = advance(year, payslip)
        result.append(MonthPay(month, payslip, left))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class YearTotals:
    """Sums of a simulated year, EUR to the cent."""

    gross: Decimal
    cost: Decimal
    net: Decimal
    contribution: Decimal


def year_totals(months: Sequence[MonthPay]) -> YearTotals:
    """Return the sums of a simulated year; a month without pay adds nothing."""
    paid = [month.payslip for month in months if month.payslip is not None]
    return YearTotals(
        gross=sum((payslip.gross for payslip in paid), ZERO),
        cost=sum((payslip.cost for payslip in paid), ZERO),
        net=sum((payslip.net for payslip in paid), ZERO),
        contribution=sum((month.money.contribution for month in months), ZERO),
    )


def net_saved(smooth: Sequence[MonthPay], uneven: Sequence[MonthPay]) -> Decimal:
    """Return the net that a year of regular pay gives more than an uneven one (R422).

    :returns: EUR to the cent, negative when regular pay gives less
    """
    return year_totals(smooth).net - year_totals(uneven).net


def months_of(
    turnovers: Sequence[Decimal],
    charges: Sequence[Decimal],
    charged: Sequence[Decimal],
) -> tuple[MonthMoney, ...]:
    """Return each month's money from a contribution that is cumulated over the year.

    :param turnovers: EUR of each month
    :param charges: expenses of each month, EUR
    :param charged: contribution due since the first month, at each month's end, EUR
    :raises PayrollError: ``months_differ`` when there are not as many
    """
    if not len(turnovers) == len(charges) == len(charged):
        raise PayrollError("months_differ", months=len(turnovers), figures=len(charged))
    found, before = [], ZERO
    for turnover, spent, due in zip(turnovers, charges, charged, strict=True):
        found.append(MonthMoney(turnover, spent, due - before))
        before = due
    return tuple(found)


def _pay(
    budget: Decimal,
    employer: Employer,
    employee: Employee,
    figures: Figures,
    year: YearToDate | None,
) -> Payslip | None:
    """Return the payslip of a budget, None when it pays nothing."""
    if budget <= ZERO:
        return None
    try:
        return gross_for_cost(budget, employer, employee, figures, year).payslip
    except PayrollError as error:
        if error.code == "out_of_reach":
            return None
        raise
