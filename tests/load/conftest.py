# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One cooperative, copied for each module; the seed of what chance decides."""

import os
import random

import pytest
from caetic_cli import databases
from support.cooperative import build

PLAN = {"activities": 60, "sellers": 16, "unpaid": 24, "submitted": 8}
SEED = int(os.environ.get("CAETIC_SEED") or random.SystemRandom().randrange(10**6))


def pytest_report_header():
    return f"CAETIC_SEED={SEED}"


@pytest.fixture(scope="session")
def seed():
    return SEED


@pytest.fixture(scope="session")
def built(make_db):
    return build(make_db, **PLAN)


@pytest.fixture(scope="module")
def world(built, request):
    """The world in a copy of its own, as it was before anybody worked."""
    name = f"{built.database}_{request.module.__name__[-12:]}"
    databases.copy(built.database, name)
    yield built.on(name)
    databases.drop(name)


@pytest.fixture(scope="module")
def server(world, make_server):
    started = make_server(world.database, workers=2)
    yield started
    started.stop()
