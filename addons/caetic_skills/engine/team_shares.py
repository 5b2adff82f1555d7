# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Shares of a team in what the customer pays: percentages that make 100 (R427)."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
WHOLE = Decimal(100)
ONE = Decimal(1)
PLACES = Decimal("0.01")


class ShareError(ValueError):
    """Shares that cannot be: ``above_whole`` or ``below_zero``."""


def complete(shares: Sequence[Decimal | None]) -> tuple[Decimal, ...]:
    """Return the shares with those not told: the last of them takes the rest.

    >>> complete([Decimal(50), None, Decimal(20)])
    (Decimal('50.00'), Decimal('30.00'), Decimal('20.00'))

    :param shares: percentages, None or zero where nothing was told
    :returns: percentages to the hundredth; they make 100 if one was not told
    :raises ShareError: ``above_whole``, ``below_zero``
    """
    told = [(one or ZERO).quantize(PLACES, ROUND_HALF_UP) for one in shares]
    if any(one < 0 for one in told):
        raise ShareError("below_zero")
    rest = WHOLE - sum(told, ZERO)
    if rest < 0:
        raise ShareError("above_whole")
    open_ = [place for place, one in enumerate(told) if not one]
    if open_:
        told[open_[-1]] = rest
    return tuple(told)


def suggest(days: Mapping[Hashable, Decimal]) -> dict[Hashable, Decimal]:
    """Return shares by days of work, in whole percents, by largest remainder.

    >>> suggest({"a": Decimal(3), "b": Decimal(2), "c": Decimal(2)})
    {'a': Decimal('43'), 'b': Decimal('29'), 'c': Decimal('28')}

    :param days: days of each, in the order of the team; without any day, equal shares;
        ties go to the first
    """
    if not days:
        return {}
    weights = days if any(days.values()) else dict.fromkeys(days, Decimal(1))
    whole = sum(weights.values(), ZERO)
    exact = {key: WHOLE * weight / whole for key, weight in weights.items()}
    shares = {key: part.quantize(ONE, ROUND_DOWN) for key, part in exact.items()}
    rest = int(WHOLE - sum(shares.values(), ZERO))
    for key in sorted(exact, key=lambda key: shares[key] - exact[key])[:rest]:
        shares[key] += ONE
    return shares


def is_whole(shares: Sequence[Decimal]) -> bool:
    """Tell whether shares make exactly 100 %, to the hundredth."""
    told = (one.quantize(PLACES, ROUND_HALF_UP) for one in shares)
    return sum(told, ZERO) == WHOLE
