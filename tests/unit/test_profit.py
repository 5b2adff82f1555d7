# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sharing of a result (R131, R132) and the bounds of the law."""

from datetime import date
from decimal import Decimal as D

import pytest
from caetic_members_engine import (
    EngineError,
    ProfitFacts,
    ProfitRules,
    ProfitShares,
    Worker,
    entitled,
    legal_part,
    profit_bounds,
    share_profit,
    share_work,
    worked_months,
)

SCOP = ProfitRules("scop", D(15), work_part=D(25))
SCIC = ProfitRules("scic", D(15), reserve_rest=D(50))
RICH = ProfitFacts(D(20000), highest_capital=D(50000), released=D(50000))


def codes(shares, facts=RICH, rules=SCOP):
    bounds = profit_bounds(shares, facts, rules)
    return [bound.code for bound in bounds if not bound.is_met]


def test_forty_forty_twenty():
    """R131, practice: 40 % reserves, 40 % part travail, 20 % interest."""
    shares = share_profit(RICH, SCOP, D(40), D(20))
    assert shares == ProfitShares(D(3000), D(5000), D(8000), D(4000))
    assert shares.total == 20000
    assert codes(shares) == []


def test_legal_reserve_stops_at_the_highest_capital():
    """Loi 78-763 art. 33, 1°: 15 % of 20 000 is 3 000, and 1 200 are missing."""
    facts = ProfitFacts(D(20000), legal_reserve=D(8800), highest_capital=D(10000))
    assert legal_part(facts, SCOP) == 1200
    full = ProfitFacts(D(20000), legal_reserve=D(10000), highest_capital=D(10000))
    assert legal_part(full, SCOP) == 0


def test_earlier_losses_come_first():
    facts = ProfitFacts(D(20000), earlier_losses=D(5000), highest_capital=D(50000))
    assert share_profit(facts, SCOP, D(25), D(0)).total == 15000


def test_nothing_of_a_loss():
    shares = share_profit(ProfitFacts(D(-100)), SCOP, D(25), D(0))
    assert shares.total == 0
    assert codes(shares, ProfitFacts(D(-100))) == []


def test_part_travail_of_a_quarter_at_least():
    assert codes(share_profit(RICH, SCOP, D("24.99"), D(0))) == ["work_part"]
    assert codes(share_profit(RICH, SCOP, D(25), D(0))) == []


def test_interest_no_more_than_part_travail_nor_reserves():
    assert codes(share_profit(RICH, SCOP, D(25), D(30))) == ["interest_work"]
    assert codes(share_profit(RICH, SCOP, D(45), D(35))) == ["interest_reserves"]


def test_interest_no_more_than_the_capped_rate():
    """5 % of a capital of 50 000 is 2 500."""
    facts = ProfitFacts(
        D(20000), highest_capital=D(50000), released=D(50000), interest_cap=D(5)
    )
    assert codes(share_profit(facts, SCOP, D(40), D("12.5")), facts) == []
    assert codes(share_profit(facts, SCOP, D(40), D(13)), facts) == ["interest_rate"]


def test_scic_keeps_57_5_percent():
    """15 % + 50 % of the remaining 85 %: 11 500 of 20 000."""
    fair = share_profit(RICH, SCIC, D(0), D("42.5"))
    assert (fair.reserves, codes(fair, rules=SCIC)) == (11500, [])
    assert codes(share_profit(RICH, SCIC, D(0), D(43)), rules=SCIC) == ["reserves"]


def test_scic_pays_no_interest_out_of_subsidies():
    facts = ProfitFacts(D(20000), highest_capital=D(50000), subsidies=D(15000))
    assert codes(share_profit(facts, SCIC, D(0), D(30)), facts, SCIC) == ["subsidies"]


@pytest.mark.parametrize(("work", "interest"), [(60, 30), (86, 0)])
def test_no_more_than_there_is(work, interest):
    with pytest.raises(EngineError) as caught:
        share_profit(RICH, SCOP, D(work), D(interest))
    assert caught.value.code == "too_much"


def test_who_has_a_right():
    """Three months of presence in the year, or six months of seniority."""
    workers = [
        Worker("three months", 3, 3),
        Worker("two months", 2, 2),
        Worker("left in January after years", 0, 60),
        Worker("new", 0, 0),
    ]
    assert [worker.key for worker in entitled(workers, 3, 6)] == [
        "three months",
        "left in January after years",
    ]


def test_three_ways_to_share():
    workers = [
        Worker("a", 12, 12, hours=D(1000), pay=D(30000)),
        Worker("b", 12, 12, hours=D(500), pay=D(10000)),
    ]
    assert share_work(D(300), workers, "equal") == {"a": 150, "b": 150}
    assert share_work(D(300), workers, "hours") == {"a": 200, "b": 100}
    assert share_work(D(300), workers, "pay") == {"a": 225, "b": 75}
    assert sum(share_work(D("100.01"), workers, "hours").values()) == D("100.01")


def test_no_hours_to_share_by():
    with pytest.raises(EngineError) as caught:
        share_work(D(1), [Worker("a", 12, 12)], "hours")
    assert caught.value.code == "nothing_to_share_by"


def test_months_of_two_contracts():
    """A contract until February, another from November on: four months of the year."""
    periods = [(date(2025, 1, 1), date(2026, 2, 28)), (date(2026, 11, 1), None)]
    found = worked_months(periods, date(2026, 1, 1), date(2026, 12, 31))
    assert found == (4, 16)


def test_months_of_who_left_before():
    periods = [(date(2024, 1, 1), date(2025, 6, 30))]
    assert worked_months(periods, date(2026, 1, 1), date(2026, 12, 31)) == (0, 18)
