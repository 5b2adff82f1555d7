# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Free appointments of an adviser: weekly windows minus what is taken.

Windows are said in local time ("Tuesdays from 9 to 12"), appointments are kept in UTC:
the same window gives another hour in UTC in summer. No law here: the lengths are what
the cooperative chooses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

DAY = timedelta(days=1)
MIDNIGHT = 24 * 60
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Window:
    """Hours of a week when an adviser receives.

    :param key: who it belongs to, given back with each slot
    :param weekday: 0 for Monday to 6 for Sunday
    :param start: first minute of the local day, 540 for 9 h
    :param end: minute at which the last appointment is over
    :param length: minutes of an appointment
    :param first: first day, None without a beginning
    :param last: last day, included; None without an end
    """

    key: int
    weekday: int
    start: int
    end: int
    length: int
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the window is open on a day."""
        return (
            day.weekday() == self.weekday
            and (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
        )


@dataclass(frozen=True, order=True)
class Span:
    """Time between two moments in UTC, the end not included."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        """Tell whether two spans share a moment; those that touch do not."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, order=True)
class Slot:
    """Appointment that may be booked, in UTC, and the window it comes from."""

    start: datetime
    end: datetime
    key: int


def free_slots(
    windows: Iterable[Window],
    busy: Iterable[Span],
    now: datetime,
    zone: tzinfo,
    notice: int,
    horizon: int,
) -> list[Slot]:
    """Return the appointments that are free, the earliest first.

    Appointments of a window follow each other from its start; what is left at its end
    and is too short for one is not offered. Of two windows that overlap, both offer
    theirs: whoever books one takes the other away.

    :param windows: windows of one adviser, or of several with keys of their own
    :param busy: what takes the adviser's time, holidays and leave included (UTC)
    :param now: present moment (UTC)
    :param zone: zone in which the windows are said
    :param notice: hours that the adviser needs between the booking and the appointment
    :param horizon: days ahead that may be booked, from today on
    """
    if horizon < 0 or notice < 0:
        return []
    earliest = now + timedelta(hours=notice)
    taken = sorted(busy)
    today = now.astimezone(zone).date()
    found = []
    windows = list(windows)
    for number in range(horizon + 1):
        day = today + number * DAY
        for window in windows:
            if window.holds(day):
                found += [
                    slot
                    for slot in day_slots(window, day, zone)
                    if slot.start >= earliest and not _is_taken(slot, taken)
                ]
    return sorted(found)


def day_slots(window: Window, day: date, zone: tzinfo) -> list[Slot]:
    """Return the appointments of a window on a day, free or not (UTC).

    An hour that the change to summer time leaves out does not exist: it is not offered.
    """
    slots = []
    minute = window.start
    while window.length > 0 and minute + window.length <= min(window.end, MIDNIGHT):
        start = moment(day, minute, zone)
        if start is not None:
            end = start + timedelta(minutes=window.length)
            slots.append(Slot(start, end, window.key))
        minute += window.length
    return slots


def moment(day: date, minute: int, zone: tzinfo) -> datetime | None:
    """Return a minute of a local day in UTC, None if the clocks jump over it.

    >>> from zoneinfo import ZoneInfo
    >>> moment(date(2026, 7, 1), 540, ZoneInfo("Europe/Paris")).hour
    7
    """
    naive = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    local = naive.replace(tzinfo=zone)
    universal = local.astimezone(UTC)
    if universal.astimezone(zone).replace(tzinfo=None) != naive:
        return None
    return universal


def _is_taken(slot: Slot, taken: list[Span]) -> bool:
    wanted = Span(slot.start, slot.end)
    return any(span.overlaps(wanted) for span in taken)


def length_hours(start: datetime, end: datetime) -> Decimal:
    """Return the hours between two moments, to the hundredth, half up.

    >>> length_hours(datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 9, 50))
    Decimal('0.83')
    """
    minutes = Decimal((end - start) // timedelta(minutes=1))
    return (minutes / 60).quantize(CENT, ROUND_HALF_UP)
