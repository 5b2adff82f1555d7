# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How a quote is invoiced: a deposit, stages, and the balance (R607)."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Step:
    """One invoice to come; ``kind`` is deposit, stage or balance.

    ``percentage`` is of the quote, VAT included; ``date`` is when it is planned.
    """

    kind: str
    label: str
    percentage: Decimal
    date: datetime.date | None = None


def plan(deposit, stages=()):
    """Return the steps of a schedule, the last of which is the balance.

    :param deposit: Decimal in %, zero without one
    :param stages: ``(label, percentage, date)`` whose sum with the deposit is 100; the
        last one is the balance. Without any, the balance is what the deposit leaves.

    >>> [(step.kind, str(step.percentage)) for step in plan(Decimal(30))]
    [('deposit', '30'), ('balance', '70')]
    """
    steps = [Step("deposit", "", deposit)] if deposit else []
    if not stages:
        return (*steps, Step("balance", "", HUNDRED - deposit))
    last = len(stages) - 1
    for rank, (label, percentage, date) in enumerate(stages):
        kind = "balance" if rank == last else "stage"
        steps.append(Step(kind, label, percentage, date))
    return tuple(steps)


def split(total, percentages):
    """Return the amount of each step, EUR; the last one takes the remainder.

    Each is rounded half up to the cent, as Odoo's down payments are.

    :param total: Decimal, EUR, of the quote
    :param percentages: Decimals in % whose sum is 100

    >>> [str(a) for a in split(Decimal("100.01"), [Decimal(30), Decimal(70)])]
    ['30.00', '70.01']
    """
    *firsts, _last = percentages
    amounts = [cents(total * percentage / HUNDRED) for percentage in firsts]
    return (*amounts, cents(total) - sum(amounts, Decimal("0.00")))
