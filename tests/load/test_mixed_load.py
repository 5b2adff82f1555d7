# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A whole cooperative at work for a while, then its books are read."""

import json
import os
import re
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from caetic_cli import paths
from load_clients import Approver, Closer, Payer, Seller
from support.invariants import ALL, broken
from support.ledger import Ledger
from support.logs import errors

SECONDS = int(os.environ.get("CAETIC_LOAD_SECONDS", "30"))
DOCUMENT = "SELECT state, name, ref, amount_untaxed FROM account_move WHERE id = %s"
PAYMENT = """
SELECT payment.amount, move.state
  FROM account_payment payment JOIN account_move move ON move.id = payment.move_id
 WHERE payment.id = %s
"""

# A cent astray, or a number: what each invariant must find.
BREACHES = {
    "result accounts": """
        UPDATE account_analytic_line SET amount = amount + 0.01 WHERE id = (
            SELECT MIN(line.id) FROM account_analytic_line line
              JOIN account_move_line item ON item.id = line.move_line_id
             WHERE item.caetic_term = 'cost')""",
    "bank": """
        UPDATE account_partial_reconcile SET amount = amount - 0.01 WHERE id = (
            SELECT MIN(id) FROM account_partial_reconcile)""",
    "owners": """
        UPDATE account_analytic_line SET amount = amount + 0.01 WHERE id = (
            SELECT MIN(line.id) FROM account_analytic_line line
              JOIN account_account account ON account.id = line.general_account_id
             WHERE account.account_type = 'asset_cash')""",
    "transfers": """
        UPDATE account_move_line SET balance = balance + 0.01 WHERE id = (
            SELECT MIN(id) FROM account_move_line WHERE caetic_term = 'transfer')""",
    "charges": """
        UPDATE caetic_closing_line SET fee_due = fee_due + 0.01 WHERE id = (
            SELECT MIN(id) FROM caetic_closing_line)""",
    "months": """
        UPDATE caetic_closing_line SET balance_end = balance_end + 0.01 WHERE id = (
            SELECT MIN(id) FROM caetic_closing_line)""",
    "explained": """
        UPDATE caetic_closing_line SET contribution_due = contribution_due + 0.01
         WHERE id = (SELECT MIN(id) FROM caetic_closing_line)""",
    "numbers": """
        UPDATE account_move SET sequence_number = sequence_number + 1 WHERE id = (
            SELECT MAX(id) FROM account_move WHERE state = 'posted')""",
    "whole documents": """
        UPDATE account_move SET caetic_approval_state = 'submitted' WHERE id = (
            SELECT MIN(id) FROM account_move WHERE caetic_approval_state = 'approved'
        )""",
    "released": """
        UPDATE account_move_line SET caetic_settled = caetic_settled + 0.01
         WHERE id = (
            SELECT MIN(id) FROM account_move_line WHERE caetic_term = 'sale')""",
}


@pytest.fixture(scope="module")
def clients(world, server, seed):
    """Everybody, once the day is over."""
    started = open_doors(world, server, seed)
    end = time.monotonic() + SECONDS
    with ThreadPoolExecutor(len(started)) as pool:
        for done in [pool.submit(client.work, end) for client in started]:
            done.result()
    write_report(started, seed)
    return started


def open_doors(world, server, seed):
    story = world.story
    logins = list(story["sellers"])
    staff = {
        name: world.staff(server, name) for name in ("paul", "nadia", "jean", "zoe")
    }
    sellers = [
        Seller(
            login,
            seed,
            world.seller(server, login),
            number=number,
            kind=story["service"],
            customer=story["customers"][login],
            fellow=story["sellers"][logins[number - 1]],
        )
        for number, login in enumerate(logins)
    ]
    return [
        *sellers,
        Approver("paul", seed, staff["paul"]),
        Approver("nadia", seed, staff["nadia"]),
        Payer("jean", seed, staff["jean"]),
        Closer("zoe", seed, staff["zoe"], SECONDS),
    ]


def write_report(clients, seed):
    """Write how long the answers took; what is fast depends on the machine."""
    taken = {}
    for client in clients:
        rows = [(f"act {name}", seconds) for name, seconds in client.taken]
        for method, path, _status, seconds in client.seen:
            path = re.sub(r"\d+", "…", path.partition("?message")[0])
            rows.append((f"{method} {path}", seconds))
        for name, seconds in rows:
            taken.setdefault(name, []).append(seconds)
    report = {"seed": seed, "seconds": SECONDS}
    report["answers"] = {name: summary(taken[name]) for name in sorted(taken)}
    text = json.dumps(report, indent=1, ensure_ascii=False)
    (paths.REPORTS / "load.json").write_text(text, encoding="utf-8")


def summary(seconds):
    """Return count and percentiles in milliseconds."""
    cuts = statistics.quantiles([*seconds, max(seconds)], n=100, method="inclusive")
    figures = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(seconds)}
    rounded = {name: round(1000 * value) for name, value in figures.items()}
    return {"count": len(seconds), **rounded}


def kept(clients, kind):
    return [fact for client in clients for fact in client.acknowledged.get(kind, ())]


@pytest.fixture
def ledger(world, clients):
    with Ledger(world.database) as opened:
        yield opened


def test_every_answer_was_the_expected_one(clients):
    assert [failure for client in clients for failure in client.failures] == []
    statuses = {status for client in clients for _m, _p, status, _s in client.seen}
    assert statuses == {200}


def test_everybody_worked(clients, world):
    """The load is what it says: each kind of act happened."""
    acts = ("customer", "posted invoice", "refund", "approved", "payment", "discarded")
    for kind in acts:
        assert kept(clients, kind), kind
    assert kept(clients, "month") == world.story["months"]


def test_books_hold_to_the_cent(ledger):
    assert broken(ledger) == {}


def test_no_invoice_is_lost(clients, ledger):
    for move_id, reference, untaxed in kept(clients, "invoice"):
        [(_state, _name, ref, amount)] = ledger.rows(DOCUMENT, [move_id])
        assert (ref, amount) == (reference, untaxed)
    posted = kept(clients, "posted invoice") + kept(clients, "approved")
    for move_id in posted + kept(clients, "posted refund"):
        [(state, name, _ref, _amount)] = ledger.rows(DOCUMENT, [move_id])
        assert (state, bool(name)) == ("posted", True)
    written = "SELECT COUNT(*) FROM account_move WHERE ref LIKE 'seller%%'"
    count = ledger.value(written + " AND move_type = 'out_invoice'")
    assert count == len(kept(clients, "invoice"))


def test_no_discarded_draft_is_left(clients, ledger):
    drafts = "SELECT COUNT(*) FROM account_move WHERE ref LIKE 'seller%%draft%%'"
    assert kept(clients, "discarded")
    assert ledger.value(drafts) == 0


def test_no_customer_is_lost(clients, ledger):
    found = ledger.rows("SELECT name FROM res_partner WHERE name LIKE 'seller% %'")
    assert sorted(name for (name,) in found) == sorted(kept(clients, "customer"))


def test_no_payment_is_lost(clients, ledger):
    payments = kept(clients, "payment")
    for payment, _move, amount in payments:
        assert ledger.rows(PAYMENT, [payment]) == [(amount, "posted")]
    before = ledger.value("SELECT COUNT(*) FROM account_payment") - len(payments)
    assert before == 2, "the world has two payments of its own"


def test_no_decision_is_lost(clients, ledger):
    """Nothing is approved twice, and what was sent back says why."""
    approved, refused = kept(clients, "approved"), kept(clients, "refused")
    assert len(set(approved)) == len(approved)
    assert not set(approved) & set(refused)
    for move_id in refused:
        query = "SELECT state, caetic_refusal_reason FROM account_move WHERE id = %s"
        assert ledger.rows(query, [move_id]) == [("draft", "Complete the order number")]


def test_contributions_of_the_closed_months_are_charged(clients, ledger):
    """Every activity of the world sells each month, so each pays."""
    query = "SELECT COUNT(*) FROM account_move WHERE caetic_term = %s"
    activities = ledger.value("SELECT COUNT(*) FROM caetic_activity")
    assert ledger.value(query, ["fee"]) == 2 * activities
    assert ledger.value(query, ["contribution"]) > activities


def test_server_logged_no_error(server, clients):
    assert errors(server.log) == []


@pytest.mark.parametrize("name", ALL)
def test_the_checks_bite(ledger, name):
    """A check that sees nothing proves nothing."""
    with ledger.undone(BREACHES[name]):
        assert name in broken(ledger)
    assert broken(ledger) == {}
