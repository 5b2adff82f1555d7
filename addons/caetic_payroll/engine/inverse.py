# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a budget or a wished net to the gross, exact to the cent (R524).

The searches run on whole cents. They rely on what ``Scale.bases`` promises: no base
falls when the gross rises, with an exception under full time that they heed. Rounding
half up keeps an order, so no rounded line falls either; the general reduction is the
only other part of a cost that may go either way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from odoo.addons.caetic_members.engine import CENT, cents

from .errors import PayrollError
from .lines import Payslip, YearToDate
from .money import ZERO
from .parameters import Figures
from .payslip import check_gross, compute, lump_risk, wage_tax, year_before
from .rates import T2, UP_TO_8
from .scale import scale_for
from .situation import Employee, Employer

BASES = ("payslip", "raw")


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

    Costs inside a jump have no gross (R522): the residual stays on the account.

    :param budget: total cost, EUR
    :param basis: ``payslip`` (sum of lines rounded to the cent) or ``raw``
    :raises PayrollError: ``out_of_reach`` with the smallest cost, for a budget that
        no gross fits; ``unknown_basis``
    """
    search = _Search(employer, employee, figures, to_date, basis)
    found = _largest(search, budget)
    if found is None:
        raise PayrollError("out_of_reach", budget=budget, cost=search.cost(0))
    payslip = compute(_euros(found), employer, employee, figures, to_date)
    cost = payslip.cost if basis == "payslip" else payslip.raw.cost
    return Inverse(payslip.gross, payslip, budget - cost)


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
    :raises PayrollError: ``unknown_basis``, ``unpaid_gross`` (an unpaid CAPE)
    """
    search = _Search(employer, employee, figures, to_date, basis)
    # The net of a gross g + k is at most the net of g plus k, because no line of the
    # employee falls: every gross between g and g + (target - net of g) misses the
    # target, so that none that reaches it is ever jumped over. What may fall, far
    # from ordinary pay, is stepped over as slowly as it takes (``may_fall``).
    gross, missing = 0, _up(target - search.net(0))
    while missing > 0:
        gross += max(missing - search.may_fall(gross), 1)
        check_gross(_euros(gross), employee)
        missing = _up(target - search.net(gross))
    payslip = compute(_euros(gross), employer, employee, figures, to_date)
    net = payslip.net if basis == "payslip" else payslip.raw.net
    return Inverse(payslip.gross, payslip, target - net)


def _largest(search, budget):
    """Largest gross in cents whose cost is within the budget, None without any."""
    if search.unpaid:
        return 0 if search.cost(0) <= budget else None
    first = search.first_full
    if search.cost(first) <= budget:
        high = max(first, _down(budget)) + 1
        while search.cost(high) <= budget:
            high *= 2
        return _last_within(search.cost, budget, first, high)
    return _largest_part_time(search, budget, 0, first - 1)


def _last_within(cost: Callable, budget, low, high):
    """Last gross within the budget, where the cost never falls: from full time on.

    There the SMIC of the hours is fixed, so the coefficient never rises with the pay.
    While it is constant, one cent more of gross adds a cent or more to the other
    lines and, the coefficient being under one half, at most a cent to the reduction;
    where it falls, the cost rises.

    Invariant: the cost is within the budget at ``low`` and above it at ``high``.
    """
    at_low, at_high, turn = cost(low), cost(high), 0
    while high - low > 1:
        turn += 1
        middle = (low + high) // 2
        if turn % 2:  # a step of interpolation, then one of bisection
            slope = (budget - at_low) / (at_high - at_low)
            middle = low + int((high - low) * slope)
        middle = min(max(middle, low + 1), high - 1)
        value = cost(middle)
        if value <= budget:
            low, at_low = middle, value
        else:
            high, at_high = middle, value
    return low


def _largest_part_time(search, budget, low, high):
    """Last gross within the budget under full time, where the cost may fall.

    Equivalent hours grow with the pay (R519): once the year is cumulated (R520), the
    coefficient may rise with the pay, by steps worth more than the cent of gross.
    Intervals are halved, the upper half first; one is dropped when even its least
    cost, of the lines of its first gross with the reduction of the most favourable
    SMIC and pay in it, is above the budget.
    """
    waiting = [(low, high)]
    while waiting:
        low, high = waiting.pop()
        if low > high or search.least_cost(low, high) > budget:
            continue
        if search.cost(high) <= budget:
            return high
        middle = (low + high) // 2
        if low < high:
            waiting += [(low, middle), (middle + 1, high - 1)]
    return None


def _euros(gross):
    return Decimal(gross).scaleb(-2)


def _up(amount):
    """Whole cents, towards infinity."""
    return int((amount / CENT).to_integral_value(ROUND_CEILING))


def _down(amount):
    return int((amount / CENT).to_integral_value(ROUND_FLOOR))


class _Search:
    """Cost and net of a gross in cents, without building its payslip."""

    def __init__(self, employer, employee, figures, to_date, basis):
        if basis not in BASES:
            raise PayrollError("unknown_basis", value=basis)
        self.scale = scale_for(employer, employee, figures)
        self.unpaid = employee.kind == "cape_unpaid"
        self.year = year_before(self.scale, to_date)
        self.kept = cents if basis == "payslip" else _exact
        lumps = self.scale.specs(ZERO, ZERO).lumps
        self.employer_lump = sum((self.kept(x.employer) for x in lumps), ZERO)
        self.employee_lump = sum((self.kept(x.employee) for x in lumps), ZERO)
        self.employee_lump -= self.kept(employee.daily_allowances)

    @property
    def first_full(self):
        """First gross in cents that pays all the hours there are."""
        scale = self.scale
        if scale.rate is None:
            return 0
        return _up(scale.rate * scale.year_hours * scale.full / scale.months)

    def cost(self, gross):
        """Cost of a gross in cents, EUR."""
        if self.unpaid:
            scale = self.scale
            return self.kept(lump_risk(scale.employer, scale.figures).employer)
        euros, worked, bases = self._bases(gross)
        lines = self._employer(bases, worked)
        return euros + lines - self._reduction(worked, bases[0], bases[0])

    def least_cost(self, low, high):
        """Cost that no gross from ``low`` to ``high`` goes under, EUR.

        Between two gross amounts under full time, a base is at least the smaller of
        theirs: it rises, or falls and rises no more (provident above its limits).
        """
        euros, _, bases = self._bases(low)
        _, worked, most = self._bases(high)
        least = tuple(min(pair) for pair in zip(bases, most, strict=True))
        lines = self._employer(least, worked)
        return euros + lines - self._reduction(worked, least[0], most[0])

    def net(self, gross):
        """Net before tax of a gross in cents, EUR."""
        euros, worked, bases = self._bases(gross)
        if self.unpaid:
            return euros
        total = euros - self.employee_lump
        for place, share in self.scale.specs(bases[0], worked).employee:
            total -= self.kept(bases[place] * share)
        return total

    def may_fall(self, gross):
        """Cents of the employee's lines of a gross that a larger one may not have.

        Under full time the ceiling grows with the pay (R519) and may overtake a base
        that provident above its limits had put beyond it: tranche 2 and CET vanish.
        """
        euros, worked, bases = self._bases(gross)
        if worked == self.scale.full or bases[0] == euros or not bases[T2]:
            return 0
        parts = self.scale.specs(bases[0], worked).employee
        places = (T2, UP_TO_8)
        lost = [
            self.kept(bases[place] * share) for place, share in parts if place in places
        ]
        return _up(sum(lost, ZERO))

    def _bases(self, gross):
        scale, euros = self.scale, _euros(gross)
        worked = scale.worked(euros)
        return euros, worked, scale.bases(euros, scale.ceiling(worked))

    def _employer(self, bases, worked):
        parts = self.scale.specs(bases[0], worked).employer
        total, kept = self.employer_lump, self.kept
        total += sum([kept(bases[place] * share) for place, share in parts])
        if not self.scale.employer.vat:
            total += kept(wage_tax(self.scale, bases)[0])
        return total

    def _reduction(self, worked, least, most):
        """Greatest reduction for a base of the month from ``least`` to ``most``."""
        formula = self.scale.formula
        if formula is None:
            return ZERO
        year = self.year
        smic = year.smic + self.scale.smic_paid(worked)
        coefficient = formula.coefficient(smic, year.base + least)
        return self.kept(coefficient * (year.base + most) - year.granted)


def _exact(amount):
    return amount
