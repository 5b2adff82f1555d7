# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Provision for paid leave, where a cooperative keeps one (R508)."""

from decimal import ROUND_FLOOR, Decimal

from odoo.addons.caetic_members.engine import CENT, cents

from .money import HUNDRED, ZERO


def leave_provision(cost: Decimal, rate: Decimal) -> Decimal:
    """Return what is put aside for paid leave with the pay of a month.

    >>> leave_provision(Decimal("1052.66"), Decimal(10))
    Decimal('105.27')

    :param cost: total cost of the payslip, EUR
    :param rate: % of the cost, chosen by the cooperative (R110, R508)
    :returns: EUR to the cent, half up
    """
    return cents(cost * rate / HUNDRED)


def budget_before_leave(budget: Decimal, rate: Decimal) -> Decimal:
    """Return the largest cost that a budget pays together with its provision.

    >>> budget_before_leave(Decimal("1157.93"), Decimal(10))
    Decimal('1052.66')

    :param budget: EUR to the cent
    :param rate: % of the cost
    :returns: EUR to the cent; the cost and its provision never exceed the budget
    """
    if not rate:
        return budget
    cost = (budget * HUNDRED / (HUNDRED + rate)).quantize(CENT, ROUND_FLOOR) + CENT
    while cost > ZERO and cost + leave_provision(cost, rate) > budget:
        cost -= CENT
    return cost
