# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Clocks of many people, and the board of staff against Odoo's own employees."""

import statistics

import pytest
from bench_world import BOARD, PEOPLE

SIZES = (10, 50, 100)
BOUND = 1.5
ROUNDS, WARM_UP = 25, 3


@pytest.fixture(scope="module")
def batches(crowd, inside):
    return inside(crowd, "people.count_queries", SIZES)


@pytest.fixture(scope="module")
def runs(crowd, inside, batches, figures):
    first, again = inside(crowd, "people.read_everybody")
    figures["deadlines"] = {
        "people": PEOPLE,
        "queries_of_a_batch": batches,
        "first": first,
        "again": again,
    }
    return first, again


def test_reading_again_asks_the_same_whatever_the_batch(batches):
    assert len({again for _first, again, _later in batches.values()}) == 1, batches


def test_queries_of_a_batch_do_not_grow_with_it(batches):
    """To create rows and alerts or to move them: Odoo writes a hundred a statement."""
    few, *_others, many = batches.values()
    # At most four rows a person, an alert each, and what Odoo computes of it.
    statements = 3 * (4 * SIZES[-1] // 100)
    assert many[0] <= few[0] + statements
    assert many[2] <= few[2] + statements


def test_everybody_has_their_clocks(runs):
    rows = runs[0]["rows"]
    assert rows["people"] == PEOPLE
    # One of two people has a contract, whose clocks and papers are watched.
    assert rows["deadlines"] > 2 * PEOPLE
    assert rows["alerts"] == rows["speaking"] > PEOPLE


def test_running_again_changes_nothing(runs):
    first, again = runs
    assert again["rows"] == first["rows"]
    assert again["queries"] <= first["queries"]


@pytest.fixture(scope="module")
def boards(board, inside, figures):
    found = inside(board, "people.compare_boards", ROUNDS, WARM_UP)
    ours, odoo = (statistics.median(found[one]["seconds"]) for one in ("ours", "odoo"))
    figures["board"] = {
        "people": BOARD,
        "ours_ms": round(1000 * ours, 1),
        "odoo_ms": round(1000 * odoo, 1),
        "ratio": round(ours / odoo, 2),
        "bound": BOUND,
        "queries": {one: found[one]["queries"] for one in found},
        "records": {one: found[one]["records"] for one in found},
    }
    return figures["board"]


def test_board_is_no_slower_than_one_and_a_half_times_odoos(boards):
    assert boards["ratio"] <= BOUND, boards


def test_the_board_is_full(boards):
    """A board that is fast because it is empty proves nothing."""
    assert boards["records"]["ours"] >= min(BOARD, 8 * 80)
