# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Writing an invoice on the portal against Odoo's own door; a long queue of them."""

import statistics
import time

import pytest
from bench_world import PASSWORD, SCALE, WRITER
from support.ledger import Ledger
from support.logs import errors
from support.portal import Entrepreneur
from support.rpc import JsonRpc

BOUND = 1.5
ROUNDS, WARM_UP = 30, 4
QUEUE = max(200, round(5000 * SCALE))
PRICES = ("800", "200.5")
WRITTEN = """
SELECT move.ref, move.amount_untaxed, move.amount_total, COUNT(line.id)
  FROM account_move move JOIN account_move_line line ON line.move_id = move.id
 WHERE move.ref LIKE 'bench-%' GROUP BY move.id
"""


@pytest.fixture(scope="module")
def server(world, make_server):
    return make_server(world.database)


class Portal:
    """An entrepreneur who sends the form of an invoice."""

    def __init__(self, server, activity_id):
        self.person = Entrepreneur(server.url, WRITER, PASSWORD, activity_id)
        page = self.person.get("/customers/new")
        page = self.person.post(
            page,
            kind="person",
            name="Odile",
            street="1 rue",
            zip="11300",
            city="Limoux",
        )
        assert page.status == 200, page.text()
        page = self.person.get("/invoices/new")
        address, self.fields = page.form("")
        options = page.tree.xpath("//select[@name='customer']/option/@value")
        self.fields["customer"] = next(filter(str.isdigit, options))
        self.address = self.person.url + (address or f"{self.person.base}/invoices/new")

    def write(self, reference):
        """Send a form of two lines; the page that it leads to is not opened."""
        fields = {**self.fields, "reference": reference, "do": "save"}
        for row, price in enumerate(PRICES):
            fields[f"line-{row}-label"] = f"Travail {row}"
            fields[f"line-{row}-quantity"] = "1"
            fields[f"line-{row}-price"] = price
            fields[f"line-{row}-kind"] = self.fields["line-0-kind"]
        answer = self.person.session.post(
            self.address, data=fields, allow_redirects=False
        )
        assert answer.status_code == 303, answer.text[:600]


class Odoo:
    """The accountant's program that creates the same document by remote call."""

    def __init__(self, server, database, portal, activity_id):
        self.rpc = JsonRpc(server.url, database, "admin", "admin")
        activity = self.rpc.call("caetic.activity", "read", [activity_id])[0]
        analytic = activity["analytic_account_id"][0]
        self.values = {
            "move_type": "out_invoice",
            "partner_id": int(portal.fields["customer"]),
            "caetic_activity_id": activity_id,
        }
        self.line = {
            "product_id": int(portal.fields["line-0-kind"]),
            "quantity": 1,
            "analytic_distribution": {str(analytic): 100},
        }

    def write(self, reference):
        lines = [
            {**self.line, "name": f"Travail {row}", "price_unit": float(price)}
            for row, price in enumerate(PRICES)
        ]
        commands = [[0, 0, line] for line in lines]
        values = {**self.values, "ref": reference, "invoice_line_ids": commands}
        self.rpc.call("account.move", "create", [values])


@pytest.fixture(scope="module")
def doors(world, server):
    activity_id = world.sized[WRITER]
    portal = Portal(server, activity_id)
    return {
        "portal": portal,
        "odoo": Odoo(server, world.database, portal, activity_id),
    }


@pytest.fixture(scope="module")
def creation(doors, figures):
    """Both doors in turn: what else the machine does weighs on both alike."""
    taken = {name: [] for name in doors}
    for number in range(WARM_UP + ROUNDS):
        for name, door in doors.items():
            begun = time.perf_counter()
            door.write(f"bench-{name}-{number}")
            taken[name].append(time.perf_counter() - begun)
    medians = {name: statistics.median(one[WARM_UP:]) for name, one in taken.items()}
    figures["creation"] = {
        **{f"{name}_ms": round(1000 * one, 1) for name, one in medians.items()},
        "ratio": round(medians["portal"] / medians["odoo"], 2),
        "bound": BOUND,
    }
    return figures["creation"]


def test_writing_on_the_portal_costs_little_more_than_odoos_own_door(creation):
    assert creation["ratio"] <= BOUND, creation


def test_both_doors_write_the_same_document(creation, world):
    """800 + 200.50 = 1 000.50, and 20 % of VAT: 200.10."""
    with Ledger(world.database) as ledger:
        rows = ledger.rows(WRITTEN)
    assert len(rows) == 2 * (WARM_UP + ROUNDS)
    whole = {tuple(map(float, row[1:])) for row in rows}
    assert whole == {(1000.5, 1200.6, 4)}


def test_server_logged_no_error(server, creation):
    assert errors(server.log) == []


@pytest.fixture(scope="module")
def queue(world, inside, figures):
    found = inside(world.database, "approvals.compare", QUEUE, 5)
    figures["queue"] = found
    return found


def test_the_queue_opens_with_as_many_queries_whatever_waits(queue):
    assert queue["many"]["queries"] == queue["few"]["queries"], queue


def test_the_queue_is_long(queue):
    """One that is fast because it is empty proves nothing."""
    assert queue["few"]["waiting"] == 90
    assert queue["many"]["waiting"] == QUEUE // 10 * 10
    assert {one["records"] for one in queue.values()} == {80}
