# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Settings of a deployment on the command line's cluster."""

import os

import pytest
from caetic_cli import databases
from caetic_cli.server import free_port
from support.compose import SITE, compose_environment


@pytest.fixture
def odoo_settings(cluster, tmp_path):
    """The compose file's variables for Odoo, on the command line's cluster."""
    name = f"caetic_x_deploy_{os.getpid()}"
    settings = compose_environment("odoo", {**SITE, "PGPASSWORD": cluster.password})
    yield settings | {
        "PGHOST": cluster.host,
        "PGPORT": cluster.port,
        "PGUSER": cluster.user,
        "CAETIC_DATABASE": name,
        "CAETIC_PORT": str(free_port()),
        "CAETIC_GEVENT_PORT": str(free_port()),
        "CAETIC_LISTEN": "127.0.0.1",
    }
    databases.drop(name)
