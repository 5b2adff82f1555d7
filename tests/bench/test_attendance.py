# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The attendance page of 200 people x 4 half-days, saved in one request."""

import re

import pytest
from bench_world import PASSWORD
from support.logs import errors
from support.portal import Entrepreneur

FEW, MANY, HALF_DAYS = 5, 200, 4
STATES = ("present", "absent", "excused")
# What Odoo's log says of a save: number of SQL queries.
SAVED = re.compile(r'"POST /my/sheets/\d+ HTTP/1\.1" 200 - (\d+) ')
# On a phone nobody waits longer for a page that is saved once a half-day.
BOUND_SECONDS = 5


@pytest.fixture(scope="module")
def database(make_db):
    return make_db("full")


@pytest.fixture(scope="module")
def sessions(database, inside):
    return inside(database, "attendance.seed", (1, FEW, MANY), PASSWORD)


@pytest.fixture(scope="module")
def server(database, sessions, make_server):
    return make_server(database)


@pytest.fixture(scope="module")
def measured(sessions, server, figures):
    """Queries and seconds of a save of every mark, by number of people."""
    person = Entrepreneur(server.url, "facilitator", PASSWORD, 0)
    # The first save of a process also fills its caches.
    save(person, sessions["1"])
    found = {}
    for size in (FEW, MANY):
        page, seconds = save(person, sessions[str(size)])
        assert page.status == 200, page.text()
        found[size] = {"rows": size * HALF_DAYS, "ms": round(1000 * seconds, 1)}
    counts = [int(one) for one in SAVED.findall(server.log.read_text())][-2:]
    for one, queries in zip(found.values(), counts, strict=True):
        one["queries"] = queries
    figures["attendance"] = {**found, "bound_s": BOUND_SECONDS}
    return found


def save(person, session):
    """Fill in the whole sheet, row by row in turn present, absent, excused."""
    page = person.get(f"/my/sheets/{session}", base="")
    names = dict.fromkeys(page.tree.xpath("//input[starts-with(@name, 'a_')]/@name"))
    marks = {name: STATES[rank % 3] for rank, name in enumerate(names)}
    page = person.post(page, f"/my/sheets/{session}", **marks)
    return page, person.seen[-1][-1]


def test_every_mark_is_kept(measured, sessions, database, inside):
    kept = inside(database, "attendance.count", sessions[str(MANY)])
    # 800 rows in turn: 267 present, 267 absent, 266 excused.
    assert kept == {"present": 267, "absent": 267, "excused": 266}


def test_the_number_of_queries_does_not_depend_on_people(measured):
    assert measured[FEW]["queries"] == measured[MANY]["queries"]


def test_saved_before_one_loses_patience(measured):
    assert measured[MANY]["ms"] <= 1000 * BOUND_SECONDS


def test_server_logged_no_error(server, measured):
    assert errors(server.log) == []
