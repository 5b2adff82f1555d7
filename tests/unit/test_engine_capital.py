# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Limits of the capital of a cooperative (R128, R130), in written-out arithmetic."""

from decimal import Decimal

import pytest
from caetic_members_engine import (
    Breach,
    Capital,
    CapitalLimits,
    FloorRules,
    Stake,
    capital_breaches,
    capital_figures,
    capital_floor,
    highest_capital,
)
from hypothesis import given
from hypothesis import strategies as st

D = Decimal
# A Scop SARL whose articles state 4 000 EUR.
SCOP = CapitalLimits(D(51), D(65), D(50), 2, True, D("400.00"))


def stake(parts, employee=True):
    """Parts of 20 EUR."""
    return Stake(parts, D(20) * parts, employee)


def codes(stakes, limits=SCOP):
    return [breach.code for breach in capital_breaches(stakes, limits)]


def test_figures_of_a_register():
    """30 + 20 parts of employees, 25 + 25 of others: 50 %, and 2 votes of 4."""
    stakes = [stake(30), stake(20), stake(25, False), stake(25, False)]
    assert capital_figures(stakes) == Capital(
        value=D(2000),
        associates=4,
        employees=2,
        employee_capital=D("50.00"),
        employee_votes=D("50.00"),
        largest=D("30.00"),
    )


def test_who_left_counts_no_more():
    stakes = [stake(30), stake(0), stake(30)]
    assert capital_figures(stakes).associates == 2
    assert codes(stakes) == []


def test_employees_hold_51_percent():
    """51 parts of 100 are enough, 50.99 % are not, though one reads 51 %."""
    outside = [stake(49, False)]
    assert codes([stake(26), stake(25), *outside]) == []
    short = [Stake(26, D("2599.60")), Stake(25, D("2500.00"))]
    others = [Stake(49, D("4900.40"), False)]
    [breach] = capital_breaches([*short, *others], SCOP)
    assert breach == Breach("employee_capital", D("51.00"), D(51))


def test_employees_hold_65_percent_of_the_votes():
    """13 employees of 20 associates are 65 %; 12 of 19 are 63.16 %."""
    seven = [stake(1, False)] * 7
    assert codes([*[stake(10)] * 13, *seven]) == []
    [breach] = capital_breaches([*[stake(10)] * 12, *seven], SCOP)
    assert breach == Breach("employee_votes", D("63.16"), D(65))


def test_nobody_holds_more_than_half():
    """50 of 100 is allowed, 51 is not."""
    assert codes([stake(50), stake(25), stake(25)]) == []
    [breach] = capital_breaches([stake(51), stake(25), stake(24)], SCOP)
    assert breach == Breach("one_associate", D("51.00"), D(50))


def test_least_number_counts_the_employees_of_a_scop():
    seven = CapitalLimits(associates=7, employees_only=True)
    six_and_one = [*[stake(10)] * 6, stake(1, False)]
    [breach] = capital_breaches(six_and_one, seven)
    assert breach == Breach("associates", D(6), D(7))
    assert codes([*six_and_one, stake(1)], seven) == []
    assert codes(six_and_one, CapitalLimits(associates=7)) == []


def test_capital_below_its_floor():
    """19 parts of 20 EUR are 380 EUR, 20 are 400 EUR."""
    [breach] = capital_breaches([stake(9), stake(10)], CapitalLimits(floor=D(400)))
    assert breach == Breach("floor", D(380), D(400))
    assert codes([stake(10), stake(10)]) == []


def test_empty_register_and_no_limit_break_nothing():
    assert codes([]) == []
    assert codes([stake(0)]) == []
    assert codes([stake(1, False)], CapitalLimits()) == []


@pytest.mark.parametrize(
    ("statutes", "stated", "highest", "least", "expected"),
    [
        ("0", "0", "0", "0", "0.00"),
        ("0", "30000", "0", "0", "7500.00"),
        ("0", "30000", "32000", "0", "8000.00"),
        ("9000", "30000", "32000", "0", "9000.00"),
        ("5000", "30000", "32000", "18500", "18500.00"),
        ("0", "18500.55", "0", "0", "4625.14"),
    ],
)
def test_floor_is_the_highest_of_all(statutes, stated, highest, least, expected):
    """Articles of association, a quarter of the highest capital (loi 47-1775, art. 13),
    legal form."""
    rules = FloorRules(D(10), D(25), D(least))
    assert capital_floor(D(statutes), D(stated), D(highest), rules) == D(expected)


def test_a_tenth_of_the_stated_capital_stays_whatever_else():
    """C. com. L231-5, where no quarter is kept: 30 000 EUR leave 3 000."""
    rules = FloorRules(D(10), D(0))
    assert capital_floor(D(0), D(30000), D(0), rules) == D("3000.00")


def test_highest_capital_was_reached_before_the_withdrawals():
    """100 + 300 = 400, - 250 = 150, + 200 = 350."""
    assert highest_capital([D(100), D(300), D(-250), D(200)]) == D(400)
    assert highest_capital([]) == D(0)


stakes_of_some = st.lists(
    st.builds(stake, st.integers(0, 500), st.booleans()), max_size=20
)


@given(stakes_of_some)
def test_percents_stay_between_0_and_100(stakes):
    figures = capital_figures(stakes)
    for percent in (figures.employee_capital, figures.employee_votes, figures.largest):
        assert 0 <= percent <= 100
    assert figures.employees <= figures.associates


@given(stakes_of_some)
def test_order_of_the_register_changes_nothing(stakes):
    assert capital_breaches(stakes, SCOP) == capital_breaches(stakes[::-1], SCOP)
