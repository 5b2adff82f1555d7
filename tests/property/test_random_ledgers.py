# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fifty activities over fourteen months: what holds whatever happens to them."""

from collections import Counter

import pytest
from caetic_cli import databases
from support.invariants import broken
from support.ledger import Ledger

ACTIVITIES, MONTHS = 50, 14
# From here on months are written again in another order, and the last ones closed
# again: nothing is told late of them.
FORK, AGAIN = 11, 3
LINES = """
SELECT activity_id, date, state, balance_start, opening, sale, cost, transfer,
       contribution, fee, pay, provision, balance_end, base, base_carried,
       contribution_due, fee_due, explanation::text, fee_explanation::text
  FROM caetic_closing_line
"""
# Every cent of the ledger by month, account and owner, whatever its numbers.
SUMS = """
SELECT DATE_TRUNC('month', date)::date, account_id, caetic_analytic_id, caetic_term,
       SUM(balance), SUM(caetic_amount), SUM(caetic_settled), SUM(amount_residual)
  FROM account_move_line WHERE parent_state = 'posted'
GROUP BY 1, 2, 3, 4
HAVING SUM(ABS(balance)) > 0
"""
KINDS = "SELECT SPLIT_PART(ref, '-', 1), COUNT(*) FROM account_move GROUP BY 1"


def read(database):
    """Return what the closes say, and what the ledger sums up to."""
    with Ledger(database) as ledger:
        return Counter(ledger.rows(LINES)), Counter(ledger.rows(SUMS))


def differ(found, expected):
    return {"missing": list(expected - found), "more": list(found - expected)}


SAME = {"missing": [], "more": []}


@pytest.fixture(scope="module")
def told(drawn, make_db, inside):
    """``(a database of all the months, a copy of it without the last ones, what
    changed when each close was done twice)``"""
    database = make_db("full")
    inside(database, "ledgers.seed", ACTIVITIES)
    changed = inside(database, "ledgers.live", drawn, 0, FORK, 1)
    inside.leave(database)
    fork = f"{database}_fork"
    databases.copy(database, fork)
    changed += inside(database, "ledgers.live", drawn, FORK, MONTHS, 1)
    yield database, fork, changed
    databases.drop(fork)


def test_much_has_happened(told):
    with Ledger(told[0]) as ledger:
        kinds = dict(ledger.rows(KINDS))
        assert ledger.value("SELECT COUNT(*) FROM caetic_closing") == MONTHS
    for kind in ("invoice", "payment", "credit", "bill", "entry", "reversal"):
        assert kinds.get(kind), kind


def test_invariants_hold(told):
    with Ledger(told[0]) as ledger:
        assert broken(ledger) == {}


def test_each_close_done_twice_changes_nothing(told):
    assert told[2] == []


def test_in_another_order_the_months_say_the_same(told, drawn, inside):
    database, fork, _changed = told
    assert inside(fork, "ledgers.live", drawn, FORK, MONTHS, 2) == []
    lines, sums = read(fork)
    expected_lines, expected_sums = read(database)
    assert differ(lines, expected_lines) == SAME
    assert differ(sums, expected_sums) == SAME


def test_reopened_and_closed_again_the_months_say_the_same(told, inside):
    database = told[0]
    expected_lines, expected_sums = read(database)
    inside(database, "ledgers.close_again", AGAIN)
    lines, sums = read(database)
    assert differ(lines, expected_lines) == SAME
    assert differ(sums, expected_sums) == SAME
    with Ledger(database) as ledger:
        assert broken(ledger) == {}
