# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Counts of people for funders (R706, R707, R708, R808), arithmetic written out."""

from datetime import date, timedelta
from itertools import product

import pytest
from caetic_members_engine import (
    Cell,
    Contact,
    Stay,
    age_band,
    count_people,
    hidden_cells,
    sums_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

START, END = date(2026, 1, 1), date(2026, 12, 31)
MAPPING = {"job": "durable", "training": "positive"}


def category(reason):
    return MAPPING.get(reason, "other")


def count(stays, contacts=(), start=START, end=END):
    return count_people(stays, contacts, start, end, category)


# Four people on 31/12/2025 (1 to 4); 5, 6 and 7 enter in 2026: 4 + 3 = 7 hosted.
# 2 and 6 leave in 2026: 7 - 2 = 5 on 31/12/2026. 8 left before, 9 comes after.
STAYS = (
    Stay(1, date(2024, 3, 1), kind="cesa", sex="female", born=date(1990, 1, 1)),
    Stay(2, date(2025, 6, 1), date(2026, 2, 28), exit_reason="job", sex="male"),
    Stay(3, date(2025, 12, 31), cesa=date(2026, 6, 1), sex="female", is_qpv=True),
    Stay(4, date(2023, 1, 1), kind="cesa", sex="male", born=date(1971, 6, 1)),
    Stay(5, date(2026, 1, 1), sex="female", status="rsa"),
    Stay(6, date(2026, 5, 1), date(2026, 12, 31), exit_reason="training"),
    Stay(7, date(2026, 12, 31), kind="cesa", sex="other"),
    Stay(8, date(2024, 1, 1), date(2025, 12, 31), exit_reason="job"),
    Stay(9, date(2027, 1, 1)),
)


def test_hosted_is_the_stock_and_the_entries():
    counts = count(STAYS)
    assert counts[Cell("stock_start")] == 4
    assert counts[Cell("entries")] == 3
    assert counts[Cell("hosted")] == 4 + 3
    assert counts[Cell("exits")] == 2
    assert counts[Cell("stock_end")] == 7 - 2


def test_entries_by_contract_and_conversions():
    counts = count(STAYS)
    assert counts[Cell("entries", "contract", "cape")] == 2
    assert counts[Cell("entries", "contract", "cesa")] == 1
    # 3 entered by a CAPE in 2025; the CESA came in June 2026.
    assert counts[Cell("conversions")] == 1


def test_exits_by_the_categories_of_a_funder():
    """R707: the same reasons, other categories for another funder."""
    counts = count(STAYS)
    assert counts[Cell("exits", "category", "durable")] == 1
    assert counts[Cell("exits", "category", "positive")] == 1
    assert counts[Cell("exits", "reason", "training")] == 1
    other = count_people(STAYS, (), START, END, lambda reason: "other")
    assert other[Cell("exits", "category", "other")] == 2


def test_categories_of_people():
    counts = count(STAYS)
    assert counts[Cell("hosted", "sex", "female")] == 3
    assert counts[Cell("hosted", "sex", "male")] == 2
    assert counts[Cell("hosted", "sex", "unknown")] == 1
    assert counts[Cell("hosted", "age", "30_44")] == 1
    assert counts[Cell("hosted", "age", "over_54")] == 1
    assert counts[Cell("hosted", "qpv", "yes")] == 1
    assert counts[Cell("hosted", "qpv", "no")] == 6
    assert counts[Cell("entries", "status", "rsa")] == 1


def test_who_comes_back_is_one_person():
    """Two stays in the year, and one the year before: one person, neither new."""
    stays = (
        Stay(1, date(2025, 1, 1), date(2026, 3, 31), exit_reason="abandon"),
        Stay(1, date(2026, 9, 1), kind="cesa"),
    )
    counts = count(stays)
    assert counts[Cell("hosted")] == 1
    assert counts[Cell("stock_start")] == 1
    assert counts[Cell("entries")] == 0
    assert counts[Cell("exits")] == 0
    assert counts[Cell("stock_end")] == 1


def test_survival():
    """Entered in 2025: 12 months fall in 2026 for 2 (gone) and 3 (there)."""
    counts = count(STAYS)
    assert counts[Cell("survival_12")] == 2
    assert counts[Cell("survival_12", "outcome", "still")] == 1
    assert counts[Cell("survival_12", "outcome", "gone")] == 1
    # Entered in 2024: 1 is there, 8 is gone.
    assert counts[Cell("survival_24")] == 2
    assert counts[Cell("survival_24", "outcome", "still")] == 1
    # Entered in 2023: 4.
    assert counts[Cell("survival_36")] == 1
    assert counts[Cell("survival_36", "outcome", "still")] == 1


def test_contacts_count_once():
    contacts = [
        Contact(1, "informed", date(2026, 1, 5)),
        Contact(1, "informed", date(2026, 2, 5)),
        Contact(2, "informed", date(2025, 12, 31)),
        Contact(2, "diagnosed", date(2026, 1, 31)),
    ]
    counts = count((), contacts)
    assert counts[Cell("informed")] == 1
    assert counts[Cell("diagnosed")] == 1


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (17, "under_26"),
        (25, "under_26"),
        (26, "26_29"),
        (29, "26_29"),
        (30, "30_44"),
        (44, "30_44"),
        (45, "45_49"),
        (49, "45_49"),
        (50, "50_54"),
        (54, "50_54"),
        (55, "over_54"),
        (90, "over_54"),
    ],
)
def test_age_bands(age, band):
    """R706: < 26, 26-29, 30-44, 45-49, 50-54, 55+; on the birthday itself."""
    born = date(2026 - age, 12, 31)
    assert age_band(born, END) == band


days = st.dates(date(2023, 1, 1), date(2028, 1, 1))


@st.composite
def many_stays(draw):
    stays = []
    for _index in range(draw(st.integers(0, 14))):
        entry = draw(days)
        length = draw(st.none() | st.integers(0, 900))
        stays.append(
            Stay(
                draw(st.integers(1, 9)),
                entry,
                None if length is None else entry + timedelta(days=length),
                kind=draw(st.sampled_from(("cape", "cesa"))),
                sex=draw(st.sampled_from(("female", "male", None))),
                is_qpv=draw(st.booleans()),
                exit_reason=draw(st.sampled_from(("job", "abandon"))),
            )
        )
    return stays


@given(many_stays())
def test_every_sum_holds(stays):
    counts = count(stays)
    for whole, parts in sums_of(counts):
        assert counts[whole] == sum(counts[part] for part in parts), whole


@given(many_stays())
def test_each_day_told_the_slow_way(stays):
    counts = count(stays)
    day, seen = START, set()
    while day <= END:
        seen |= {stay.person for stay in stays if stay.covers(day)}
        day += timedelta(days=1)
    assert counts[Cell("hosted")] == len(seen)


# -- small numbers -------------------------------------------------------------------


def table(**parts):
    counts = {
        Cell("survival_12", "outcome", key): value for key, value in parts.items()
    }
    return {Cell("survival_12"): sum(parts.values()), **counts}


def hidden_keys(counts):
    return {cell.key or "all" for cell in hidden_cells(counts, 5)}


def test_one_small_cell_takes_another_with_it():
    """3 of 23 would follow from 20: the next smallest is left out as well."""
    assert hidden_keys(table(a=3, b=20)) == {"a", "b"}
    assert hidden_keys(table(a=3, b=20, c=12)) == {"a", "c"}


def test_what_is_not_small_is_shown():
    assert hidden_keys(table(a=5, b=20, c=0)) == set()


def test_hidden_ones_do_not_give_each_other_away():
    """1 + 1 hidden of 22: their sum is 2, each can only be 1."""
    assert hidden_keys(table(a=1, b=1, c=20)) == {"a", "b", "c"}


def test_a_small_total_is_hidden():
    assert hidden_keys(table(a=3)) == {"a", "all"}


def answers(counts, hidden, most):
    """Every way to fill the hidden cells so that the sums hold; zeros are shown."""
    cells = sorted(hidden)
    for values in product(range(1, most + 1), repeat=len(cells)):
        trial = {**counts, **dict(zip(cells, values, strict=True))}
        if all(
            trial[whole] == sum(trial[part] for part in parts)
            for whole, parts in sums_of(counts)
        ):
            yield dict(zip(cells, values, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 8), min_size=2, max_size=4))
def test_no_hidden_cell_can_be_worked_out(parts):
    counts = table(**{f"k{index}": value for index, value in enumerate(parts)})
    hidden = hidden_cells(counts, 5)
    small = {cell for cell, value in counts.items() if 0 < value < 5}
    assert small <= hidden
    found = list(answers(counts, hidden, sum(parts) + 2))
    for cell in small:
        assert len({answer[cell] for answer in found}) > 1


@given(many_stays())
def test_no_sum_has_a_single_hidden_member(stays):
    counts = count(stays)
    hidden = hidden_cells(counts, 5)
    for whole, parts in sums_of(counts):
        assert len([cell for cell in (whole, *parts) if cell in hidden]) != 1
