# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A proof bundle of a hundred sessions: progress shown, memory bounded."""

import pytest
from bench_world import SCALE

SESSIONS = 100
PEOPLE = max(2, round(100 * SCALE))
# Megabytes of the whole process, Odoo's own two hundred included.
MEMORY = 500


@pytest.fixture(scope="module")
def bundle(make_db, inside, figures):
    database = make_db("full")
    assert inside(database, "proofs.seed", SESSIONS, PEOPLE) == SESSIONS
    figures["proofs"] = inside(database, "proofs.build")
    return figures["proofs"]


def test_the_bundle_holds_all_papers(bundle):
    assert bundle["state"] == "done", bundle["problems"]
    assert bundle["sheets"] == SESSIONS
    assert bundle["certificates"] == SESSIONS * PEOPLE
    # Half-days of three hours and a half.
    assert bundle["hours"] == pytest.approx(SESSIONS * PEOPLE * 3.5)


def test_progress_is_shown_slice_by_slice(bundle):
    steps = bundle["progress"]
    assert steps == sorted(set(steps))
    assert steps[-1] == SESSIONS
    assert len(steps) >= SESSIONS / 10


def test_memory_is_bounded(bundle):
    assert bundle["peak_mb"] < MEMORY, bundle
