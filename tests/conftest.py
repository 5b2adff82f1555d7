# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fixtures of every suite that needs Odoo, PostgreSQL or a browser.

Each starts on demand: a suite that asks for none needs Python only.
"""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))


@pytest.fixture(scope="session")
def cluster():
    """The PostgreSQL server of the command line, started."""
    from caetic_cli.postgres import Cluster

    return Cluster().start()


@pytest.fixture(scope="session")
def make_db(cluster):
    """Make fresh databases: ``make_db("full")`` returns the name of a copy."""
    from caetic_cli import databases

    made = []

    def make(set_name="full", name=None):
        name = name or f"caetic_x_{set_name}_{os.getpid()}_{len(made)}"
        made.append(name)
        return databases.create(name, set_name)

    yield make
    for name in made:
        databases.drop(name)


@pytest.fixture(scope="session")
def make_server():
    """Start servers: ``make_server(database, workers=2)``; stopped at the end.

    ``extra`` are options of Odoo, ``folders`` where further addons are.
    """
    from caetic_cli.server import Server
    from support.odoo import options

    started = []

    def make(database, workers=0, extra=(), folders=(), **more):
        extra = [*options(*folders), *extra]
        started.append(Server(database, workers=workers, extra=extra, **more))
        return started[-1].start()

    yield make
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven by Playwright; pages come from ``support.browser.visit``."""
    from support.browser import chromium

    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def jsonrpc():
    """Open a session: ``jsonrpc(url, database, login, password)``."""
    from support.rpc import JsonRpc

    return JsonRpc


@pytest.fixture(scope="session")
def json2():
    """Open the external interface: ``json2(url, database, login)``."""
    from support.odoo import api_key
    from support.rpc import Json2

    def open_for(url, database, login):
        return Json2(url, database, api_key(database, login))

    return open_for
