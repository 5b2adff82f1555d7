# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Invoices that repeat: periods follow each other, whatever the months."""

from datetime import date, timedelta

import pytest
from caetic_invoicing_engine.recurring import (
    MONTHS,
    Rhythm,
    add_months,
    next_rank,
    parse_recurring,
    period,
)
from hypothesis import given
from hypothesis import strategies as st

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
units = st.sampled_from(sorted(MONTHS))


@given(units, days, st.integers(1, 31), st.integers(0, 60))
def test_periods_follow_each_other(unit, start, day, rank):
    rhythm = Rhythm(unit, day, start)
    one, other = period(rhythm, rank), period(rhythm, rank + 1)
    assert one.last + timedelta(days=1) == other.first
    assert one.first <= one.issue <= other.issue
    assert (one.issue - one.first).days <= 31


@given(units, days, st.integers(1, 31), days)
def test_next_rank_is_the_first_not_in_the_past(unit, start, day, today):
    rhythm = Rhythm(unit, day, start)
    rank = next_rank(rhythm, 0, today)
    assert period(rhythm, rank).issue >= today
    assert rank == 0 or period(rhythm, rank - 1).issue < today


def test_a_start_on_the_31st_does_not_slide():
    rhythm = Rhythm("month", 31, date(2026, 1, 31))
    firsts = [period(rhythm, rank).first for rank in range(3)]
    assert firsts == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_quarter_issued_on_its_day():
    one = period(Rhythm("quarter", 5, date(2026, 7, 1)), 1)
    assert (one.first, one.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert one.issue == date(2026, 10, 5)


def test_a_day_before_the_start_is_of_the_next_month():
    one = period(Rhythm("month", 5, date(2026, 6, 15)), 0)
    assert (one.first, one.last) == (date(2026, 6, 15), date(2026, 7, 14))
    assert one.issue == date(2026, 7, 5)


def test_end_and_count():
    by_end = Rhythm("month", 1, date(2026, 1, 1), end=date(2026, 2, 15))
    by_count = Rhythm("month", 1, date(2026, 1, 1), count=2)
    for rhythm in (by_end, by_count):
        assert period(rhythm, 1)
        assert period(rhythm, 2) is None


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        ({"unit": "week"}, ("unit", "required")),
        ({"day": "0"}, ("day", "recurring_day")),
        ({"day": "32"}, ("day", "too_big")),
        ({"start": "2026-05-31"}, ("start", "recurring_past")),
        ({"start": ""}, ("start", "required")),
        ({"end": "2026-06-30"}, ("end", "recurring_order")),
        ({"count": "121"}, ("count", "too_big")),
        ({"mode": ""}, ("mode", "required")),
    ],
)
def test_what_is_refused(change, issue):
    raw = {"name": "A", "unit": "month", "day": "1", "start": "2026-07-01"}
    raw |= {"mode": "auto", **change}
    _typed, issues = parse_recurring(raw, date(2026, 6, 15))
    assert [(one.field, one.code) for one in issues] == [issue]
