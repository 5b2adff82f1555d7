# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A crash at any moment changes nothing: the books end as if it had not happened."""

import re
from dataclasses import dataclass

import pytest
from caetic_cli import databases
from crash_blow import NUMBERS, PROGRESS, Blow, NoBlow
from crash_state import difference, read_state
from crash_work import share_out, work_together
from support.invariants import broken
from support.ledger import Ledger
from support.logs import errors

# What a server may log when its session of the database is killed.
ENDED = re.compile(
    r"terminating connection|connection already closed|cursor already closed"
    r"|server closed the connection|connection has been closed"
)


@dataclass
class Morning:
    """A quiet one: how the books end, and how far another connection sees it go."""

    state: dict
    progress: int


@pytest.fixture(scope="session")
def quiet(built, make_server):
    """The same work in another copy, undisturbed."""
    name = f"{built.database}_q"
    databases.copy(built.database, name)
    server = make_server(name, workers=2)
    with Ledger(name) as ledger:
        blow = NoBlow()
        work_together(share_out(built.on(name), server, blow), blow)
        server.stop()
        assert broken(ledger) == {}
        assert errors(server.log) == []
        morning = Morning(read_state(ledger), ledger.value(PROGRESS))
    databases.drop(name)
    return morning


def tell(blow, workers):
    """Say in the report what the crash hit."""
    print(f"{blow.point}: {len(blow.seen)} entries were posted")
    for worker in workers:
        for error in worker.interruptions:
            print(f"{type(worker.tasks[0]).__name__}: {type(error).__name__} {error}")


def test_books_end_as_if_nothing_had_happened(point, quiet, world, make_server):
    server = make_server(world.database, workers=2)
    with Ledger(world.database) as ledger:
        blow = Blow(point, server, ledger, quiet.progress)
        workers = share_out(world, server, blow)
        work_together(workers, blow)
        server.stop()
        tell(blow, workers)
        assert blow.seen.items() <= dict(ledger.rows(NUMBERS)).items()
        assert difference(read_state(ledger), quiet.state) == {}
        assert broken(ledger) == {}
    logged = errors(server.log)
    if point.victim == "session":
        logged = [record for record in logged if not ENDED.search(record)]
    assert logged == []
