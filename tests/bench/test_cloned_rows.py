# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rows that are measured are those that Odoo would have written."""

import pytest
from bench_world import ACTIVITIES, INVOICES
from support.invariants import broken
from support.ledger import Ledger


@pytest.fixture(scope="module")
def ledger(world):
    with Ledger(world.database) as opened:
        yield opened


def test_as_many_as_announced(world, ledger):
    for key, number in INVOICES.items():
        query = """
            SELECT COUNT(*) FROM account_move
             WHERE caetic_activity_id = %s AND move_type = 'out_invoice'
        """
        assert ledger.value(query, [world.sized[key]]) == number
    assert len(world.activities) == ACTIVITIES


def test_books_hold(ledger):
    assert broken(ledger) == {}


def test_odoo_computes_what_is_stored(world, inside):
    """Of the last copies of documents and of activities, each stored figure."""
    for activity_id in (world.sized["most"], world.activities[-1]):
        found = inside(world.database, "coherence.recompute", activity_id)
        assert found["lines"] > 20
        assert found["different"] == []


def test_odoo_goes_on_from_there(world, inside):
    """The next number is given, and a payment of a copy releases its price."""
    for activity_id in (world.sized["most"], world.activities[-1]):
        found = inside(world.database, "coherence.go_on", activity_id)
        assert found["number"] == found["last_number"] + 1
        assert found["released"] == found["untaxed"] != "0.00"
