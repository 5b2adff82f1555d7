# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One cooperative, copied for each crash, and the moments of the crashes."""

import os
import random
from dataclasses import dataclass

import pytest
from caetic_cli import databases
from support.cooperative import build

# The close of a month takes three batches.
PLAN = {"activities": 110, "sellers": 2, "unpaid": 9, "submitted": 5}
PLAIN_COUNT = 3
COUNT = int(os.environ.get("CAETIC_CRASH_POINTS", PLAIN_COUNT))
SEED = int(os.environ.get("CAETIC_SEED") or random.SystemRandom().randrange(10**6))


@dataclass(frozen=True)
class Point:
    """A moment of the work, and what is killed then.

    :param seed: of all that chance decides here
    :param share: part of the work that another connection sees done, 0 to 1
    :param delay: seconds after that, so that the blow falls inside a transaction
    :param victim: ``server`` (all its processes) or ``session`` (of the database)
    """

    seed: int
    share: float
    delay: float
    victim: str

    def __str__(self):
        return f"{self.victim}-at-{self.share:.0%}-seed-{self.seed}"


def points():
    """Spread the points over the work: one in each of its parts."""
    for number in range(COUNT):
        seed = SEED + number
        chance = random.Random(seed)  # noqa: S311 - moments, not secrets
        share = (number + chance.random()) / COUNT
        victim = ("server", "session")[number % 2]
        yield Point(seed, share, chance.uniform(0, 0.4), victim)


def pytest_report_header():
    return f"CAETIC_SEED={SEED}"


def pytest_generate_tests(metafunc):
    if "point" in metafunc.fixturenames:
        chosen = list(points())
        if COUNT <= PLAIN_COUNT and getattr(
            metafunc.module, "ONE_POINT_IS_ENOUGH", False
        ):
            chosen = [chosen[SEED % COUNT]]
        metafunc.parametrize("point", chosen, ids=str)


@pytest.fixture(scope="session")
def built(make_db):
    return build(make_db, **PLAN)


@pytest.fixture
def world(built):
    """The world in a copy of its own, as it was before anybody worked."""
    name = f"{built.database}_c"
    databases.copy(built.database, name)
    yield built.on(name)
    databases.drop(name)
