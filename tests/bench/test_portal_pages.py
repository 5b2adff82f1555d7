# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pages of the portal whatever was invoiced, against a page of Odoo's own."""

import re
import statistics
import time
from collections import defaultdict

import pytest
from bench_world import INVOICES, PASSWORD
from support.logs import errors
from support.portal import Entrepreneur

BOUND = 1.5
ROUNDS, WARM_UP = 40, 5
ODOO = "/my/home"
PAGES = {"dashboard": "", "invoices": "/invoices"}
ROWS_OF_A_PAGE = 50
# What Odoo's log says of an answer: its address, its number of SQL queries.
ANSWER = re.compile(r'"GET (/my/\S+) HTTP/1\.1" 200 - (\d+) ')


@pytest.fixture(scope="module")
def server(world, make_server):
    return make_server(world.database)


@pytest.fixture(scope="module")
def people(world, server):
    return {
        key: Entrepreneur(server.url, key, PASSWORD, world.sized[key])
        for key in INVOICES
    }


@pytest.fixture(scope="module")
def visits(people, server):
    """``{(key, page): [(seconds by Odoo's page, by ours, queries of ours), ...]}``

    Odoo's page is asked for just before ours, by the same person, and sizes take
    turns: what else the machine does weighs on each of them alike.
    """
    turns = [(key, page) for key in people for page in PAGES] * (WARM_UP + ROUNDS)
    seen = len(ANSWER.findall(server.log.read_text()))
    times = [
        (ask(people[key], ODOO, base=""), ask(people[key], PAGES[page]))
        for key, page in turns
    ]
    queries = read_queries(server, seen, 2 * len(turns))[1::2]
    found = defaultdict(list)
    for turn, (odoo, own), count in zip(turns, times, queries, strict=True):
        found[turn].append((odoo, own, count))
    return {turn: rows[WARM_UP:] for turn, rows in found.items()}


def ask(person, path, **options):
    page = person.get(path, **options)
    assert page.status == 200, page.text()
    return person.seen[-1][-1]


def read_queries(server, start, count):
    """Numbers of queries of the answers; the last line may come after its answer."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        answers = ANSWER.findall(server.log.read_text())[start:]
        if len(answers) >= count:
            break
        time.sleep(0.1)
    return [int(queries) for _path, queries in answers]


@pytest.fixture(scope="module")
def measured(visits, figures):
    """Figures by page and by number of invoices."""
    pages = figures["pages"] = {page: {} for page in PAGES}
    for (key, page), rows in visits.items():
        odoo, own = (statistics.median(row[place] for row in rows) for place in (0, 1))
        pages[page][key] = {
            "invoices": INVOICES[key],
            "queries": sorted({row[2] for row in rows}),
            "median_ms": round(1000 * own, 1),
            "odoo_ms": round(1000 * odoo, 1),
            "ratio": round(own / odoo, 2),
            "bound": BOUND,
        }
    return pages


@pytest.mark.parametrize("page", PAGES)
def test_same_number_of_queries(measured, page):
    assert len({tuple(one["queries"]) for one in measured[page].values()}) == 1
    assert len(measured[page]["few"]["queries"]) == 1, "each visit asks the same"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("key", INVOICES)
def test_at_most_one_and_a_half_times_odoos_page(measured, page, key):
    assert measured[page][key]["ratio"] <= BOUND


@pytest.mark.parametrize("key", INVOICES)
def test_the_list_is_there(people, visits, key):
    """A page that is fast because it is empty proves nothing."""
    rows = people[key].get("/invoices").tree.xpath("//tbody/tr")
    # One invoice of ten has a credit note, which is listed beside it.
    assert len(rows) == min(ROWS_OF_A_PAGE, INVOICES[key] * 11 // 10)


@pytest.mark.parametrize("key", INVOICES)
def test_the_figures_are_there(people, visits, key):
    words = " ".join(people[key].get().tree.xpath("//main")[0].text_content().split())
    assert "Disponible" in words
    assert "factures" in words


def test_server_logged_no_error(server, visits):
    assert errors(server.log) == []
