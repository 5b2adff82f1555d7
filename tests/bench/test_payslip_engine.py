# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The engine of pay against the public engine of mon-entreprise, in one run.

A payslip of the public engine is two of its questions, cost and net; an inverse one is
the eight that its own search needs at least. Without Node and its packages, the engine
is held to a hundredth of the least that the public engine was ever seen to take.
"""

import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from support import public_engine

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "oracle"))

BOUND = 100
PAYSLIPS, ROUNDS, ASKED, QUESTIONS = 200, 3, 12, 8
# Seconds of one payslip of the public engine on an idle machine of two processors.
LEAST_SEEN = 0.059


def cases(count, amount):
    """Pay of every size: no two the same, so that nothing is remembered."""
    return [
        {
            "date": "2026-10-01",
            "amount": float(amount + rank * 7919 % 6000) + 0.37,
            "headcount": 30,
            "at_mp_rate": 1.5,
            "hourly_rate": 12.31,
            "cadre": bool(rank % 2),
        }
        for rank in range(count)
    ]


def seconds_of(work, items):
    """Return the seconds that a piece of work takes for each item, the best round."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for item in items:
            work(item)
        rounds.append((time.perf_counter() - started) / len(items))
    return min(rounds)


@pytest.fixture(scope="module")
def measured(figures):
    import payslips

    engine = payslips.engine
    ready = [
        (Decimal(str(case["amount"])), *payslips.situation(case))
        for case in cases(PAYSLIPS, 500)
    ]
    ours = {
        "payslip": seconds_of(lambda one: engine.compute(*one), ready),
        "cost": seconds_of(lambda one: engine.gross_for_cost(*one), ready),
        "net": seconds_of(lambda one: engine.gross_for_net(*one), ready),
    }
    theirs = LEAST_SEEN
    present = public_engine.install()
    if present:
        asked = [case | {"gross": case["amount"]} for case in cases(ASKED, 700)]
        theirs = public_engine.bare_seconds(asked)
    figures["payslip_engine"] = {
        "public_engine": present,
        "public_ms": round(1000 * theirs, 1),
        **{f"{name}_ms": round(1000 * found, 3) for name, found in ours.items()},
        "payslip_ratio": round(theirs / ours["payslip"]),
        "cost_ratio": round(QUESTIONS * theirs / ours["cost"]),
        "net_ratio": round(QUESTIONS * theirs / ours["net"]),
        "bound": BOUND,
    }
    return figures["payslip_engine"]


@pytest.mark.parametrize("name", ["payslip", "cost", "net"])
def test_a_hundred_times_faster_than_the_public_engine(measured, name):
    assert measured[f"{name}_ratio"] >= BOUND
