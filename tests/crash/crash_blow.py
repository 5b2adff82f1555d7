# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The blow: a server killed with all its processes, or its session of the database."""

import random
import threading
import time

# What another connection sees done: it grows from the first batch to the last payment.
PROGRESS = """
SELECT (SELECT COUNT(*) FROM caetic_closing_line)
     + (SELECT COUNT(*) FROM account_move WHERE state = 'posted')
     + (SELECT COUNT(*) FROM account_partial_reconcile)
"""
NUMBERS = "SELECT id, name FROM account_move WHERE state = 'posted'"
WORKING = """
SELECT pid FROM pg_stat_activity
 WHERE datname = CURRENT_DATABASE() AND pid <> PG_BACKEND_PID()
       AND backend_type = 'client backend' AND xact_start IS NOT NULL
ORDER BY pid
"""


class NoBlow:
    """A quiet morning, which tells what the others must come to.

    :ivar struck: the crash has happened
    :ivar over: the server answers again
    """

    def __init__(self):
        self.struck = threading.Event()
        self.over = threading.Event()

    def wait_and_strike(self, done):
        """Strike at the moment; ``done`` is set when there is nothing left to do."""


class Blow(NoBlow):
    """One crash.

    :param point: when, and what
    :param total: progress of a quiet morning
    :ivar seen: numbers that another connection saw just before
    """

    def __init__(self, point, server, ledger, total):
        super().__init__()
        self.point = point
        self.server = server
        self.ledger = ledger
        before = ledger.value(PROGRESS)
        self.seen = {}
        self.target = before + point.share * (total - before)

    def wait_and_strike(self, done):
        while self.ledger.value(PROGRESS) < self.target and not done.is_set():
            time.sleep(0.005)
        done.wait(self.point.delay)
        self.seen = dict(self.ledger.rows(NUMBERS))
        if self.point.victim == "server":
            self._kill_server()
        else:
            self._kill_session(done)
        self.over.set()

    def _kill_server(self):
        self.struck.set()
        self.server.kill()
        self.server.start()

    def _kill_session(self, done):
        """End one of the sessions that are inside a transaction."""
        working = self.ledger.rows(WORKING)
        while not working and not done.is_set():
            working = self.ledger.rows(WORKING)
        self.struck.set()
        if working:
            chance = random.Random(self.point.seed)  # noqa: S311 - any of them
            [pid] = chance.choice(working)
            self.ledger.rows("SELECT PG_TERMINATE_BACKEND(%s)", [pid])
