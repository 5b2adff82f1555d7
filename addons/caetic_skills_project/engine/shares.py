# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What each partner of a joint project has of its budget."""

from collections.abc import Hashable, Mapping
from decimal import Decimal

from odoo.addons.caetic_members.engine import allocate

ZERO = Decimal(0)
WHOLE = Decimal(100)
REST = object()


def amounts(
    budget: Decimal, shares: Mapping[Hashable, Decimal]
) -> dict[Hashable, Decimal]:
    """Return the part of each in EUR, to the cent, by largest remainder.

    Shares that make 100 % give parts that add up to the budget; below 100 %, what
    nobody has is kept; above it, they are brought back to the whole in proportion.

    >>> amounts(Decimal("100"), {"a": Decimal("33.33"), "b": Decimal("66.67")})
    {'a': Decimal('33.33'), 'b': Decimal('66.67')}
    >>> amounts(Decimal("0.05"), {"a": Decimal(50), "b": Decimal(50)})
    {'a': Decimal('0.03'), 'b': Decimal('0.02')}

    :param budget: EUR before tax, zero or more, rounded half up to the cent first
    :param shares: percentages, zero or more, in the order of the team; ties go to the
        first
    """
    told = sum(shares.values(), ZERO)
    weights = {**shares, REST: max(ZERO, WHOLE - told)}
    parts = allocate(budget, weights)
    del parts[REST]
    return parts
