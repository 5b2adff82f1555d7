# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Exact money: one rounding policy, half up to the cent, line by line (R505)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Round an amount in EUR to the cent, half away from zero; zero bears no sign.

    >>> cents(Decimal("2.675")), cents(Decimal("-0.004"))
    (Decimal('2.68'), Decimal('0.00'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP) + ZERO


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of amounts, EUR to the cent, half up."""
    return cents(sum(amounts, ZERO))
