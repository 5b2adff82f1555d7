# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Slots of what is shared: opening hours minus what is booked.

Hours are said in local time ("Tuesdays from 9 to 12") and bookings are kept in UTC: the
same opening is another hour in UTC in summer. A booking is so many units of the
resource, one after the other: hours, half-days, days or months. No law here: units,
notice and limits are what the cooperative chooses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
HOUR_MINUTES = 60
# The afternoon begins at 13 h for everybody: half-days have the same names everywhere.
NOON = 13 * HOUR_MINUTES
MONTHS_A_YEAR = 12
# Days looked at for the next open unit: a booking longer than a year is a month's.
FARTHEST = 366
UNITS = ("hour", "half_day", "day", "month")


class SlotError(ValueError):
    """What bars a booking, as a code: ``closed``, ``long``, ``taken``, ``count``."""


@dataclass(frozen=True)
class Opening:
    """Hours of a day of the week when a resource may be had.

    :param weekday: 0 for Monday to 6 for Sunday
    :param start: first minute of the local day, 540 for 9 h
    :param end: minute at which it closes
    """

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, order=True)
class Span:
    """Time between two moments in UTC, the end not included."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        """Tell whether two spans share a moment; those that touch do not."""
        return self.start < other.end and other.start < self.end


def moment(day: date, minute: int, zone: tzinfo) -> datetime:
    """Return a minute of a local day in UTC.

    An hour that the change to summer time leaves out is the one after it.

    >>> from zoneinfo import ZoneInfo
    >>> moment(date(2026, 7, 1), 540, ZoneInfo("Europe/Paris")).hour
    7
    """
    naive = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    return naive.replace(tzinfo=zone).astimezone(UTC)


def day_units(
    openings: Iterable[Opening], day: date, unit: str, zone: tzinfo
) -> list[Span]:
    """Return the units of a day, free or not, the earliest first.

    An hour follows the other from the opening on; what is left at the end and is too
    short for one is not offered. A half-day goes from the first opening before 13 h to
    the last one, or from the first after 13 h; a day from the first to the last.

    :param unit: ``hour``, ``half_day`` or ``day``
    """
    minutes = sorted(
        (one.start, one.end) for one in openings if one.weekday == day.weekday()
    )
    parts = {"hour": _hours, "half_day": _half_days, "day": _whole}[unit](minutes)
    spans = [
        Span(moment(day, start, zone), moment(day, end, zone)) for start, end in parts
    ]
    # The hour that the clocks jump over has no length.
    return [span for span in spans if span.start < span.end]


def _hours(minutes):
    return sorted(
        {
            (begin, begin + HOUR_MINUTES)
            for start, end in minutes
            for begin in range(start, end - HOUR_MINUTES + 1, HOUR_MINUTES)
        }
    )


def _half_days(minutes):
    morning = [(start, min(end, NOON)) for start, end in minutes if start < NOON]
    afternoon = [(max(start, NOON), end) for start, end in minutes if end > NOON]
    return _whole(morning) + _whole(afternoon)


def _whole(minutes):
    if not minutes:
        return []
    return [(min(one[0] for one in minutes), max(one[1] for one in minutes))]


def month_unit(day: date, zone: tzinfo) -> Span:
    """Return the calendar month of a day, from its first midnight to the next one."""
    first = day.replace(day=1)
    return Span(moment(first, 0, zone), moment(next_month(first), 0, zone))


def next_month(day: date, count: int = 1) -> date:
    """Return the first day of the month so many months later.

    >>> next_month(date(2026, 11, 30), 2)
    datetime.date(2027, 1, 1)
    """
    months = day.year * MONTHS_A_YEAR + day.month - 1 + count
    return date(months // MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1, 1)


def period_units(
    openings: Sequence[Opening], first: date, last: date, unit: str, zone: tzinfo
) -> list[Span]:
    """Return the units that begin between two days, both included."""
    found = []
    if unit == "month":
        day = first.replace(day=1)
        while day <= last:
            found.append(month_unit(day, zone))
            day = next_month(day)
        return found
    for number in range((last - first).days + 1):
        found += day_units(openings, first + number * DAY, unit, zone)
    return found


def booking_span(
    openings: Sequence[Opening],
    start: datetime,
    count: int,
    unit: str,
    zone: tzinfo,
    longest: int = 0,
) -> Span:
    """Return the time that so many units take from a moment on.

    Hours follow each other without a break; half-days and days are the next open ones:
    a camera taken for two days on a Friday comes back on Monday evening.

    :param start: begin of the first unit (UTC)
    :param count: units wanted, at least one
    :param longest: units of a booking at most, 0 without a limit
    :raises SlotError: ``count``, ``long``, or ``closed`` where no unit begins, or too
        few follow
    """
    if count < 1:
        raise SlotError("count")
    if longest and count > longest:
        raise SlotError("long")
    day = start.astimezone(zone).date()
    if unit == "month":
        return _months(start, day, count, zone)
    taken = _next_units(openings, start, day, count, unit, zone)
    breaks = any(one.end != other.start for one, other in pairwise(taken))
    if len(taken) < count or taken[0].start != start or (unit == "hour" and breaks):
        raise SlotError("closed")
    return Span(start, taken[-1].end)


def _months(start, day, count, zone):
    if month_unit(day, zone).start != start:
        raise SlotError("closed")
    return Span(start, moment(next_month(day, count), 0, zone))


def _next_units(openings, start, day, count, unit, zone):
    taken = []
    for number in range(FARTHEST):
        units = day_units(openings, day + number * DAY, unit, zone)
        taken += [span for span in units if span.start >= start]
        if len(taken) >= count or (unit == "hour" and number):
            break
    return taken[:count]


def count_units(
    openings: Sequence[Opening], span: Span, unit: str, zone: tzinfo
) -> int:
    """Return how many units a time counts: each one that is begun, at least one.

    Staff book any time: 90 minutes are two hours; from Friday noon to Monday noon are
    two days where Saturday and Sunday are closed; 1 March to 15 April are two months.
    """
    if unit == "hour":
        whole, rest = divmod(span.end - span.start, HOUR)
        return max(1, whole + bool(rest))
    first, last = (one.astimezone(zone).date() for one in (span.start, span.end))
    if unit == "month":
        count = 1
        while _same_day(first, count, zone, span.start) < span.end:
            count += 1
        return count
    units = period_units(openings, first, last, unit, zone)
    return max(1, sum(one.overlaps(span) for one in units))


def _same_day(first, count, zone, start):
    """Return the same local hour so many months later, or the next month's first."""
    month = next_month(first, count)
    local = start.astimezone(zone)
    minute = local.hour * HOUR_MINUTES + local.minute
    day = month + (first.day - 1) * DAY
    if day.month != month.month:
        day = next_month(month)
    return moment(day, minute, zone)


def peak(taken: Iterable[Span], wanted: Span) -> int:
    """Return how many bookings are there at once, at most, during a time.

    >>> span = Span(datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 12))
    >>> half = Span(datetime(2026, 1, 5, 10), datetime(2026, 1, 5, 11))
    >>> peak([span, half], span), peak([], span)
    (2, 0)
    """
    steps = []
    for span in taken:
        if span.overlaps(wanted):
            # What happens before and after is nobody's concern here.
            steps.append((max(span.start, wanted.start), 1))
            steps.append((min(span.end, wanted.end), -1))
    most = count = 0
    # At the same moment those who leave make room for those who come.
    for _moment, step in sorted(steps):
        count += step
        most = max(most, count)
    return most


def free_places(taken: Sequence[Span], wanted: Span, capacity: int) -> int:
    """Return how many more bookings a time has room for, never below zero."""
    return max(0, capacity - peak(taken, wanted))
