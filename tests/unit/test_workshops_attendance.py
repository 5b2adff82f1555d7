# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Hours of half-days and seals of attendance, from arithmetic and from SHA-256."""

import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest
from caetic_workshops_engine import hours, seal

MORNING = seal.HalfDay(7, "2026-06-04", 540, 750, "Europe/Paris")
MARK = seal.Mark(
    row=1,
    person=42,
    name=seal.fingerprint("Amélie Durand"),
    half_day=MORNING,
    state="present",
    method="tablet",
    moment="2026-06-04T07:05:00",
    signatory=seal.fingerprint("Amélie Durand"),
    picture=seal.fingerprint(b"PNG"),
    previous="0" * 64,
)


@pytest.mark.parametrize(
    ("start", "end", "minutes", "amount"),
    [
        ("9", "12.5", 210, "3.50"),
        ("14", "17.5", 210, "3.50"),
        ("9", "12.333333333333334", 200, "3.33"),  # 3 h 20
        ("9.25", "12", 165, "2.75"),
        ("9", "9.0833333", 5, "0.08"),  # 0.0833
        ("9", "9.05", 3, "0.05"),
        ("9", "9.0166666", 1, "0.02"),  # 0.01666, half up
        ("12.5", "9", 0, "0.00"),
    ],
)
def test_length_of_a_half_day(start, end, minutes, amount):
    found = hours.length(Decimal(start), Decimal(end))
    assert found == minutes
    assert hours.hours(found) == Decimal(amount)


def test_an_hour_that_the_clock_shows_is_exact():
    # 8 h 20 is stored as 8.333…: the minute is whole again.
    assert hours.minutes(Decimal("8.333333333333334")) == 500


def test_totals_add_up_to_the_total():
    rows = [("a", Decimal("3.33")), ("b", Decimal("3.50")), ("a", Decimal("3.33"))]
    sums = hours.totals(rows)
    assert sums == {"a": Decimal("6.66"), "b": Decimal("3.50")}
    assert hours.total(sums.values()) == hours.total(part for _key, part in rows)


def test_seal_is_the_sha256_of_the_text():
    text = seal.canonical(MARK)
    assert seal.seal(MARK) == hashlib.sha256(text.encode()).hexdigest()
    assert text.splitlines()[:3] == ["Mark", "row=1:1", "person=2:42"]


@pytest.mark.parametrize(
    "change",
    [
        {"row": 2},
        {"person": 43},
        {"name": seal.fingerprint("Amélie Durant")},
        {"half_day": replace(MORNING, start=541)},
        {"half_day": replace(MORNING, day="2026-06-05")},
        {"half_day": replace(MORNING, timezone="UTC")},
        {"half_day": replace(MORNING, slot=8)},
        {"state": "absent"},
        {"method": "qr"},
        {"moment": "2026-06-04T07:05:01"},
        {"signatory": ""},
        {"picture": seal.fingerprint(b"PNG ")},
        {"previous": "1" * 64},
    ],
)
def test_any_change_gives_another_seal(change):
    assert seal.seal(replace(MARK, **change)) != seal.seal(MARK)


def test_values_cannot_be_cut_elsewhere():
    """A line break or an equals sign in a value does not make it two."""
    one = replace(MARK, state="present", method="qr\nmoment=1:x")
    two = replace(MARK, state="present\nmethod=2:qr", method="moment=1:x")
    assert seal.canonical(one) != seal.canonical(two)
    sheet = seal.Sheet(MORNING, ("ab", "c"), 1, "", "", "", "salt")
    assert seal.seal(sheet) != seal.seal(replace(sheet, rows=("a", "bc")))


def test_order_of_the_rows_matters():
    sheet = seal.Sheet(MORNING, ("a", "b"), 1, "", "", "", "salt")
    assert seal.seal(sheet) != seal.seal(replace(sheet, rows=("b", "a")))


@pytest.mark.parametrize(
    ("links", "is_loose"),
    [
        ([], False),
        ([("a", "salt")], False),
        ([("b", "a"), ("a", "salt")], False),
        ([("c", "b"), ("a", "salt")], True),  # b was taken out
        ([("c", "b"), ("b", "a")], False),  # the first of all is only known by others
        ([("a", "salt"), ("b", "salt")], True),  # two begin
        ([("a", "salt"), ("b", "a"), ("c", "a")], True),  # two follow the same
        ([("a", "b"), ("b", "a")], True),  # nothing begins
    ],
)
def test_chain_that_lost_a_link(links, is_loose):
    assert seal.loose(links) == is_loose


def test_nothing_has_no_fingerprint():
    assert seal.fingerprint(b"") == seal.fingerprint("") == ""
    assert seal.fingerprint("é") == hashlib.sha256("é".encode()).hexdigest()
