# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What regular pay saves over a year (R422): the reduction is yearly, not linear."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import CENT

from .errors import PayrollError
from .lines import Payslip, YearToDate, advance
from .money import ZERO
from .parameters import Figures
from .payslip import compute
from .situation import Employee, Employer


@dataclass(frozen=True, slots=True)
class Plan:
    """A year of pay: payslips by month, and their sums in EUR to the cent."""

    payslips: tuple[Payslip, ...]
    gross: Decimal
    cost: Decimal
    net: Decimal
    reduction: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """The months as wished, the regular plan, and what it saves.

    :param wished: the gross amounts given
    :param regular: the same gross every month, cents of difference in the first ones
    :param saving: cost of the wished plan - cost of the regular one, EUR
    :param affordable: regular gross a month whose year costs no more than the wished
        plan, and would with one cent more, EUR to the cent
    :param affordable_net: net of a year of it, EUR
    """

    wished: Plan
    regular: Plan
    saving: Decimal
    affordable: Decimal
    affordable_net: Decimal


def plan_year(
    grosses: Sequence[Decimal],
    employer: Employer,
    employee: Employee,
    figures: Sequence[Figures],
    to_date: YearToDate | None = None,
) -> Plan:
    """Compute a year of pay, month after month, the reduction settled (R520).

    :param grosses: EUR of each month
    :param figures: figures of each month, as many
    :param to_date: the year before the first month
    :raises PayrollError: ``months_differ`` when there are not as many
    """
    if len(grosses) != len(figures):
        raise PayrollError("months_differ", grosses=len(grosses), figures=len(figures))
    payslips, year = [], to_date or YearToDate()
    for month, (gross, known) in enumerate(zip(grosses, figures, strict=True), 1):
        payslips.append(compute(gross, employer, employee, known, year))
        year = advance(year, payslips[-1], closing=month + 1 == len(grosses))
    return Plan(
        tuple(payslips),
        sum((payslip.gross for payslip in payslips), ZERO),
        sum((payslip.cost for payslip in payslips), ZERO),
        sum((payslip.net for payslip in payslips), ZERO),
        sum((payslip.reduction for payslip in payslips), ZERO),
    )


def compare_plans(
    grosses: Sequence[Decimal],
    employer: Employer,
    employee: Employee,
    figures: Sequence[Figures],
) -> Comparison:
    """Compare a year of uneven pay with the regular plan of the same gross (R422).

    :param grosses: EUR of each month, January first
    :param figures: figures of each month, as many
    :raises PayrollError: ``months_differ`` when there are not as many, or none
    """
    if not grosses:
        raise PayrollError("months_differ", grosses=0, figures=len(figures))
    wished = plan_year(grosses, employer, employee, figures)
    regular = plan_year(_even(grosses), employer, employee, figures)

    def year_of(gross):
        same = [gross] * len(grosses)
        return plan_year(same, employer, employee, figures)

    affordable = _affordable(year_of, wished.cost, regular)
    return Comparison(
        wished,
        regular,
        wished.cost - regular.cost,
        affordable,
        year_of(affordable).net,
    )


@dataclass(frozen=True, slots=True)
class Stable:
    """A stable pay of some months, EUR to the cent.

    :param net: net before tax of a month
    :param saving: cost of the same gross paid at once - cost of the stable pay
    """

    net: Decimal
    saving: Decimal


def stable_plan(
    payslip: Payslip,
    employer: Employer,
    employee: Employee,
    figures: Sequence[Figures],
    to_date: YearToDate | None = None,
) -> Stable:
    """Compare a stable pay with the same gross paid all in the first month (R422).

    :param payslip: first month of the stable pay
    :param figures: figures of each month
    :param to_date: the year before the first month
    """
    count = len(figures)
    even = [payslip.gross] * count
    once = [payslip.gross * count, *[ZERO] * (count - 1)]
    plans = [
        plan_year(grosses, employer, employee, figures, to_date)
        for grosses in (once, even)
    ]
    return Stable(payslip.net, plans[0].cost - plans[1].cost)


def _even(grosses):
    """Same sum, the same cents every month but for the first ones."""
    total = int(sum(grosses, ZERO) / CENT)
    each, more = divmod(total, len(grosses))
    return [(each + (month < more)) * CENT for month in range(len(grosses))]


def _affordable(year_of, budget, regular):
    """Bisect in cents: the year of the gross found fits, that of one cent more not."""
    low, high = 0, int(regular.payslips[0].gross / CENT) + 1
    while year_of(high * CENT).cost <= budget:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if year_of(middle * CENT).cost <= budget:
            low = middle
        else:
            high = middle
    return low * CENT
