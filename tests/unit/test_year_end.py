# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Settlement of a year (R122, R123), with the figures of the worked example."""

from datetime import date
from decimal import Decimal as D

import pytest
from caetic_members_engine import (
    EngineError,
    settle_year,
    settlement_deadline,
    split_due,
)


def test_worked_example():
    """42 000 of sales, 6 300 of charges, contribution 4 600: 31 100 for pay."""
    contribution = D(40000) * 11 / 100 + D(2000) * 10 / 100
    assert contribution == 4600
    earned = D(42000) - D(6300) - contribution
    found = settle_year(D(0), earned, D(-27500))
    assert (found.available, found.paid, found.due) == (31100, 27500, 3600)


def test_worked_deadline():
    """General meeting of 20 June 2027: by 20 July 2027 (R7331-12)."""
    assert settlement_deadline(date(2027, 6, 20), 1) == date(2027, 7, 20)


def test_a_month_after_the_last_of_may_is_the_last_of_june():
    assert settlement_deadline(date(2027, 5, 31), 1) == date(2027, 6, 30)


def test_what_earlier_years_left_is_part_of_the_balance():
    found = settle_year(D("1150.005"), D(1000), D("-2000"))
    assert found.balance == found.due == D("150.01")


def test_nothing_is_due_of_an_overdrawn_account():
    found = settle_year(D(-500), D(300), D(0))
    assert (found.balance, found.due) == (-200, 0)


@pytest.mark.parametrize(
    ("decision", "amount", "expected"),
    [
        ("pay", "3600", {"pay": 3600, "keep": 0, "result": 0}),
        ("pay", "3000", {"pay": 3000, "keep": 600, "result": 0}),
        ("keep", "3600", {"pay": 0, "keep": 3600, "result": 0}),
        ("result", "1000", {"pay": 0, "keep": 2600, "result": 1000}),
    ],
)
def test_the_rest_stays_on_the_account(decision, amount, expected):
    assert split_due(D(3600), decision, D(amount), result_allowed=True) == expected


@pytest.mark.parametrize(
    ("decision", "amount", "code"),
    [
        ("pay", "3600.01", "above_due"),
        ("pay", "-1", "negative"),
        ("result", "100", "no_result"),
    ],
)
def test_refused(decision, amount, code):
    with pytest.raises(EngineError) as caught:
        split_due(D(3600), decision, D(amount))
    assert caught.value.code == code
