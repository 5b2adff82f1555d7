# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Available money of a whole cooperative, against one statement written by hand."""

import statistics

import pytest
from bench_world import ACTIVITIES

BOUND = 3
ROUNDS, WARM_UP = 15, 3


def test_same_figures_to_the_cent(world, inside):
    """Today, and as it was at the end of last month."""
    days = inside(world.database, "available.compare", world.activities)
    assert len(days) == 2
    for rows in days.values():
        assert len(rows) == ACTIVITIES
        assert [row for row in rows if row[1] != row[2]] == []
    now, before = (dict((row[0], row[1]) for row in rows) for rows in days.values())
    assert all(now[key] != before[key] for key in now), "months must differ"


@pytest.fixture(scope="module")
def measured(world, inside, figures):
    arguments = (world.activities, ROUNDS, WARM_UP)
    found = inside(world.database, "available.measure", *arguments)
    addons, hand = (
        statistics.median(found["seconds"][way]) for way in ("addons", "by_hand")
    )
    figures["available"] = {
        "activities": ACTIVITIES,
        "rounds": ROUNDS,
        "addons_ms": round(1000 * addons, 1),
        "by_hand_ms": round(1000 * hand, 1),
        "ratio": round(addons / hand, 2),
        "bound": BOUND,
        "queries": found["queries"]["addons"],
    }
    return figures["available"]


def test_at_most_three_times_what_is_written_by_hand(measured):
    assert measured["ratio"] <= BOUND


def test_queries_do_not_grow_with_activities(world, inside, measured):
    arguments = (world.activities[-5:], 1, 1)
    found = inside(world.database, "available.measure", *arguments)
    assert found["queries"]["addons"] == measured["queries"]
