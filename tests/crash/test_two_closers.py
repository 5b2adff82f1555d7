# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two accountants close the same month at the same time."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.invariants import broken
from support.ledger import Ledger
from support.logs import errors
from support.rpc import RpcError

PROGRESS = "SELECT COUNT(*) FROM caetic_closing_line WHERE state = 'posted'"
ENTRIES = """
SELECT line.activity_id, move.caetic_term, COUNT(*)
  FROM account_move move
  JOIN caetic_closing_line line ON line.id = move.caetic_closing_line_id
GROUP BY line.activity_id, move.caetic_term
"""
REFUSALS = (
    "Une autre personne est en train de clôturer ce mois.",
    "Ce mois est déjà comptabilisé.",
)


@pytest.fixture
def office(world, make_server):
    """A server, two accountants, and the month that one of them computed."""
    server = make_server(world.database, workers=2)
    jean, zoe = (world.staff(server, login) for login in ("jean", "zoe"))
    closing, _state = jean.find_close(world.story["months"][0])
    jean.compute(closing)
    with Ledger(world.database) as ledger:
        yield server, jean, zoe, closing, ledger
    server.stop()


def refusal_of(act, closing):
    """Act on a month; return the server's words, or None when it did it."""
    try:
        act(closing)
    except RpcError as error:
        if error.name != "odoo.exceptions.UserError":
            raise
        return error.message
    return None


def at_once(closing, *acts):
    barrier = threading.Barrier(len(acts), timeout=60)

    def act(one):
        barrier.wait()
        return refusal_of(one, closing)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def check_refusals(shown):
    """Who did not do it was told in words of theirs; one at least did it."""
    refusals = [message for message in shown if message]
    assert len(refusals) < len(shown)
    assert set(refusals) <= set(REFUSALS)


def check_month(server, ledger, closing):
    query = "SELECT state FROM caetic_closing WHERE id = %s"
    assert ledger.value(query, [closing]) == "posted"
    counts = {count for _activity, _term, count in ledger.rows(ENTRIES)}
    assert counts == {1}
    assert broken(ledger) == {}
    assert errors(server.log) == []


def test_killed_close_is_resumed_by_two_at_once(office):
    server, jean, zoe, closing, ledger = office
    activities = ledger.value("SELECT COUNT(*) FROM caetic_activity")
    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(jean.post_close, closing)
        while not ledger.value(PROGRESS):
            assert not posting.done()
        server.kill()
        assert isinstance(posting.exception(), OSError)
    assert 0 < ledger.value(PROGRESS) < activities
    server.start()
    check_refusals(at_once(closing, jean.post_close, zoe.post_close))
    check_month(server, ledger, closing)


def test_second_closer_comes_in_the_middle(office):
    """Between two batches nobody holds the month: whoever takes it goes on."""
    server, jean, zoe, closing, ledger = office
    for _time in range(3):
        check_refusals(at_once(closing, jean.compute, zoe.compute))
    shown = []
    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(refusal_of, jean.post_close, closing)
        while not posting.done():
            shown.append(refusal_of(zoe.post_close, closing))
        shown.append(posting.result())
    check_refusals(shown)
    check_month(server, ledger, closing)
