# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the law asks of the capital of a cooperative (R128, R130)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from .money import ZERO, cents
from .shares import votes

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Stake:
    """What one associate holds on a day.

    :param parts: number of parts
    :param value: their nominal value, EUR
    :param employee: works for the cooperative on that day
    """

    parts: int
    value: Decimal
    employee: bool = True


@dataclass(frozen=True)
class CapitalLimits:
    """Limits in force on a day; ``None`` where the cooperative has no such limit.

    :param employee_capital: least part of the employees in the capital, percent
    :param employee_votes: least part of the employees in the votes, percent
    :param one_associate: most that one associate may hold of the capital, percent
    :param associates: least number of associates
    :param employees_only: only employees count in that number
    :param floor: lowest capital, EUR
    """

    employee_capital: Decimal | None = None
    employee_votes: Decimal | None = None
    one_associate: Decimal | None = None
    associates: int | None = None
    employees_only: bool = False
    floor: Decimal = ZERO


@dataclass(frozen=True)
class Capital:
    """Figures of the register on a day; percents to the hundredth, as read by people.

    :param employee_capital: part of the employees in the capital, percent
    :param employee_votes: part of the employees in the votes, percent
    :param largest: part of the associate who holds most, percent
    """

    value: Decimal = ZERO
    associates: int = 0
    employees: int = 0
    employee_capital: Decimal = ZERO
    employee_votes: Decimal = ZERO
    largest: Decimal = ZERO


@dataclass(frozen=True)
class Breach:
    """A limit that the register does not respect.

    :param code: name of the limit in :class:`CapitalLimits`
    """

    code: str
    actual: Decimal
    limit: Decimal


@dataclass(frozen=True)
class FloorRules:
    """What the law keeps of a capital that may vary.

    :param of_stated: least part of the stated capital (C. com. L231-5), percent
    :param of_highest: least part of the highest capital that the cooperative has
        reached (loi 47-1775, art. 13), percent
    :param least: least capital of the legal form, EUR
    """

    of_stated: Decimal
    of_highest: Decimal
    least: Decimal = ZERO


def highest_capital(changes: Iterable[Decimal]) -> Decimal:
    """Return the highest capital reached, EUR.

    >>> highest_capital([Decimal(300), Decimal(-100), Decimal(50)])
    Decimal('300')

    :param changes: what was put in and taken out, oldest first, EUR
    """
    return max(accumulate(changes), default=ZERO)


def capital_floor(
    statutes: Decimal, stated: Decimal, highest: Decimal, rules: FloorRules
) -> Decimal:
    """Return the lowest capital allowed: the highest of four floors, EUR to the cent.

    >>> rules = FloorRules(Decimal(10), Decimal(25))
    >>> capital_floor(Decimal(0), Decimal("50000"), Decimal("60000"), rules)
    Decimal('15000.00')

    :param statutes: floor of the articles of association, EUR
    :param stated: capital that they state, which was reached on the first day, EUR
    :param highest: highest capital that the register shows, EUR
    """
    of_stated = stated * rules.of_stated / HUNDRED
    of_highest = max(stated, highest) * rules.of_highest / HUNDRED
    return cents(max(statutes, of_stated, of_highest, rules.least))


def capital_figures(stakes: Iterable[Stake]) -> Capital:
    """Return the figures of the associates of a day; who holds no part counts not."""
    held = [stake for stake in stakes if stake.parts > 0]
    staff = [stake for stake in held if stake.employee]
    value = _value(held)
    return Capital(
        value=value,
        associates=len(held),
        employees=len(staff),
        employee_capital=_percent(_value(staff), value),
        employee_votes=_percent(_votes(staff), _votes(held)),
        largest=_percent(max((stake.value for stake in held), default=ZERO), value),
    )


def capital_breaches(
    stakes: Iterable[Stake], limits: CapitalLimits
) -> tuple[Breach, ...]:
    """Return the limits that the associates of a day do not respect.

    Parts are compared exactly, not as rounded percents. Nobody holds a part yet: there
    is nothing to respect.

    >>> one = Stake(10, Decimal("200.00"))
    >>> [b.code for b in capital_breaches([one], CapitalLimits(associates=2))]
    ['associates']
    """
    held = [stake for stake in stakes if stake.parts > 0]
    if not held:
        return ()
    figures = capital_figures(held)
    counted = figures.employees if limits.employees_only else figures.associates
    actual = {
        "employee_capital": figures.employee_capital,
        "employee_votes": figures.employee_votes,
        "one_associate": figures.largest,
        "associates": Decimal(counted),
        "floor": figures.value,
    }
    broken = _broken(held, limits, counted)
    return tuple(
        Breach(code, number, Decimal(getattr(limits, code)))
        for code, number in actual.items()
        if code in broken
    )


def _broken(held: list[Stake], limits: CapitalLimits, counted: int) -> set[str]:
    staff = [stake for stake in held if stake.employee]
    value, voices = _value(held), _votes(held)
    largest = max(stake.value for stake in held)
    tests = {
        "employee_capital": _below(_value(staff), value, limits.employee_capital),
        "employee_votes": _below(_votes(staff), voices, limits.employee_votes),
        "one_associate": _above(largest, value, limits.one_associate),
        "associates": counted < (limits.associates or 0),
        "floor": value < limits.floor,
    }
    return {code for code, is_broken in tests.items() if is_broken}


def _value(stakes: list[Stake]) -> Decimal:
    return sum((stake.value for stake in stakes), ZERO)


def _votes(stakes: list[Stake]) -> Decimal:
    return Decimal(sum(votes(stake.parts) for stake in stakes))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return cents(part * HUNDRED / whole) if whole else ZERO


def _below(part: Decimal, whole: Decimal, percent: Decimal | None) -> bool:
    return percent is not None and part * HUNDRED < whole * percent


def _above(part: Decimal, whole: Decimal, percent: Decimal | None) -> bool:
    return percent is not None and part * HUNDRED > whole * percent
