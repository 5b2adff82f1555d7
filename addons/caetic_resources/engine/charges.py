# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the use of a resource costs, and how months are put together (R426, R427).

Rules, EUR before tax:

1. a booking costs its units at the price of the unit, rounded to the cent, half up;
2. whoever is exempt pays nothing, and so does anybody where the price is zero;
3. a booking cancelled in time costs nothing; later it costs the share that the rules of
   the resource say, rounded to the cent, half up;
4. a month is charged to an activity as one amount: the sum of its rounded bookings, by
   the local month in which each began. Sums are not rounded again.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

ZERO = Decimal("0.00")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Use:
    """A booking to charge.

    :param key: identifier of the booking
    :param activity: identifier of the activity that pays
    :param day: local day on which it began
    :param amount: EUR before tax, to the cent
    """

    key: int
    activity: Hashable
    day: date
    amount: Decimal


@dataclass(frozen=True)
class Charge:
    """What an activity pays for a month.

    :param activity: identifier of the activity
    :param month: first day of the month
    :param keys: identifiers of the bookings, in order
    :param amount: EUR before tax
    """

    activity: Hashable
    month: date
    keys: tuple[int, ...]
    amount: Decimal


def booking_amount(price: Decimal, count: int, is_free: bool = False) -> Decimal:
    """Return what a booking costs, EUR before tax, to the cent, half up.

    >>> booking_amount(Decimal("3.335"), 3), booking_amount(Decimal(12), 2, True)
    (Decimal('10.01'), Decimal('0.00'))
    """
    if is_free:
        return ZERO
    return cents(price * count)


def late_amount(amount: Decimal, share: Decimal) -> Decimal:
    """Return what a booking cancelled late costs, EUR before tax, to the cent.

    >>> late_amount(Decimal("25.01"), Decimal(50))
    Decimal('12.51')

    :param share: percentage of the amount, between 0 and 100
    """
    return cents(amount * share / HUNDRED)


def is_late(start: datetime, now: datetime, hours: int) -> bool:
    """Tell whether a cancellation comes too late to cost nothing.

    :param hours: hours before the start until which it costs nothing
    """
    return now > start - timedelta(hours=hours)


def group_charges(uses: Iterable[Use]) -> list[Charge]:
    """Return one charge by activity and month, the oldest month first.

    What costs nothing is left out: there is nothing to transfer.
    """
    groups = {}
    for use in uses:
        if use.amount > ZERO:
            groups.setdefault((use.day.replace(day=1), use.activity), []).append(use)
    return [
        Charge(
            activity,
            month,
            tuple(use.key for use in found),
            sum((use.amount for use in found), ZERO),
        )
        for (month, activity), found in sorted(groups.items())
    ]
