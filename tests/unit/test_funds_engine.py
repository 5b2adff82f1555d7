# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Funds and equipment: what feeds, comes back, is depreciated (R409, R429)."""

from datetime import date
from decimal import Decimal

import pytest
from caetic_funds_engine import (
    FundRule,
    Instalment,
    depreciation,
    fund_lines,
    instalment_lines,
    instalments,
    net_value,
    parse_request,
    yearly_fees,
)
from caetic_members_engine import EngineError

D = Decimal
JUNE = date(2026, 6, 1)


def test_each_fund_takes_its_rate():
    """0,5 % of 2 401 is 12,005: 12,01 half up; 10 % of 240,10 is 24,01."""
    rules = [
        FundRule("A", 1, "turnover", rate=D("0.5")),
        FundRule("B", 2, "contribution", rate=D(10)),
        FundRule("C", 3, "year", amount=D(60)),
    ]
    lines = fund_lines(rules, JUNE, D(2401), D("240.10"))
    assert [(line.owner, line.amount) for line in lines] == [
        (1, D("12.01")),
        (2, D("24.01")),
    ]
    assert [(fee.owner, fee.period) for fee in yearly_fees(rules, JUNE)] == [
        (3, "year")
    ]


def test_credit_note_is_given_back():
    [line] = fund_lines([FundRule("A", 1, "turnover", rate=D(1))], JUNE, D(-200), D(0))
    assert line.amount == D(-2)


def test_fund_holds_between_its_dates():
    rule = FundRule(
        "A", 1, "turnover", D(1), date_from=date(2026, 6, 15), date_to=date(2026, 7, 1)
    )
    months = (date(2026, 5, 1), JUNE, date(2026, 7, 1), date(2026, 8, 1))
    assert [rule.holds(month) for month in months] == [False, True, True, False]


def test_unknown_basis_is_refused():
    with pytest.raises(EngineError):
        fund_lines([FundRule("A", 1, "profit")], JUNE, D(1), D(1))


def test_instalments_add_up_and_fall_on_the_first():
    rows = instalments(D("1000.01"), 12, date(2026, 11, 17))
    assert sum(amount for _day, amount in rows) == D("1000.01")
    assert {day.day for day, _amount in rows} == {1}
    assert (rows[0][0], rows[-1][0]) == (date(2026, 11, 1), date(2027, 10, 1))
    with pytest.raises(EngineError):
        instalments(D(10), 0, JUNE)


def test_instalments_due_and_not_closed():
    rows = [Instalment("L", 1, date(2026, month, 1), D(10)) for month in (5, 6, 7, 8)]
    lines = instalment_lines(rows, date(2026, 5, 31), date(2026, 7, 20))
    assert [line.month.month for line in lines] == [6, 7]
    assert len(instalment_lines(rows, None, date(2026, 7, 20))) == 3


@pytest.mark.parametrize(
    ("value", "start", "months", "count"),
    [
        ("1080", date(2026, 3, 1), 36, 36),
        ("1080", date(2026, 3, 16), 36, 37),
        ("999.99", date(2026, 1, 31), 36, 37),
        ("0.01", date(2026, 2, 28), 12, 13),
    ],
)
def test_depreciation_adds_up(value, start, months, count):
    plan = depreciation(D(value), start, months)
    assert len(plan) == count
    assert sum(one.amount for one in plan) == D(value)
    assert all(one.amount >= 0 for one in plan)
    assert net_value(D(value), plan, plan[-1].day) == 0
    assert net_value(D(value), plan, date(2020, 1, 1)) == D(value)


def test_request_is_read():
    form = {
        "fund": "3",
        "kind": "loan",
        "amount": "1 500,5",
        "months": "6",
        "reason": "Trésorerie",
    }
    asked, issues = parse_request(form, [3])
    assert (issues, asked.amount, asked.months) == ([], D("1500.5"), 6)
    asked, issues = parse_request({**form, "kind": "relief", "months": "x"}, [3])
    assert (issues, asked.months) == ([], 0)
    asked, issues = parse_request({**form, "months": "61", "amount": "-1"}, [4])
    assert asked is None
    assert {issue.field for issue in issues} == {"fund", "amount", "months"}
