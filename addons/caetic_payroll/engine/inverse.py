# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a budget or a wished net to the gross, exact to the cent (R524)."""

from dataclasses import dataclass
from decimal import Decimal

from .lines import Payslip, YearToDate
from .parameters import Figures
from .situation import Employee, Employer


@dataclass(frozen=True, slots=True)
class Inverse:
    """The gross found, its payslip, and what of the target is left, EUR.

    :param residual: target - cost (never negative), or target - net (never positive)
    """

    gross: Decimal
    payslip: Payslip
    residual: Decimal


def gross_for_cost(
    budget: Decimal,
    employer: Employer,
    employee: Employee,
    figures: Figures,
    to_date: YearToDate | None = None,
    basis: str = "payslip",
) -> Inverse:
    """Return the largest gross in cents whose cost is within the budget (R524).

    :param budget: total cost, EUR
    :param basis: ``payslip`` (sum of lines rounded to the cent) or ``raw``
    :raises PayrollError: ``out_of_reach`` with the smallest cost, for a budget that
        does not even pay a gross of zero; ``unknown_basis``
    """
    raise NotImplementedError


def gross_for_net(
    target: Decimal,
    employer: Employer,
    employee: Employee,
    figures: Figures,
    to_date: YearToDate | None = None,
    basis: str = "payslip",
) -> Inverse:
    """Return the smallest gross in cents whose net before tax reaches the target.

    R522: the net falls at the ceiling, so some nets have two solutions; the smaller
    one is returned.

    :param target: net before tax, EUR
    :param basis: ``payslip`` (sum of lines rounded to the cent) or ``raw``
    :raises PayrollError: ``unknown_basis``
    """
    raise NotImplementedError
