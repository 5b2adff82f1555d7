# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Exact money: conversion at the boundary, one rounding policy, fair sharing."""

from collections.abc import Hashable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation

from .errors import EngineError

ZERO = Decimal(0)
CENT = Decimal("0.01")
RATE = Decimal("0.0001")


def to_decimal(value, places: Decimal = CENT) -> Decimal:
    """Convert a stored number into an exact one, rounded half up.

    >>> to_decimal(2.675)
    Decimal('2.68')

    :param value: int, str, Decimal, or a number read from the database
    :param places: the last digit kept, a cent by default
    :raises EngineError: ``not_a_number`` for text, infinity and NaN
    """
    try:
        number = Decimal(str(value or 0))
        if not number.is_finite():
            raise EngineError("not_a_number", value=value)
        return number.quantize(places, ROUND_HALF_UP) + ZERO
    except InvalidOperation:
        raise EngineError("not_a_number", value=value) from None


def cents(amount: Decimal) -> Decimal:
    """Round an amount in EUR to the cent, half up; zero bears no sign.

    >>> cents(Decimal("-0.005")), cents(Decimal("-0.004"))
    (Decimal('-0.01'), Decimal('0.00'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP) + ZERO


def allocate(total: Decimal, weights: Mapping[Hashable, Decimal]) -> dict:
    """Share a total to the cent, by largest remainder: the shares add up exactly.

    >>> allocate(Decimal("100.00"), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    {'a': Decimal('33.34'), 'b': Decimal('33.33'), 'c': Decimal('33.33')}

    :param total: EUR, negative allowed, rounded to the cent first
    :param weights: signed weights by key; when they add up to zero the total is
        shared equally
    :returns: EUR by key, in the order given; ties go to the first keys
    :raises EngineError: ``nothing_to_share_by`` for an amount and no key
    """
    total = cents(total)
    whole = sum(weights.values(), ZERO)
    if not weights and total:
        raise EngineError("nothing_to_share_by", total=total)
    if not whole:
        weights = dict.fromkeys(weights, Decimal(1))
        whole = Decimal(len(weights))
    exact = {key: total * part / whole for key, part in weights.items()}
    return round_parts(total, exact)


def round_parts(total: Decimal, exact: Mapping[Hashable, Decimal]) -> dict:
    """Round parts to the cent so that they add up to their rounded total.

    Each part moves by less than a cent, whatever the signs (largest remainder).

    >>> round_parts(CENT, {"a": Decimal("0.015"), "b": Decimal("-0.005")})
    {'a': Decimal('0.01'), 'b': Decimal('0.00')}

    :param total: EUR to the cent, the rounded sum of the parts
    :param exact: EUR by key, not rounded
    :returns: EUR by key, in the order given; ties go to the first keys
    """
    parts = {key: part.quantize(CENT, ROUND_DOWN) + ZERO for key, part in exact.items()}
    missing = total - sum(parts.values(), ZERO)
    step = CENT.copy_sign(missing)
    order = sorted(exact, key=lambda key: (parts[key] - exact[key]) * step)
    for key in order[: int(abs(missing) / CENT)]:
        parts[key] += step
    return parts
