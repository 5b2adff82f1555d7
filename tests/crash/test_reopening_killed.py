# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A month is being reopened when the server, or its session, is killed."""

from dataclasses import dataclass

import pytest
from caetic_cli import databases
from crash_blow import PROGRESS, Blow, NoBlow
from crash_state import difference, read_state
from crash_work import Close, Worker, work_together
from support.invariants import broken
from support.ledger import Ledger
from support.logs import errors
from test_crash_points import ENDED

# The close has all the points of a plain run; of ``--full`` both have.
ONE_POINT_IS_ENOUGH = True
# Entries that were taken back twice, or whose month still holds them.
DOUBLES = """
SELECT first.id, first.name, COUNT(back.id)
  FROM account_move first
  JOIN account_move back ON back.reversed_entry_id = first.id
 WHERE first.caetic_reopened_line_id IS NOT NULL
GROUP BY first.id
HAVING COUNT(back.id) > 1 OR first.caetic_closing_line_id IS NOT NULL
"""
TAKEN_BACK = """
SELECT COUNT(*) FROM account_move
 WHERE caetic_reopened_line_id IS NOT NULL AND reversed_entry_id IS NOT NULL
"""


class Reopen:
    """A posted month to take back."""

    def __init__(self, staff, month):
        self.staff = staff
        self.month = month

    def is_done(self):
        return self.staff.find_close(self.month)[1] == "computed"

    def do(self):
        closing, _state = self.staff.find_close(self.month)
        values = {"reopen_reason": "A forgotten invoice"}
        self.staff.call("caetic.closing", "write", [closing], values)
        self.staff.call("caetic.closing", "action_reopen", [closing])


@dataclass
class Quiet:
    """Undisturbed: how the books end, and how far they were when all was reopened."""

    state: dict
    progress: int


def reopen_and_close(world, server, blow):
    """Reopen the first month, and close it again; return who did it."""
    jean, month = world.staff(server, "jean"), world.story["months"][0]
    worker = Worker([Reopen(jean, month)], blow)
    work_together([worker], blow)
    closing, _state = jean.find_close(month)
    jean.compute(closing)
    return worker, Close(jean, month)


@pytest.fixture(scope="module")
def closed(built, make_server):
    """A copy of the cooperative whose first month is closed."""
    name = f"{built.database}_m"
    databases.copy(built.database, name)
    world = built.on(name)
    server = make_server(name)
    Close(world.staff(server, "jean"), world.story["months"][0]).do()
    server.stop()
    yield world
    databases.drop(name)


@pytest.fixture
def copied(closed):
    name = f"{closed.database}_c"
    databases.copy(closed.database, name)
    yield closed.on(name)
    databases.drop(name)


@pytest.fixture(scope="module")
def quiet(closed, make_server):
    name = f"{closed.database}_q"
    databases.copy(closed.database, name)
    server = make_server(name)
    with Ledger(name) as ledger:
        _worker, close = reopen_and_close(closed.on(name), server, NoBlow())
        progress = ledger.value(PROGRESS)
        close.do()
        server.stop()
        assert ledger.value(TAKEN_BACK) > 100
        assert broken(ledger) == {}
        told = Quiet(read_state(ledger), progress)
    databases.drop(name)
    return told


def test_reopened_once_whatever_is_killed(point, quiet, copied, make_server):
    server = make_server(copied.database)
    with Ledger(copied.database) as ledger:
        blow = Blow(point, server, ledger, quiet.progress)
        worker, close = reopen_and_close(copied, server, blow)
        print(f"{point}: {worker.interruptions}")
        close.do()
        server.stop()
        assert ledger.rows(DOUBLES) == []
        assert difference(read_state(ledger), quiet.state) == {}
        assert broken(ledger) == {}
    logged = errors(server.log)
    if point.victim == "session":
        logged = [record for record in logged if not ENDED.search(record)]
    assert logged == []
