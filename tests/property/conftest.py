# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Ledgers that chance has drawn: how many, how long, from which seeds."""

import os
import random
from pathlib import Path

import pytest

INSIDE = Path(__file__).parent / "inside"
IS_FULL = os.environ.get("CAETIC_SIZE") == "full"
SEED = int(os.environ.get("CAETIC_SEED") or random.SystemRandom().randrange(10**6))
SEEDS = [SEED + number for number in range(3 if IS_FULL else 1)]
# What begins in a month; payments, credit notes and reversals come besides.
DOCUMENTS = 60 if IS_FULL else 8


def pytest_report_header():
    return f"CAETIC_SEED={SEED}"


@pytest.fixture(scope="session")
def inside(make_db):
    """Call functions of ``inside/``; each database has one shell for all its calls."""
    from support.odoo import Shells

    called = Shells(INSIDE)
    yield called
    called.leave_all()


@pytest.fixture(scope="module", params=SEEDS, ids="seed-{}".format)
def drawn(request):
    """Seed and number of documents of a plan."""
    return request.param, DOCUMENTS
