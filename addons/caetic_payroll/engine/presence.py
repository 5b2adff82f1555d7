# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A contract that begins or ends within a month: days counted by the calendar."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from .errors import PayrollError
from .money import cents


def outside_days(month: date, start: date, end: date | None = None) -> int:
    """Return the calendar days of a month that a contract does not cover.

    They reduce the ceiling of social security (CSS R242-2) as unpaid days do.

    >>> outside_days(date(2026, 10, 1), date(2026, 10, 12))
    11

    :param month: any day of the month
    :param start: first day of the contract
    :param end: last day, None while it has none
    :returns: 0 for a whole month, all its days for a month without the contract
    """
    length = monthrange(month.year, month.month)[1]
    first, last = month.replace(day=1), month.replace(day=length)
    begin, stop = max(first, start), min(last, end or last)
    return length - max((stop - begin).days + 1, 0)


def fixed_part_due(fixed: Decimal, outside: int, month_days: int) -> Decimal:
    """Return the fixed part of a month, by calendar days of the contract.

    >>> fixed_part_due(Decimal("155"), 11, 31)
    Decimal('100.00')

    :param fixed: EUR of a whole month (C. trav. R7331-11)
    :param outside: calendar days of the month without the contract
    :param month_days: calendar days of the month
    :returns: EUR to the cent, half up
    :raises PayrollError: ``bad_absence`` with both numbers of days
    """
    if not 0 <= outside <= month_days or not month_days:
        raise PayrollError("bad_absence", days=outside, month_days=month_days)
    return cents(fixed * (month_days - outside) / month_days)
