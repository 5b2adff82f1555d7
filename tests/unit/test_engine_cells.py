# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Cells of spreadsheets and the past they bring."""

from datetime import date
from decimal import Decimal

import pytest
from caetic_members_engine import (
    EngineError,
    History,
    history_errors,
    parse_day,
    parse_number,
    parse_yes,
)

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2025", date(2025, 12, 31)),
        ("1.2.2025", date(2025, 2, 1)),
        ("2025-02-01", date(2025, 2, 1)),
    ],
)
def test_days(text, day):
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text", ["31/02/2025", "12/31/2025", "31/12/25", "x", "0025-01-01"]
)
def test_what_is_no_day(text):
    with pytest.raises(EngineError):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,50 €", "1234.50"),
        ("1\u202f234,5", "1234.5"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("-85.40", "-85.40"),
        ("7", "7"),
    ],
)
def test_numbers(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["abc", "1e5", "NaN", "--1", "1,2,3", "9" * 13])
def test_what_is_no_number(text):
    with pytest.raises(EngineError):
        parse_number(text)


def test_yes_and_no():
    assert parse_yes("Oui")
    assert not parse_yes("non")
    with pytest.raises(EngineError):
        parse_yes("maybe")


def found(**values):
    return [
        (name, code) for name, code, _p in history_errors(History(**values), TODAY, 12)
    ]


def test_a_whole_past_holds():
    past = History(
        cape_start=date(2023, 4, 5),
        cesa_start=date(2024, 4, 5),
        associate_date=date(2025, 4, 5),
        left_date=date(2026, 1, 31),
        left_reason="job",
    )
    assert not list(history_errors(past, TODAY, 12))
    assert [kind for kind, _day in past.steps()] == [
        "cape",
        "cesa",
        "associate",
        "left",
    ]
    # The eve of the CESA; the longest CAPE would end on the same day (L127-2).
    assert past.cape_last_day(12) == date(2024, 4, 4)


def test_a_cape_lasts_twelve_months_at_most():
    """C. com. L127-2: from 1 January 2025 until 31 December 2025, not a day more."""
    start = date(2025, 1, 1)
    assert not found(cape_start=start, cape_end=date(2025, 12, 31))
    late = found(cape_start=start, cape_end=date(2026, 1, 1))
    assert late == [("cape_end", "cape_too_long")]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"cape_end": date(2025, 1, 1)}, ("cape_start", "needed_before")),
        ({"cesa_start": date(2027, 1, 1)}, ("cesa_start", "in_the_future")),
        ({"associate_date": date(2025, 1, 1)}, ("cesa_start", "needed_before")),
        ({"past_stage": "cesa"}, ("past_stage", "stage_without_date")),
        ({"past_stage": "informed"}, ("past_stage_date", "date_missing")),
        (
            {"past_stage": "refused", "past_stage_date": date(2025, 1, 1)},
            ("past_reason", "reason_missing"),
        ),
        ({"left_date": date(2025, 1, 1)}, ("left_reason", "reason_missing")),
        (
            {"cape_start": date(2025, 2, 1), "cesa_start": date(2025, 1, 1)},
            ("cesa_start", "too_early"),
        ),
        (
            {"cape_start": date(2025, 2, 1), "cape_end": date(2025, 1, 1)},
            ("cape_end", "too_early"),
        ),
        (
            {
                "cape_start": date(2025, 1, 1),
                "cape_end": date(2025, 7, 1),
                "cesa_start": date(2025, 7, 1),
            },
            ("cape_end", "too_late"),
        ),
        (
            {"past_stage": "informed", "cape_start": date(2025, 1, 1)},
            ("past_stage", "stage_without_date"),
        ),
    ],
)
def test_what_does_not_hold(values, error):
    assert error in found(**values)
