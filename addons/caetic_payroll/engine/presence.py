# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A contract that begins or ends within a month: days counted by the calendar."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

from .errors import PayrollError


def outside_days(month: date, periods: Iterable[tuple[date, date | None]]) -> int:
    """Return the calendar days of a month that no contract covers.

    They reduce the ceiling of social security (CSS R242-2) as unpaid days do.

    >>> outside_days(date(2026, 10, 1), [(date(2026, 10, 12), None)])
    11

    :param month: any day of the month
    :param periods: first and last day of each contract, None while it has no end; a
        renewal goes on with what it renews
    :returns: 0 for a whole month, all its days for a month without a contract
    """
    first = month.replace(day=1)
    length = monthrange(month.year, month.month)[1]
    days = [first + timedelta(days=rank) for rank in range(length)]
    spans = [(start, end or days[-1]) for start, end in periods]
    return sum(not any(a <= day <= b for a, b in spans) for day in days)


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
