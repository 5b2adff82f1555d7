# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A cooperative of the size to measure, and where the figures go."""

import json
from pathlib import Path

import pytest
from bench_world import ACTIVITIES, INVOICES, SCALE, World
from caetic_cli import paths

INSIDE = Path(__file__).parent / "inside"


@pytest.fixture(scope="session")
def figures():
    """What was measured, written at the end whether the bounds hold or not."""
    found = {"scale": SCALE}
    yield found
    paths.REPORTS.mkdir(parents=True, exist_ok=True)
    target = paths.REPORTS / "bench.json"
    target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def inside():
    """Call a function of ``inside/``: ``inside(database, "module.function", *args)``.

    Its first argument is the environment, of the superuser; nothing is kept of what it
    does unless it commits.
    """
    from support.odoo import script

    def call(database, function, *arguments):
        module = function.partition(".")[0]
        return script(
            database,
            f"import sys\nsys.path.insert(0, {str(INSIDE)!r})\nimport {module}\n"
            f"answer({function}(env, *{arguments!r}))\n",
        )

    return call


@pytest.fixture(scope="session")
def world(make_db, inside):
    database = make_db("full")
    told = inside(database, "seeding.seed", INVOICES, ACTIVITIES)
    _tidy(database)
    return World(database, told["sized"], told["activities"])


def _tidy(database):
    """What PostgreSQL does by itself within minutes of so many new rows."""
    from support.ledger import Ledger

    with Ledger(database) as ledger, ledger.connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
