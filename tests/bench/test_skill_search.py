# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Search among many people against one indexed full-text query of PostgreSQL."""

import statistics

import pytest
from bench_world import SCALE

# Few, and yet enough for somebody to answer everything that is asked.
FEW = 400
PEOPLE = max(2 * FEW, round(5000 * SCALE))
BOUND = 3
ROUNDS, WARM_UP = 25, 3
# Name of the search, what is typed, the query of PostgreSQL that looks for the same;
# OTHER stands for a skill that many people have besides.
OTHER = "OTHER"
SEARCHES = (
    ("skill", "wordpress", "wordpress"),
    ("two skills", "wordpress OTHER", "wordpress & OTHER"),
    ("mistyped", "wrodpress", "wordpress"),
    ("words", "vignoble", "vignoble"),
    ("skill and town", "wordpress limoux", "wordpress & limoux"),
)


@pytest.fixture(scope="module")
def measured(make_db, inside, figures):
    """What was measured among many and among few people, and the database of many."""
    found = []
    for people, rounds in ((PEOPLE, ROUNDS), (FEW, 1)):
        database = make_db("full")
        assert inside(database, "skills.seed", people) >= people
        other = inside(database, "skills.pick")
        searches = [
            [text.replace(OTHER, other) for text in search] for search in SEARCHES
        ]
        told = inside(database, "skills.compare", searches, rounds, WARM_UP)
        found.append((told, database))
    (many, database), (few, _small) = found
    figures["skill_search"] = {
        "people": PEOPLE,
        "bound": BOUND,
        "searches": {name: _figure(one) for name, one in many.items()},
        "ratio": _ratio(many),
    }
    return many, few, database


def _median(one, way):
    return statistics.median(one[way]["seconds"])


def _figure(one):
    return {
        "ours_ms": round(1000 * _median(one, "ours"), 2),
        "plain_ms": round(1000 * _median(one, "plain"), 2),
        "ratio": round(_median(one, "ours") / _median(one, "plain"), 2),
        "queries": one["ours"]["queries"],
        "found": one["ours"]["found"],
    }


def _ratio(told):
    """The ratio of a search like others: none outweighs the rest."""
    ratios = [_median(one, "ours") / _median(one, "plain") for one in told.values()]
    return round(statistics.geometric_mean(ratios), 2)


def test_search_is_no_slower_than_three_plain_queries(measured, figures):
    told, _few, _database = measured
    # At a small scale what Python does is all that is measured.
    if SCALE >= 1:
        assert _ratio(told) <= BOUND, figures["skill_search"]
        for name, one in told.items():
            assert _figure(one)["ratio"] <= BOUND, (name, figures["skill_search"])


def test_both_find_people(measured):
    told, _few, _database = measured
    for name, one in told.items():
        assert one["ours"]["found"] >= one["plain"]["found"] > 0, name


def test_the_number_of_queries_does_not_depend_on_people(measured):
    told, few, _database = measured
    for name, one in told.items():
        assert one["ours"]["queries"] == few[name]["ours"]["queries"], name
        assert one["ours"]["queries"] <= 5, name


def test_the_plain_query_uses_the_index(measured, inside):
    plan = "\n".join(inside(measured[2], "skills.explain", "wordpress & php"))
    if SCALE >= 1:
        assert "caetic_profile_search_document_idx" in plan, plan
