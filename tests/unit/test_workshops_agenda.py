# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Free appointments: the clock changes, what overlaps, notice and horizon."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from caetic_workshops_engine.agenda import (
    Span,
    Window,
    day_slots,
    free_slots,
    length_hours,
    moment,
)

PARIS = ZoneInfo("Europe/Paris")
# Tuesdays from 9 to 12, an hour each.
TUESDAY = Window(key=7, weekday=1, start=540, end=720, length=60)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def starts(slots):
    return [slot.start for slot in slots]


def free(now, busy=(), windows=(TUESDAY,), notice=0, horizon=13):
    return free_slots(windows, busy, now, PARIS, notice, horizon)


def test_an_hour_of_paris_is_another_one_in_utc_after_the_change():
    """The clocks went forward on Sunday 29 March 2026: 9 h was 8 h UTC, then 7 h."""
    found = starts(free(utc(2026, 3, 23, 6)))
    assert found == [
        utc(2026, 3, 24, 8),
        utc(2026, 3, 24, 9),
        utc(2026, 3, 24, 10),
        utc(2026, 3, 31, 7),
        utc(2026, 3, 31, 8),
        utc(2026, 3, 31, 9),
    ]


def test_an_hour_that_the_change_leaves_out_is_not_offered():
    """On 29 March 2026 there is no 2.30 in Paris."""
    night = Window(key=1, weekday=6, start=90, end=240, length=30)
    found = starts(day_slots(night, date(2026, 3, 29), PARIS))
    # 1.30, then 3.00 and 3.30 of the local clock.
    assert found == [
        utc(2026, 3, 29, 0, 30),
        utc(2026, 3, 29, 1),
        utc(2026, 3, 29, 1, 30),
    ]
    assert moment(date(2026, 3, 29), 150, PARIS) is None


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        # Touching is not overlapping.
        ((7, 0), (8, 0), [8, 9, 10]),
        ((8, 0), (8, 1), [9, 10]),
        ((8, 59), (9, 1), [10]),
        ((8, 0), (11, 0), []),
        ((10, 30), (12, 0), [8, 9]),
    ],
)
def test_what_overlaps_a_meeting_is_not_free(start, end, left):
    busy = [Span(utc(2026, 3, 24, *start), utc(2026, 3, 24, *end))]
    found = free(utc(2026, 3, 23, 6), busy, horizon=1)
    assert [slot.start.hour for slot in found] == left


def test_two_windows_are_both_offered_and_one_meeting_takes_both():
    other = Window(key=8, weekday=1, start=570, end=630, length=60)
    windows = (TUESDAY, other)
    found = free(utc(2026, 3, 23, 6), windows=windows, horizon=1)
    assert [(slot.start.hour, slot.start.minute, slot.key) for slot in found] == [
        (8, 0, 7),
        (8, 30, 8),
        (9, 0, 7),
        (10, 0, 7),
    ]
    busy = [Span(utc(2026, 3, 24, 8, 30), utc(2026, 3, 24, 9))]
    left = free(utc(2026, 3, 23, 6), busy, windows, horizon=1)
    assert starts(left) == [utc(2026, 3, 24, 9), utc(2026, 3, 24, 10)]


def test_notice_counts_in_hours_to_the_minute():
    """A day of notice asked on Monday at 9.00 UTC leaves Tuesday 9.00 UTC and later."""
    now = utc(2026, 3, 23, 9)
    assert starts(free(now, notice=24, horizon=1)) == [
        utc(2026, 3, 24, 9),
        utc(2026, 3, 24, 10),
    ]
    late = utc(2026, 3, 23, 9, 1)
    assert starts(free(late, notice=24, horizon=1)) == [utc(2026, 3, 24, 10)]


def test_the_horizon_counts_local_days_from_today():
    """At 23.30 UTC it is Tuesday in Paris already."""
    assert starts(free(utc(2026, 3, 23, 23, 30), horizon=0)) == [
        utc(2026, 3, 24, 8),
        utc(2026, 3, 24, 9),
        utc(2026, 3, 24, 10),
    ]
    assert free(utc(2026, 3, 23, 6), horizon=0) == []
    assert free(utc(2026, 3, 23, 6), horizon=-1) == []


def test_the_first_and_the_last_day_of_a_window_are_included():
    short = Window(7, 1, 540, 600, 60, first=date(2026, 3, 31), last=date(2026, 4, 7))
    found = starts(free(utc(2026, 3, 23, 6), windows=[short], horizon=30))
    assert found == [utc(2026, 3, 31, 7), utc(2026, 4, 7, 7)]


def test_what_is_too_short_at_the_end_is_not_offered():
    odd = Window(key=7, weekday=1, start=540, end=670, length=45)
    found = day_slots(odd, date(2026, 3, 24), PARIS)
    # 9.00 to 9.45 and 9.45 to 10.30: the 40 minutes left are not enough.
    assert starts(found) == [utc(2026, 3, 24, 8), utc(2026, 3, 24, 8, 45)]


def test_hours_are_rounded_half_up_to_the_hundredth():
    start = datetime(2026, 1, 5, 9)
    assert length_hours(start, datetime(2026, 1, 5, 10, 30)) == Decimal("1.50")
    # 50 / 60 = 0.8333
    assert length_hours(start, datetime(2026, 1, 5, 9, 50)) == Decimal("0.83")
    # 27 / 60 = 0.45
    assert length_hours(start, datetime(2026, 1, 5, 9, 27)) == Decimal("0.45")
