# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Closing the month of a small, a big and a huge cooperative; one account of it."""

import pytest
from bench_world import CLOSED
from caetic_cli import databases
from support.invariants import broken
from support.ledger import Ledger

# Time of the processors of both programs, which says the same beside other work; of
# few activities it says less.
GROWTH = 1.2 if CLOSED[-1] >= 10000 else 1.6
MEMORY_MB = 1500
BY_HAND = 2
ROUNDS, WARM_UP = 60, 5


@pytest.fixture(scope="module")
def copies(ledgers):
    """The same few activities, in a database of each size."""
    found = {size: f"{ledgers}_{size}" for size in CLOSED}
    for name in found.values():
        databases.copy(ledgers, name)
    yield found
    for name in found.values():
        databases.drop(name)


@pytest.fixture(scope="module")
def grown(copies, inside):
    """``{size: identifiers of its activities}``"""
    found = {}
    for size, name in copies.items():
        inside(name, "closing.warm_up")
        found[size] = inside(name, "closing.grow", size)
        assert len(found[size]) == size
    return found


@pytest.fixture(scope="module")
def closes(copies, grown, inside, figures):
    """What a close took in each of them, the small one first."""
    found = {size: inside(copies[size], "closing.measure") for size in grown}
    figures["closing"] = {
        size: {
            **{f"{act}_ms": per_activity(one, act, size) for act in one["acts"]},
            "processor_ms": round(1000 * processor(one) / size, 2),
            "queries_per_100": round(100 * queries(one) / size, 1),
            "memory_mb": one["memory_mb"],
        }
        for size, one in found.items()
    }
    few, *_others, most = (processor(one) / size for size, one in found.items())
    figures["closing"] |= {"ratio": round(most / few, 2), "bound": GROWTH}
    return found


def per_activity(found, act, size):
    return round(1000 * found["acts"][act]["seconds"] / size, 2)


def processor(found):
    return sum(act["processor"] for act in found["acts"].values())


def queries(found):
    return sum(act["queries"] for act in found["acts"].values())


def test_all_are_closed(closes):
    for size, found in closes.items():
        assert found["lines"] == size
        # What most of them owe is posted, fees or contribution or both.
        assert found["entries"] > size / 2


def test_an_activity_of_a_huge_cooperative_costs_no_more(closes, figures):
    assert figures["closing"]["ratio"] <= GROWTH, figures["closing"]


def test_queries_grow_no_faster_than_activities(closes):
    """So many for each hundred, and what is asked once."""
    shares = [queries(found) / size for size, found in closes.items()]
    assert shares == sorted(shares, reverse=True)


def test_memory_stays_small(closes):
    for size, found in closes.items():
        assert found["memory_mb"] < MEMORY_MB, size


def test_books_hold(copies, closes):
    with Ledger(copies[CLOSED[-1]]) as ledger:
        assert broken(ledger) == {}


@pytest.fixture(scope="module")
def account(copies, grown, closes, inside, figures):
    """One account of fourteen months, in the biggest cooperative."""
    size = CLOSED[-1]
    one = grown[size][-1:]
    days = inside(copies[size], "available.compare", one)
    for [(_key, own, by_hand)] in days.values():
        assert own == by_hand
    turns = (*one, ROUNDS, WARM_UP)
    found = inside(copies[size], "closing.measure_account", *turns)
    figures["account"] = {
        "activities": size,
        **{f"{way}_processor_ms": round(1000 * one, 2) for way, one in found.items()},
        "ratio": round(found["addons"] / found["by_hand"], 2),
        "bound": BY_HAND,
    }
    return figures["account"]


def test_an_account_costs_at_most_twice_what_is_written_by_hand(account):
    assert account["ratio"] <= BY_HAND, account
