# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Exact money: one rounding policy, half up to the cent, line by line (R505)."""

from collections.abc import Iterable
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

ZERO = Decimal(0)
HUNDRED = Decimal(100)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of amounts, EUR to the cent, half up."""
    return cents(sum(amounts, ZERO))
