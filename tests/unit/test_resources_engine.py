# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is shared: slots across the change of clocks, room, amounts, links."""

import itertools
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from caetic_resources_engine import (
    Charge,
    Opening,
    SlotError,
    Span,
    Use,
    booking_amount,
    booking_span,
    count_units,
    day_units,
    fold,
    free_places,
    group_charges,
    is_late,
    is_web_link,
    late_amount,
    month_unit,
    peak,
    period_units,
)

PARIS = ZoneInfo("Europe/Paris")
# Monday to Friday, 9 to 12:30 and 14 to 18.
OFFICE = [
    Opening(day, start, end)
    for day in range(5)
    for start, end in ((540, 750), (840, 1080))
]
MONDAY = date(2026, 3, 23)
FRIDAY = date(2026, 3, 27)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def local(spans):
    return [
        tuple(
            one.astimezone(PARIS).strftime("%d %H:%M") for one in (span.start, span.end)
        )
        for span in spans
    ]


# -- units ----------------------------------------------------------------------------


def test_hours_stay_inside_the_openings():
    """9 to 12:30 holds three hours; what is left of the fourth is not offered."""
    found = local(day_units(OFFICE, MONDAY, "hour", PARIS))
    assert [start[3:] for start, _end in found] == [
        "09:00",
        "10:00",
        "11:00",
        "14:00",
        "15:00",
        "16:00",
        "17:00",
    ]


def test_half_days_are_cut_at_one():
    whole = [Opening(0, 540, 1080)]
    assert local(day_units(OFFICE, MONDAY, "half_day", PARIS)) == [
        ("23 09:00", "23 12:30"),
        ("23 14:00", "23 18:00"),
    ]
    assert local(day_units(whole, MONDAY, "half_day", PARIS)) == [
        ("23 09:00", "23 13:00"),
        ("23 13:00", "23 18:00"),
    ]


def test_a_day_goes_from_the_first_opening_to_the_last():
    found = day_units(OFFICE, MONDAY, "day", PARIS)
    assert local(found) == [("23 09:00", "23 18:00")]
    assert day_units(OFFICE, date(2026, 3, 28), "day", PARIS) == []


def test_an_hour_of_paris_is_another_one_in_utc_in_summer():
    """The clocks went forward on Sunday 29 March 2026: 9 h was 8 h UTC, then 7 h."""
    before, after = (
        day_units(OFFICE, day, "hour", PARIS)[0].start
        for day in (FRIDAY, date(2026, 3, 30))
    )
    assert (before, after) == (utc(2026, 3, 27, 8), utc(2026, 3, 30, 7))


def test_the_hour_that_does_not_exist_is_not_offered():
    """29 March 2026: the clocks jump from 2 to 3; open from 1 to 4 are two hours."""
    night = [Opening(6, 60, 240)]
    found = day_units(night, date(2026, 3, 29), "hour", PARIS)
    assert found == [
        Span(utc(2026, 3, 29, 0), utc(2026, 3, 29, 1)),
        Span(utc(2026, 3, 29, 1), utc(2026, 3, 29, 2)),
    ]


def test_a_month_lasts_from_midnight_to_midnight_of_paris():
    """March 2026 begins in winter time and ends in summer time."""
    march = month_unit(date(2026, 3, 17), PARIS)
    assert march == Span(utc(2026, 2, 28, 23), utc(2026, 3, 31, 22))
    found = period_units([], date(2026, 11, 5), date(2027, 1, 2), "month", PARIS)
    assert [one.start.astimezone(PARIS).month for one in found] == [11, 12, 1]


# -- bookings -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        (utc(2026, 3, 23, 8), 3, "hour", utc(2026, 3, 23, 11)),
        # Friday and Monday: the weekend between is closed, and the clocks change.
        (utc(2026, 3, 27, 8), 2, "day", utc(2026, 3, 30, 16)),
        (utc(2026, 3, 27, 13), 2, "half_day", utc(2026, 3, 30, 10, 30)),
        (utc(2026, 2, 28, 23), 2, "month", utc(2026, 4, 30, 22)),
    ],
)
def test_a_booking_takes_the_next_units(start, count, unit, end):
    assert booking_span(OFFICE, start, count, unit, PARIS) == Span(start, end)


@pytest.mark.parametrize(
    ("start", "count", "unit", "longest", "code"),
    [
        (utc(2026, 3, 23, 8), 4, "hour", 0, "closed"),  # noon is closed
        (utc(2026, 3, 23, 8, 30), 1, "hour", 0, "closed"),  # no unit begins there
        (utc(2026, 3, 28, 8), 1, "day", 0, "closed"),  # a Saturday
        (utc(2026, 3, 2, 8), 1, "month", 0, "closed"),  # not the first midnight
        (utc(2026, 3, 23, 8), 0, "hour", 0, "count"),
        (utc(2026, 3, 23, 8), 3, "hour", 2, "long"),
    ],
)
def test_what_bars_a_booking(start, count, unit, longest, code):
    with pytest.raises(SlotError, match=f"^{code}$"):
        booking_span(OFFICE, start, count, unit, PARIS, longest)


def test_nothing_opens_nothing_is_booked():
    with pytest.raises(SlotError, match="closed"):
        booking_span([], utc(2026, 3, 23, 8), 1, "day", PARIS)


@pytest.mark.parametrize(
    ("start", "end", "unit", "count"),
    [
        (utc(2026, 3, 23, 8), utc(2026, 3, 23, 9, 30), "hour", 2),
        (utc(2026, 3, 23, 8), utc(2026, 3, 23, 9), "hour", 1),
        (utc(2026, 3, 27, 11), utc(2026, 3, 30, 10), "day", 2),
        (utc(2026, 3, 23, 8), utc(2026, 3, 23, 14), "half_day", 2),
        (utc(2026, 3, 28, 8), utc(2026, 3, 28, 9), "day", 1),
        (utc(2026, 2, 28, 23), utc(2026, 3, 31, 22), "month", 1),
        (utc(2026, 2, 28, 23), utc(2026, 4, 15, 8), "month", 2),
        # 31 January to 28 February: the month begun on the 31st ends on 1 March.
        (utc(2026, 1, 31, 8), utc(2026, 2, 28, 8), "month", 1),
    ],
)
def test_a_unit_begun_counts(start, end, unit, count):
    assert count_units(OFFICE, Span(start, end), unit, PARIS) == count


def test_what_is_booked_counts_what_was_asked():
    for unit, count in itertools.product(("hour", "half_day", "day"), (1, 2, 3)):
        start = day_units(OFFICE, MONDAY, unit, PARIS)[0].start
        span = booking_span(OFFICE, start, count, unit, PARIS)
        assert count_units(OFFICE, span, unit, PARIS) == count, (unit, count)


# -- room -----------------------------------------------------------------------------


def hours(start, end):
    return Span(utc(2026, 3, 23, start), utc(2026, 3, 23, end))


def test_those_who_leave_make_room():
    """9-11, 11-13 and 10-12: never more than two at once."""
    taken = [hours(9, 11), hours(11, 13), hours(10, 12)]
    assert peak(taken, hours(8, 20)) == 2
    assert peak(taken, hours(12, 13)) == 1
    assert peak(taken, hours(13, 14)) == 0
    assert free_places(taken, hours(9, 13), 2) == 0
    assert free_places(taken, hours(9, 10), 2) == 1
    assert free_places(taken, hours(9, 13), 1) == 0


def test_room_against_a_count_minute_by_minute():
    dice = random.Random(20260323)  # noqa: S311 - the same cases each time
    for _round in range(60):
        taken = []
        for _one in range(dice.randint(0, 7)):
            start = dice.randint(0, 20)
            taken.append(hours(start, start + dice.randint(1, 3)))
        start = dice.randint(0, 20)
        wanted = hours(start, start + dice.randint(1, 3))
        moments = [
            wanted.start + timedelta(minutes=30 * step)
            for step in range(int((wanted.end - wanted.start) / timedelta(minutes=30)))
        ]
        counts = [sum(one.start <= at < one.end for one in taken) for at in moments]
        assert peak(taken, wanted) == max(counts)


# -- amounts --------------------------------------------------------------------------


def test_amounts_are_rounded_half_up():
    """3 x 3.335 = 10.005: 10.01. Half of 25.01 = 12.505: 12.51."""
    assert booking_amount(Decimal("3.335"), 3) == Decimal("10.01")
    assert booking_amount(Decimal(15), 4) == Decimal("60.00")
    assert booking_amount(Decimal(15), 4, is_free=True) == Decimal(0)
    assert late_amount(Decimal("25.01"), Decimal(50)) == Decimal("12.51")
    assert late_amount(Decimal(30), Decimal(0)) == Decimal(0)


def test_until_when_a_cancellation_costs_nothing():
    start = utc(2026, 3, 23, 8)
    assert not is_late(start, utc(2026, 3, 22, 8), 24)
    assert is_late(start, utc(2026, 3, 22, 8, 1), 24)


def test_months_are_put_together_by_activity():
    uses = [
        Use(1, 7, date(2026, 4, 2), Decimal("10.01")),
        Use(2, 7, date(2026, 3, 31), Decimal("5.00")),
        Use(3, 8, date(2026, 4, 30), Decimal("7.50")),
        Use(4, 7, date(2026, 4, 9), Decimal("0.99")),
        Use(5, 8, date(2026, 4, 1), Decimal(0)),
    ]
    march, april = date(2026, 3, 1), date(2026, 4, 1)
    assert group_charges(uses) == [
        Charge(7, march, (2,), Decimal("5.00")),
        Charge(7, april, (1, 4), Decimal("11.00")),
        Charge(8, april, (3,), Decimal("7.50")),
    ]


# -- words ----------------------------------------------------------------------------


def test_words_are_searched_without_accents():
    assert fold("Modèle de DEVIS_2026 : œuvre d'été") == (
        "modele de devis 2026 oeuvre d ete"
    )


@pytest.mark.parametrize(
    "link", ["https://example.org", "http://a.example.org:8080/x?y=1#z"]
)
def test_links_of_the_web(link):
    assert is_web_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "//example.org",
        "ftp://example.org",
        "https://user@example.org",
        "https://example.org/ a",
        'https://example.org/"onclick=',
        "https://example.org\n",
        "https://example.org/" + "a" * 500,
    ],
)
def test_other_links_are_refused(link):
    assert not is_web_link(link)
