# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One cooperative a module, for each uses it up; the seed of what chance decides."""

import os
import random

import pytest
from support.cooperative import build

PLAN = {"activities": 60, "sellers": 4, "unpaid": 24, "submitted": 8}
SEED = int(os.environ.get("CAETIC_SEED") or random.SystemRandom().randrange(10**6))


def pytest_report_header():
    return f"CAETIC_SEED={SEED}"


@pytest.fixture(scope="session")
def seed():
    return SEED


@pytest.fixture(scope="module")
def world(make_db):
    return build(make_db, **PLAN)


@pytest.fixture(scope="module")
def server(world, make_server):
    return make_server(world.database, workers=2)
