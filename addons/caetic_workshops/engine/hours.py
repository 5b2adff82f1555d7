# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Hours of half-days: minutes are exact, hours have two decimals, half up."""

from collections.abc import Hashable, Iterable
from decimal import ROUND_HALF_UP, Decimal

MINUTES = Decimal(60)
HUNDREDTH = Decimal("0.01")
ZERO = Decimal(0)


def minutes(clock: Decimal) -> int:
    """Return the minutes since midnight of an hour of the clock.

    >>> minutes(Decimal("9.33"))
    560

    :param clock: hours since midnight, 9.5 for half past nine
    :returns: whole minutes, half up
    """
    return int((clock * MINUTES).quantize(Decimal(1), ROUND_HALF_UP))


def length(start: Decimal, end: Decimal) -> int:
    """Return the minutes from one hour of the clock to another of the same day.

    >>> length(Decimal(9), Decimal("12.5"))
    210

    :returns: whole minutes, never below zero
    """
    return max(0, minutes(end) - minutes(start))


def hours(amount: int) -> Decimal:
    """Return minutes as hours to two decimals, half up.

    >>> hours(210), hours(200), hours(1)
    (Decimal('3.50'), Decimal('3.33'), Decimal('0.02'))

    :param amount: minutes
    """
    return (Decimal(amount) / MINUTES).quantize(HUNDREDTH, ROUND_HALF_UP)


def total(parts: Iterable[Decimal]) -> Decimal:
    """Return the sum of hours, to two decimals: what a list adds up to, it shows.

    >>> total([Decimal("3.50"), Decimal("3.33")])
    Decimal('6.83')
    """
    return sum(parts, ZERO).quantize(HUNDREDTH, ROUND_HALF_UP)


def totals(rows: Iterable[tuple[Hashable, Decimal]]) -> dict:
    """Return the sums of hours by key, in the order in which keys come.

    >>> totals([("a", Decimal(1)), ("b", Decimal(2)), ("a", Decimal("0.5"))])
    {'a': Decimal('1.50'), 'b': Decimal('2.00')}
    """
    sums = {}
    for key, part in rows:
        sums[key] = sums.get(key, ZERO) + part
    return {key: total([part]) for key, part in sums.items()}
