# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What regular pay saves over a year (R422): the reduction is yearly, not linear."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .lines import Payslip, YearToDate
from .parameters import Figures
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
    :param affordable: largest regular gross a month whose year costs no more than
        the wished plan, EUR to the cent
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
    :raises PayrollError: ``months_differ`` when there are not as many
    """
    raise NotImplementedError


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
    raise NotImplementedError
