# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Odoo servers: the demonstration's and those of the tests."""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from . import databases, paths
from .console import CaeticError, tail
from .messages import say
from .postgres import Cluster

# Printing fetches its styles from this very server, and links in e-mails lead to it:
# Odoo would learn the address of its port when an administrator logs in.
ADDRESSES = """
INSERT INTO ir_config_parameter (key, value)
VALUES ('report.url', :'url'), ('web.base.url', :'url')
ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value
"""


class Server:
    """An Odoo server on one database.

    :param str database: the only database it serves
    :param int port: HTTP port, a free one by default
    :param int workers: 0 for threads; with workers, websockets have ``gevent_port``
    :param str listen: address, loopback unless told
    :param int crons: threads of scheduled actions
    :param extra: further options of Odoo
    :ivar log: path of its log
    """

    def __init__(
        self,
        database,
        port=None,
        workers=0,
        listen="127.0.0.1",
        crons=0,
        extra=(),
    ):
        self.database = database
        self.port = port or free_port()
        self.gevent_port = free_port() if workers else self.port
        self.workers = workers
        self.listen = listen
        self.crons = crons
        self.extra = list(extra)
        self.process = None
        self.log = paths.LOGS / f"server-{database}-{self.port}.log"

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def __enter__(self):
        return self.start()

    def __exit__(self, *_exception):
        self.stop()

    def start(self, wait=120):
        """Start it and wait until it answers.

        :raises CaeticError: with the end of the log when it does not
        """
        cluster = Cluster().start()
        cluster.sql(ADDRESSES, self.database, url=self.url)
        paths.LOGS.mkdir(parents=True, exist_ok=True)
        command = [paths.PYTHON, *databases.program_of_odoo()]
        # Started again after a crash, it goes on with the same log.
        with self.log.open("a" if self.process else "w") as log:
            self.process = subprocess.Popen(  # noqa: S603 - Odoo, no shell
                [*map(str, command), *self._options(cluster)],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **databases.odoo_environment(cluster)},
                start_new_session=True,
            )
        self._wait(wait)
        return self

    def _options(self, cluster):
        # One database is named, and no filter: with one, Odoo asks PostgreSQL for the
        # list of databases, over a connection of its own, at each request.
        options = [
            "-d",
            self.database,
            f"--http-port={self.port}",
            f"--http-interface={self.listen}",
            f"--workers={self.workers}",
            f"--max-cron-threads={self.crons}",
            *databases.common_options(cluster),
            *self.extra,
        ]
        if self.workers:
            options.append(f"--gevent-port={self.gevent_port}")
        return options

    def _wait(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if answers(self.url) and self._has_websockets():
                return
            time.sleep(0.3)
        self.kill()
        raise CaeticError(
            say("The server did not answer. The end of its log ({log}):", log=self.log)
            + "\n"
            + tail(self.log)
        )

    def _has_websockets(self):
        """With workers, a process of its own serves them, a moment later."""
        return not self.workers or answers(f"http://localhost:{self.gevent_port}")

    def stop(self):
        """Stop it in good order; do nothing when it is stopped."""
        if self.process and self.process.poll() is None:
            self._signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self):
        """Kill it without warning, workers included."""
        self._signal(signal.SIGKILL)
        self.process.wait(15)

    def _signal(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def answers(url, wait=5):
    """Tell whether an Odoo server answers at an address."""
    try:
        with urllib.request.urlopen(f"{url}/web/health", timeout=wait) as response:  # noqa: S310 - our own server
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port():
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port, listen="127.0.0.1"):
    """Tell whether a port can be used."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex((listen, port)) != 0
