# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A cooperative of the size to measure, and where the figures go."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bench_world import (
    ACTIVITIES,
    BOARD,
    INVOICES,
    PAID,
    PEOPLE,
    SCALE,
    WRITER,
    World,
)
from caetic_cli import paths

INSIDE = Path(__file__).parent / "inside"


@pytest.fixture(scope="session")
def figures(request):
    """What was measured, written at the end whether the bounds hold or not.

    What is counted only is measured apart, and written apart.
    """
    found = {"scale": SCALE}
    yield found
    paths.REPORTS.mkdir(parents=True, exist_ok=True)
    counted = all(item.path.parent.name == "counted" for item in request.session.items)
    target = paths.REPORTS / ("bench-counted.json" if counted else "bench.json")
    target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def inside(make_db):
    """Call functions of ``inside/``; each database has one shell for all its calls."""
    from support.odoo import Shells

    called = Shells(INSIDE)
    yield called
    called.leave_all()


# What each database holds: the function that fills it, and what it is given.
SEEDS = {
    "world": ("seeding.seed", {**INVOICES, WRITER: INVOICES["few"]}, ACTIVITIES),
    "payroll": ("payslips.seed", PAID),
    "crowd": ("people.seed", PEOPLE),
    "board": ("people.seed", BOARD),
    "ledgers": ("closing.seed",),
}


@pytest.fixture(scope="session")
def seeded(request, make_db, inside):
    """``{name: (database, what its seed told)}`` of those that the tests ask for.

    They are filled two at a time: nothing is measured meanwhile.
    """
    asked = {name for item in request.session.items for name in item.fixturenames}
    bases = {name: make_db("full") for name in SEEDS if name in asked}
    with ThreadPoolExecutor(2) as pool:
        told = pool.map(lambda name: inside(bases[name], *SEEDS[name]), bases)
        found = {
            name: (bases[name], one) for name, one in zip(bases, told, strict=True)
        }
    if "world" in bases:
        _tidy(bases["world"])
    return found


@pytest.fixture(scope="session")
def world(seeded):
    database, told = seeded["world"]
    return World(database, told["sized"], told["activities"])


@pytest.fixture(scope="session")
def payroll(seeded):
    """A database of people who have asked for pay in eleven months."""
    database, requests = seeded["payroll"]
    assert requests == 11 * (PAID // 10 * 10)
    return database


@pytest.fixture(scope="session")
def crowd(seeded):
    """A database of so many people."""
    database, people = seeded["crowd"]
    assert people == PEOPLE
    return database


@pytest.fixture(scope="session")
def board(seeded):
    """A database of those that two boards show."""
    database, people = seeded["board"]
    assert people == BOARD
    return database


@pytest.fixture(scope="session")
def ledgers(seeded, inside):
    """A database of one activity a scheme, to be copied and multiplied."""
    database, activities = seeded["ledgers"]
    assert activities == 5
    inside.leave(database)
    return database


def _tidy(database):
    """What PostgreSQL does by itself within minutes of so many new rows."""
    from support.ledger import Ledger

    with Ledger(database) as ledger, ledger.connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
