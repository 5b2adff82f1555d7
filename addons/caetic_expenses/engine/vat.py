# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""VAT of an expense: what the cooperative recovers, what the activity bears (R413).

Only on invoices in the cooperative's name (CGI art. 271, ann. II art. 206). Lodging of
staff and passenger transport never; fuel of cars by the share in force (80 %).
"""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

ZERO = Decimal(0)
HUNDRED = Decimal(100)
RATES = ("20", "10", "5.5", "2.1", "0")
RULES = ("full", "part", "none")
FUEL_RATE = Decimal(20)


@dataclass(frozen=True, slots=True)
class Split:
    """Parts of an expense in EUR: ``total = cost + recovered``.

    :param vat: VAT of the receipt, recovered or not
    :param recovered: VAT that the cooperative deducts
    :param cost: what the activity's account bears
    """

    total: Decimal
    vat: Decimal
    recovered: Decimal
    cost: Decimal


def recovered_share(
    rule: str, rate: Decimal, *, in_name: bool, waived: bool, part: Decimal
) -> Decimal:
    """Return the percentage of the VAT that is recovered.

    Nothing is recovered of what the person gives up: the expense was never the
    cooperative's.

    >>> eighty = Decimal(80)
    >>> recovered_share("part", FUEL_RATE, in_name=True, waived=False, part=eighty)
    Decimal('80')
    >>> recovered_share("full", Decimal(10), in_name=False, waived=False, part=eighty)
    Decimal('0')

    :param rule: one of ``RULES``, of the kind of expense
    :param rate: percent, of the receipt; fuel bears the normal rate and no other
    :param in_name: the invoice names the cooperative
    :param part: percentage of the rule ``part``
    """
    if rule == "none" or not in_name or waived:
        return ZERO
    if rule == "part" and rate != FUEL_RATE:
        return ZERO
    return part if rule == "part" else HUNDRED


def split(total: Decimal, rate: Decimal, share: Decimal) -> Split:
    """Cut an amount paid, VAT included.

    >>> split(Decimal("120.00"), Decimal(20), Decimal(100)).cost
    Decimal('100.00')
    >>> split(Decimal("60.00"), Decimal(20), Decimal(80)).cost
    Decimal('52.00')

    :param total: EUR, VAT included
    :param rate: percent, of the receipt
    :param share: percentage of the VAT that is recovered
    """
    vat = cents(total * rate / (HUNDRED + rate))
    recovered = cents(vat * share / HUNDRED)
    return Split(total, vat, recovered, total - recovered)
