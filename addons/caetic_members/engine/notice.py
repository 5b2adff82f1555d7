# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Notice of the end of a contract: the earliest last day (R125).

Lengths and thresholds are dated data of the caller (R001). The law counts some of them
in months, some in days; working days are Monday to Saturday, and public holidays, which
would only push the day further, are not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
SUNDAY = 6


@dataclass(frozen=True)
class NoticeStep:
    """Length of the notice for those who have been there long enough.

    :param after_months: months of presence from which the step holds
    :param after_days: days of presence, added to the months
    :param months: length, in months, from date to date
    :param days: length, in days, from the day after; twenty-four hours make one
    """

    after_months: int = 0
    after_days: int = 0
    months: int = 0
    days: int = 0

    def holds(self, start: date, given: date) -> bool:
        """Tell whether presence since ``start`` reaches the step on a day."""
        after = relativedelta(months=self.after_months, days=self.after_days)
        return start + after <= given


def notice_end(start: date, given: date, steps: Iterable[NoticeStep]) -> date | None:
    """Return the earliest last day of a contract, None when the law sets no notice.

    :param start: first day of presence
    :param given: day when the notice is received
    :param steps: from the shortest presence to the longest

    >>> steps = [NoticeStep(after_months=6, months=1)]
    >>> notice_end(date(2025, 1, 1), date(2026, 3, 10), steps)
    datetime.date(2026, 4, 9)
    """
    held = [step for step in steps if step.holds(start, given)]
    if not held:
        return None
    last = held[-1]
    if last.months:
        return given + relativedelta(months=last.months, days=last.days) - DAY
    return given + last.days * DAY


def add_working_days(day: date, count: int) -> date:
    """Return the day that many working days (Monday to Saturday) after a day.

    >>> add_working_days(date(2026, 3, 13), 2)
    datetime.date(2026, 3, 16)
    """
    while count:
        day += DAY
        count -= day.weekday() != SUNDAY
    return day


def mutual_end(signed: date, withdrawal: int, approval: int) -> date:
    """Return the earliest last day of a mutual termination (rupture conventionnelle).

    :param signed: day of the agreement
    :param withdrawal: calendar days to withdraw (L1237-13), from the day after
    :param approval: working days of the labour authority (L1237-14)

    The contract ends at the earliest the day after the approval.
    """
    return add_working_days(signed + (withdrawal + 1) * DAY, approval) + DAY
