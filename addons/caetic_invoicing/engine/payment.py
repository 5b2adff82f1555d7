# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What one payment of a document brings to its activity."""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Released:
    """EUR without VAT: of the activity's sales, and what goes on to colleagues."""

    own: Decimal
    shared: Decimal


def released_by(total, before, paid, own, shared):
    """Return what a payment releases of a document (R419 b, R428).

    What several payments release adds up to the whole.

    >>> released_by(Decimal(1440), Decimal(0), Decimal(720), Decimal(1200), Decimal(0))
    Released(own=Decimal('600.00'), shared=Decimal('0.00'))

    :param total: of the document, VAT included
    :param before: paid before this payment
    :param paid: this payment
    :param own: sales of the activity, without VAT
    :param shared: part of them that goes to colleagues, positive
    """
    if total <= 0:
        return Released(ZERO, ZERO)
    start, end = min(before, total), min(before + paid, total)
    return Released(
        _part(own, end, total) - _part(own, start, total),
        _part(shared, end, total) - _part(shared, start, total),
    )


def _part(amount, paid, total):
    return cents(amount * paid / total)


def base_of_vat(base, vat, part):
    """Return the base, EUR rounded half up, of a part of a VAT.

    >>> base_of_vat(Decimal(1000), Decimal(200), Decimal(50))
    Decimal('250.00')
    """
    return cents(base * part / vat)
