# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Joint projects: parts of a budget, hours as people type them, what forms refuse."""

import random
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from caetic_skills_project_engine import (
    amounts,
    read_aims,
    read_closing,
    read_day,
    read_entry,
    read_hours,
    read_message,
    read_task,
    sum_hours,
)

TODAY = date(2026, 11, 27)


def parts(budget, *shares):
    told = {place: Decimal(share) for place, share in enumerate(shares)}
    return [str(one) for one in amounts(Decimal(budget), told).values()]


# -- parts of the budget ------------------------------------------------------------


def test_the_cent_that_is_left_goes_to_the_largest_remainder():
    """1 000,01: 500,005 and 300,003 and 200,002; one cent is missing below."""
    assert parts("1000.01", 50, 30, 20) == ["500.01", "300.00", "200.00"]
    assert parts("0.01", 50, 50) == ["0.01", "0.00"]
    assert parts("100", "33.33", "33.33", "33.34") == ["33.33", "33.33", "33.34"]


def test_what_nobody_has_is_kept_and_too_much_is_brought_back():
    """60 % of 100 is 60; 150 % of 90 is brought back: 60 and 30."""
    assert parts("100", 40, 20) == ["40.00", "20.00"]
    assert parts("90", 100, 50) == ["60.00", "30.00"]
    assert parts("0", 50, 50) == ["0.00", "0.00"]
    assert amounts(Decimal(100), {}) == {}


def test_whole_shares_give_parts_that_add_up():
    chance = random.Random(7)  # noqa: S311 - the same cases each time
    for _case in range(500):
        cuts = sorted(chance.randrange(10001) for _cut in range(chance.randrange(6)))
        edges = [0, *cuts, 10000]
        shares = {
            place: Decimal(end - start) / 100
            for place, (start, end) in enumerate(pairwise(edges))
        }
        budget = Decimal(chance.randrange(10_000_000)) / 100
        found = amounts(budget, shares)
        assert sum(found.values()) == budget
        for place, part in found.items():
            assert abs(part - budget * shares[place] / 100) < Decimal("0.01")


# -- hours --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1h30", "1.50"),
        ("1 h 30", "1.50"),
        ("2h", "2.00"),
        ("0h20", "0.33"),
        ("0:40", "0.67"),
        ("1,5", "1.50"),
        (" 7.25 ", "7.25"),
        ("24", "24.00"),
    ],
)
def test_hours_as_people_type_them(text, hours):
    """A third of an hour is 0,333…, two thirds 0,666…: half up."""
    assert read_hours(text) == (Decimal(hours), "")


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("", "required"),
        ("0", "required"),
        ("0h00", "required"),
        ("24,01", "too_big"),
        ("99h", "too_big"),
        ("-1", "hours"),
        ("1h75", "hours"),
        ("deux", "hours"),
        ("1e3", "hours"),
    ],
)
def test_what_is_no_duration(text, issue):
    assert read_hours(text) == (Decimal(0), issue)


def test_sums_by_person():
    rows = [("a", Decimal("1.50")), ("b", Decimal(2)), ("a", Decimal("0.25"))]
    total, by_person = sum_hours(rows)
    assert (total, by_person) == (
        Decimal("3.75"),
        {"a": Decimal("1.75"), "b": Decimal(2)},
    )
    assert sum_hours([]) == (Decimal(0), {})


# -- forms --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-27", TODAY),
        ("27/11/2026", TODAY),
        ("", None),
    ],
)
def test_days(text, day):
    assert read_day(text) == (day, "")


@pytest.mark.parametrize("text", ["demain", "31/02/2026", "0026-11-27", "1/2/3"])
def test_what_is_no_day(text):
    assert read_day(text) == (None, "date")


def test_a_task():
    values, issues = read_task({"name": " Filmer ", "who": "7"}, {7, 8})
    assert values == {"name": "Filmer", "due": None, "who": 7}
    assert not issues
    _values, issues = read_task({"due": "x", "who": "9"}, {7, 8})
    assert issues == {"name": "required", "due": "date", "who": "choice"}
    assert read_task({"name": "a" * 201}, set())[1] == {"name": "too_long"}


def test_an_entry_is_of_today_or_before():
    values, issues = read_entry({"hours": "2", "task": ""}, TODAY, {3})
    assert not issues
    assert (values["day"], values["task"]) == (TODAY, 0)
    _values, issues = read_entry(
        {"hours": "2", "day": "2026-11-28", "task": "4"}, TODAY, {3}
    )
    assert issues == {"day": "future", "task": "choice"}


def test_aims_have_both_days_or_none():
    form = {"name": "Site", "aims": "", "start": "2026-12-01", "end": "2026-11-30"}
    assert read_aims(form)[1] == {"end": "order"}
    assert read_aims({**form, "end": ""})[1] == {"end": "both"}
    assert read_aims({**form, "start": ""})[1] == {"start": "both"}
    assert read_aims({**form, "start": "", "end": ""})[1] == {}
    assert read_aims({**form, "end": "x"})[1] == {"end": "date"}
    assert read_aims({"name": " "})[1] == {"name": "required"}


def test_messages():
    assert read_message(" Oui ") == ("Oui", "")
    assert read_message("a" * 4001) == ("", "too_long")


def test_a_word_needs_its_author():
    assert read_closing({"summary": "Fait"})[1] == {}
    _values, issues = read_closing({"word": "Parfait"})
    assert issues == {"summary": "required", "customer": "required"}
