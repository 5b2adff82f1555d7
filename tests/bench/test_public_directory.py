# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The public page of a person, against a plain page of Odoo's website."""

import re
import statistics
import time

import pytest
import requests
from support.logs import errors

BOUND = 1.5
ROUNDS, WARM_UP = 40, 5
# Odoo copies the answer of a page that it has drawn for a visitor before; with a
# parameter it draws the page, as it must draw ours: what was withdrawn is gone at once.
ODOO = "/contactus?drawn=1"
ANSWER = re.compile(r'"GET (/annuaire/\S+) HTTP/1\.1" 200 - (\d+) ')


@pytest.fixture(scope="module")
def directory(make_db, inside):
    """A database, and addresses: somebody who shows little, one who shows all."""
    database = make_db("full")
    return database, inside(database, "directory.seed")


@pytest.fixture(scope="module")
def server(directory, make_server):
    return make_server(directory[0])


def ask(session, url):
    begun = time.perf_counter()
    answer = session.get(url, timeout=60)
    assert answer.status_code == 200, url
    return time.perf_counter() - begun


@pytest.fixture(scope="module")
def measured(server, directory, figures):
    """Figures by page; Odoo's page is asked for just before ours, in turns."""
    session = requests.Session()
    pages = directory[1]
    times = {name: [] for name in pages}
    for _round in range(WARM_UP + ROUNDS):
        for name, path in pages.items():
            odoo = ask(session, server.url + ODOO)
            times[name].append((odoo, ask(session, server.url + path)))
    found = figures["directory"] = {}
    for name, rows in times.items():
        odoo, own = (
            statistics.median(row[place] for row in rows[WARM_UP:]) for place in (0, 1)
        )
        found[name] = {
            "median_ms": round(1000 * own, 1),
            "odoo_ms": round(1000 * odoo, 1),
            "ratio": round(own / odoo, 2),
            "bound": BOUND,
        }
    return found


@pytest.mark.parametrize("page", ["little", "whole", "trade"])
def test_at_most_one_and_a_half_times_odoos_page(measured, page):
    assert measured[page]["ratio"] <= BOUND, measured


def test_each_visit_asks_the_database_the_same(server, directory, measured):
    counts = {}
    for path, queries in ANSWER.findall(server.log.read_text()):
        counts.setdefault(path, []).append(int(queries))
    for path in directory[1].values():
        assert len(set(counts[path][WARM_UP:])) == 1, counts[path]


def test_server_logged_no_error(server, measured):
    assert errors(server.log) == []
