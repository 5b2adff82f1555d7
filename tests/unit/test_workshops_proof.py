# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Hours of the list and of the sheets; participants of FSE+ (R702)."""

from datetime import date
from decimal import Decimal

import pytest
from caetic_workshops_engine.proof import (
    Difference,
    Presence,
    Sheet,
    differences,
    list_total,
    person_hours,
    seen_too_shortly,
    sheet_total,
)

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
ANNE, BASILE = 1, 2


def presence(person, half_day, day, hours):
    return Presence(person, half_day, day, Decimal(hours))


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [(180, "3.00"), (210, "3.50"), (200, "3.33"), (205, "3.42"), (3, "0.05")],
)
def test_hours_of_a_half_day_to_two_decimals(minutes, hours):
    # 200 / 60 = 3.333..., 205 / 60 = 3.41666...
    assert person_hours(minutes) == Decimal(hours)


def test_a_sheet_counts_what_each_person_is_given():
    # Three people of 3.33: 9.99 as the list adds it, not 600 minutes = 10.
    assert sheet_total(Sheet(1, 200, 3)) == Decimal("9.99")


def test_list_and_sheets_that_agree():
    rows = [
        presence(ANNE, 10, MONDAY, "3.50"),
        presence(BASILE, 10, MONDAY, "3.50"),
        presence(ANNE, 11, MONDAY, "3.00"),
    ]
    sheets = [Sheet(10, 210, 2), Sheet(11, 180, 1), Sheet(12, 180, 0)]
    assert differences(rows, sheets) == ()
    assert list_total(rows) == Decimal("10.00")


def test_differences_are_named():
    rows = [presence(ANNE, 10, MONDAY, "3.50"), presence(ANNE, 12, MONDAY, "3.00")]
    sheets = [Sheet(10, 210, 2), Sheet(11, 180, 1)]
    assert differences(rows, sheets) == (
        Difference(10, Decimal("7.00"), Decimal("3.50")),
        Difference(11, Decimal("3.00"), Decimal("0")),
        Difference(12, Decimal("0"), Decimal("3.00")),
    )


def test_one_day_does_not_make_a_participant():
    rows = [
        presence(ANNE, 10, MONDAY, "3.50"),
        presence(ANNE, 11, MONDAY, "3.50"),
        presence(BASILE, 10, MONDAY, "3.50"),
        presence(BASILE, 20, TUESDAY, "3.50"),
    ]
    assert seen_too_shortly(rows, 1) == {ANNE}
    assert seen_too_shortly(rows, 0) == frozenset()
