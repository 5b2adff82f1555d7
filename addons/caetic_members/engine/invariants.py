# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What must hold whatever happens (R432): each check returns a difference in EUR.

Zero means that it holds; nothing is rounded, so a cent astray is seen.
"""

from collections.abc import Iterable
from decimal import Decimal

from .contribution import Line

ZERO = Decimal(0)


def conserved(parts: Iterable[Decimal], whole: Decimal) -> Decimal:
    """Return what the parts hold more than the whole.

    Activities and structure against the ledger or the bank book, transfers against
    zero, contributions charged against the structure's income.

    >>> conserved([Decimal("33.34"), Decimal("33.33")], Decimal("66.66"))
    Decimal('0.01')

    :param parts: signed EUR
    :param whole: signed EUR, read from another place than the parts
    """
    return sum(parts, ZERO) - whole


def closes(opening: Decimal, movement: Decimal, closing: Decimal) -> Decimal:
    """Return what opening and movement hold more than the closing balance.

    With no movement: the closing of a month against the opening of the next.

    >>> closes(Decimal(1150), Decimal(1964), Decimal(3114))
    Decimal('0')
    """
    return opening + movement - closing


def explained(lines: Iterable[Line], total: Decimal) -> Decimal:
    """Return what the explained lines hold more than the total they explain.

    :param lines: lines of a result, or others with an ``amount`` in EUR
    """
    return conserved((line.amount for line in lines), total)
