# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Modules attended, half-days planned, seats and stages (R1001, R1002)."""

from datetime import date
from decimal import Decimal

import pytest
from caetic_workshops_engine import (
    Attended,
    HalfDay,
    ModuleFacts,
    Progress,
    attended_modules,
    half_days,
    missing_prerequisites,
    must_ask,
    progress,
    seats_free,
    stage_reached,
)

STAGES = ("prospect", "informed", "admitted", "cape", "refused", "left")
MANAGEMENT = ModuleFacts(1, mandatory=True)
COOPERATION = ModuleFacts(3, mandatory=True)
TOPICS = [ModuleFacts(31, parent=3, mandatory=True), ModuleFacts(32, parent=3)]
SALES = ModuleFacts(5, prerequisites=frozenset({1, 3}))
CATALOGUE = [MANAGEMENT, COOPERATION, *TOPICS, SALES]
WHOLE = Decimal(100)


def came(module, present, total=7):
    return Attended(module, Decimal(present), Decimal(total))


def test_a_module_is_attended_by_every_half_day_of_one_session():
    assert attended_modules(CATALOGUE, [came(1, 7)], WHOLE) == {1}
    assert attended_modules(CATALOGUE, [came(1, "3.5")], WHOLE) == set()


def test_two_halves_of_two_sessions_make_no_module():
    halves = [came(1, "3.5"), came(1, "3.5")]
    assert attended_modules(CATALOGUE, halves, WHOLE) == set()


def test_the_cooperative_may_ask_for_a_share():
    """3.5 hours of 7 are 50 %."""
    assert attended_modules(CATALOGUE, [came(1, "3.5")], Decimal(50)) == {1}
    assert attended_modules(CATALOGUE, [came(1, "3.5")], Decimal(51)) == set()


def test_nobody_attends_without_coming():
    assert attended_modules(CATALOGUE, [came(1, 0)], Decimal(0)) == set()


def test_topics_make_their_module_and_the_module_its_topics():
    one_topic = attended_modules(CATALOGUE, [came(31, 2, 2)], WHOLE)
    assert one_topic == {31}
    both = attended_modules(CATALOGUE, [came(31, 2, 2), came(32, 2, 2)], WHOLE)
    assert both == {3, 31, 32}
    assert attended_modules(CATALOGUE, [came(3, 7)], WHOLE) == {3, 31, 32}


def test_progress_counts_mandatory_modules_once():
    """Modules 1 and 3 are mandatory; the topic of 3 is inside it."""
    assert progress(CATALOGUE, frozenset({3, 31, 5})) == Progress(1, 2)
    assert Progress(1, 2).percent == 50
    assert Progress(0, 0).percent == 100


def test_prerequisites_missing():
    assert missing_prerequisites(SALES, frozenset({1})) == {3}
    assert missing_prerequisites(SALES, frozenset({1, 3})) == set()


def test_half_days_in_order_and_once():
    morning, afternoon = (Decimal(9), Decimal("12.5")), (Decimal(14), Decimal("17.5"))
    first, second = date(2026, 3, 28), date(2026, 3, 30)
    days = [(second, True, False), (first, True, True), (first, False, True)]
    assert half_days(days, morning, afternoon) == [
        HalfDay(first, *morning),
        HalfDay(first, *afternoon),
        HalfDay(second, *morning),
    ]


@pytest.mark.parametrize(
    ("limit", "taken", "free"), [(8, 0, 8), (8, 8, 0), (8, 9, 0), (0, 50, None)]
)
def test_seats(limit, taken, free):
    assert seats_free(limit, taken) == free


@pytest.mark.parametrize(
    ("stage", "wanted", "allowed"),
    [
        ("prospect", None, True),
        ("prospect", "admitted", False),
        ("admitted", "admitted", True),
        ("cape", "informed", True),
        ("refused", None, False),
        ("left", "prospect", False),
    ],
)
def test_stages(stage, wanted, allowed):
    assert stage_reached(STAGES, stage, wanted) is allowed


@pytest.mark.parametrize(
    ("missed", "limit", "asks"),
    [(0, 2, False), (1, 2, False), (2, 2, True), (3, 2, True), (5, 0, False)],
)
def test_no_show(missed, limit, asks):
    assert must_ask(missed, limit) is asks
