# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Totals of a document that is still being typed."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents


@dataclass(frozen=True, slots=True)
class DraftLine:
    """Quantity, EUR without VAT per unit, VAT rate in %, discount in %.

    ``tax`` names the tax where two of them have the same rate: VAT is added up by tax.
    """

    quantity: Decimal
    price: Decimal
    rate: Decimal
    discount: Decimal = Decimal(0)
    tax: str = ""


def net_price(price, discount):
    """Return the exact price of a unit once the discount in % is taken off."""
    return price * (100 - discount) / 100


def totals(lines, per_line=True):
    """Return ``(untaxed, vat, total)`` in EUR.

    Rounded to the cent as the ledger rounds: bases and VAT line by line, or the whole
    base at once and VAT by tax.

    >>> totals([DraftLine(Decimal(2), Decimal("600"), Decimal(20), Decimal(10))])
    (Decimal('1080.00'), Decimal('216.00'), Decimal('1296.00'))
    """
    exact = [line.quantity * net_price(line.price, line.discount) for line in lines]
    if per_line:
        bases = [cents(base) for base in exact]
        untaxed = sum(bases, Decimal("0.00"))
        taxes = [
            base * line.rate / 100 for base, line in zip(bases, lines, strict=True)
        ]
    else:
        untaxed = cents(sum(exact, Decimal(0)))
        by_tax = defaultdict(Decimal)
        for base, line in zip(exact, lines, strict=True):
            by_tax[line.rate, line.tax] += base * line.rate / 100
        taxes = by_tax.values()
    vat = sum(map(cents, taxes), Decimal("0.00"))
    return untaxed, vat, untaxed + vat


def to_rate(value):
    """Return the Decimal of a tax rate in percent, given as Odoo's float.

    >>> to_rate(5.5)
    Decimal('5.5')
    """
    return Decimal(str(value))
