# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Depreciation of what the cooperative owns, by equal months (R409, PCG 214-13)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from odoo.addons.caetic_members.engine import EngineError, cents, month_starts

DAYS = 30


@dataclass(frozen=True, slots=True)
class Depreciation:
    """Of one month, EUR, on its last day."""

    day: date
    amount: Decimal


def depreciation(value: Decimal, start: date, months: int) -> tuple[Depreciation, ...]:
    """Return the plan of a purchase, pro rata of the days of its first month.

    Months have 30 days; what the first one lacks comes after the last. Each rounds the
    cumulated amount, so that they add up to the value.

    >>> plan = depreciation(Decimal(1080), date(2026, 3, 16), 36)
    >>> len(plan), plan[0].amount, plan[1].amount, plan[-1].amount
    (37, Decimal('15.00'), Decimal('30.00'), Decimal('15.00'))

    :param value: EUR without the VAT that is deducted
    :param start: day of its first use
    :param months: how long it serves
    :raises EngineError: ``no_length`` for less than a month
    """
    if months < 1:
        raise EngineError("no_length", months=months)
    used = DAYS + 1 - min(DAYS, start.day)
    total, passed, before, plan = months * DAYS, 0, Decimal(0), []
    firsts = month_starts(start, months + 2)
    for rank, following in enumerate(firsts[1:]):
        passed = min(total, passed + (used if rank == 0 else DAYS))
        after = cents(value * passed / total)
        plan.append(Depreciation(following - timedelta(days=1), after - before))
        before = after
        if passed == total:
            break
    return tuple(plan)


def net_value(value: Decimal, plan, day: date) -> Decimal:
    """Return what is not depreciated yet on a day, EUR.

    :param plan: Depreciation of the purchase; those until the day count
    """
    done = (one.amount for one in plan if one.day <= day)
    return value - sum(done, Decimal(0))
