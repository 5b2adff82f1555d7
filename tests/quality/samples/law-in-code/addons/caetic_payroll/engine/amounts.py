# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Figures of the law where they do not belong."""

from decimal import Decimal

CENT = Decimal("0.01")
TINY = Decimal("1E-10")
HUNDRED = Decimal(100)
RATE = Decimal("6.90")
CEILING = Decimal(4005)
MULTIPLES = (4, 1)


def hours(pay, smic):
    return min(151.67, pay / smic)


def half(pay):
    return pay / 2 if pay > 0 else 1 - Decimal("0.5")
