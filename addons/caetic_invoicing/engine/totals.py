# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Totals of a document that is still being typed."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Quantity, EUR without VAT per unit, VAT rate in %."""

    quantity: Decimal
    price: Decimal
    rate: Decimal


def totals(lines, per_line=True):
    """Return ``(untaxed, vat, total)`` in EUR, VAT rounded per line or per rate.

    >>> totals([DraftLine(Decimal(2), Decimal("600"), Decimal(20))])
    (Decimal('1200.00'), Decimal('240.00'), Decimal('1440.00'))
    """
    bases = defaultdict(Decimal)
    for index, line in enumerate(lines):
        key = (line.rate, index) if per_line else (line.rate, 0)
        bases[key] += to_cent(line.quantity * line.price)
    untaxed = sum(bases.values(), Decimal("0.00"))
    vat = sum(
        (to_cent(base * rate / 100) for (rate, _index), base in bases.items()),
        Decimal("0.00"),
    )
    return untaxed, vat, untaxed + vat


def to_cent(amount):
    """Round an amount in EUR to the cent, half up."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def to_rate(value):
    """Return the Decimal of a tax rate in percent, given as Odoo's float.

    >>> to_rate(5.5)
    Decimal('5.5')
    """
    return Decimal(str(value))
