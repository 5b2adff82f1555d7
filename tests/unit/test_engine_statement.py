# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Statement of account: periods that add up, ages, tables of accounts (R430, R431)."""

from datetime import date
from decimal import Decimal

import caetic_members_engine as engine
import pytest


def amounts(**values):
    return {name: Decimal(value) for name, value in values.items()}


# The month of Studio Garrigue (4.8): 1 150 + 2 400 - 180 - 240 - 16 = 3 114.
JUNE = amounts(sale="2400.00", cost="-180.00", contribution="-240.00", fee="-16.00")


def test_r111_lines_lead_from_opening_to_closing():
    month = engine.state_period(Decimal("1150.00"), JUNE, Decimal("3114.00"))
    assert month.movements["pay"] == 0
    assert sum(month.movements.values()) == Decimal("1964.00")


def test_a_cent_astray_is_refused():
    with pytest.raises(engine.EngineError) as refused:
        engine.state_period(Decimal(1150), JUNE, Decimal("3114.01"))
    assert refused.value.code == "does_not_add_up"
    assert refused.value.params == {"difference": Decimal("-0.01")}


def test_r432_months_of_a_year_follow():
    june = engine.state_period(Decimal("1150.00"), JUNE, Decimal("3114.00"))
    july = engine.state_period(
        Decimal("3114.00"), amounts(pay="-2614.00"), Decimal("500.00")
    )
    year = engine.join_periods([june, july])
    assert (year.opening, year.closing) == (Decimal("1150.00"), Decimal("500.00"))
    assert year.movements["pay"] == Decimal("-2614.00")
    assert year.movements["sale"] == Decimal("2400.00")
    with pytest.raises(engine.EngineError, match="do_not_follow"):
        engine.join_periods([july, june])
    with pytest.raises(engine.EngineError, match="no_month"):
        engine.join_periods([])


@pytest.mark.parametrize(
    ("due", "code"),
    [
        (None, "due"),
        (date(2026, 7, 1), "due"),
        (date(2026, 6, 30), "due"),
        (date(2026, 6, 29), "d30"),
        (date(2026, 5, 31), "d30"),
        (date(2026, 5, 30), "d60"),
        (date(2026, 5, 1), "d60"),
        (date(2026, 4, 30), "d90"),
        (date(2026, 4, 1), "d90"),
        (date(2026, 3, 31), "older"),
    ],
)
def test_r424_classes_of_age(due, code):
    assert engine.age_class(due, date(2026, 6, 30)) == code


def test_r424_debts_by_age():
    debts = [
        (date(2026, 7, 15), Decimal(120)),
        (date(2026, 6, 1), Decimal(60)),
        (date(2026, 6, 2), Decimal("0.50")),
    ]
    ages = engine.by_age(debts, date(2026, 6, 30))
    assert ages["due"] == 120
    assert ages["d30"] == Decimal("60.50")
    assert list(ages) == ["due", "d30", "d60", "d90", "older"]


def test_steps_of_a_year_are_those_of_its_last_month():
    may = [{"code": "tier", "base": "1000", "rate": "10", "amount": "100"}]
    june = [
        {"code": "tier", "base": "1500", "rate": "10", "amount": "150"},
        {"code": "charged", "base": "0", "rate": "0", "amount": "-100"},
    ]
    fee = [{"code": "fee", "detail": "RC pro", "amount": "16.00"}]
    assert engine.period_steps([june], [fee]) == [*june, *fee]
    whole = engine.period_steps([may, june], [fee, fee])
    assert [step["amount"] for step in whole] == ["150", "32.00"]


def test_prefixes_leave_some_out():
    taxes = engine.parse_prefixes("42,-421,-425,43, 44")
    assert taxes.match("428000")
    assert taxes.match("445710")
    assert not taxes.match("421000")
    assert not taxes.match("401100")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_prefix"),
        ("-42", "no_prefix"),
        ("4x", "bad_prefix"),
        ("42;43", "bad_prefix"),
        ("42,-51", "useless_exclusion"),
    ],
)
def test_odd_prefixes_are_refused(text, code):
    with pytest.raises(engine.EngineError, match=code):
        engine.parse_prefixes(text)


@pytest.mark.parametrize("text", ["", "a b", "a +", "a * b", "3", "a - - b"])
def test_odd_formulas_are_refused(text):
    with pytest.raises(engine.EngineError, match="bad_formula"):
        engine.parse_formula(text)


def rubric(code, accounts="", formula="", sign=1):
    return engine.Rubric(
        code,
        engine.parse_prefixes(accounts) if accounts else None,
        engine.parse_formula(formula) if formula else (),
        sign,
    )


def test_formula_names_rows_above():
    one, total = rubric("one", "40"), rubric("total", formula="one + two")
    with pytest.raises(engine.EngineError, match="unknown_row"):
        engine.check_rubrics([one, total])
    with pytest.raises(engine.EngineError, match="twice"):
        engine.check_rubrics([one, one])


def test_r430_treasury_table():
    """3 840 invoiced, 2 880 of them paid (480 of VAT), a bill of 54 of which 9 of VAT.

    Bank 2 880, VAT -640 + 9, suppliers -54, customers 960; result 3 200 - 45.
    """
    balances = amounts(
        **{"512": "2880", "445710": "-640", "445660": "9", "401100": "-54"},
        **{"411100": "960", "706000": "-3200", "613000": "45", "467000": "7"},
    )
    rubrics = [
        rubric("bank", "5"),
        rubric("taxes", "42,-421,-425,43,44"),
        rubric("suppliers", "40"),
        rubric("reference", formula="bank + taxes + suppliers"),
        rubric("customers", "41"),
        rubric("future", formula="reference + customers"),
        rubric("result", "6,7", sign=-1),
    ]
    table = engine.fill_table(rubrics, [balances])
    assert table.rows["reference"] == (Decimal(2195),)
    assert table.rows["future"] == (Decimal(3155),)
    assert table.rows["result"] == (Decimal(3155),)
    assert table.unassigned == (Decimal(7),)


def test_r431_columns_and_percentage():
    rubrics = [
        rubric("head"),
        rubric("turnover", "70", sign=-1),
        rubric("costs", "6"),
        rubric("result", formula="turnover - costs", sign=-1),
    ]
    months = [amounts(**{"706": "-1000", "613": "250"}), amounts(**{"613": "50"})]
    table = engine.fill_table(rubrics, months)
    assert table.rows["head"] == (0, 0)
    assert table.rows["result"] == (Decimal(750), Decimal(-50))
    assert engine.percentage(Decimal(250), Decimal(1000)) == Decimal("25.0")
    assert engine.percentage(Decimal(1), Decimal(0)) is None


def test_late_part():
    assert engine.late_part(Decimal("100.00"), Decimal("40.00")) == Decimal("60.00")


def test_rows_that_hold_nothing_are_not_read():
    rows = [
        {"code": "head", "kind": "heading", "amount": 0},
        {"code": "goods", "kind": "accounts", "amount": 0},
        {"code": "purchases", "kind": "total", "amount": 0},
        {"code": "head_2", "kind": "heading", "amount": 0},
        {"code": "services", "kind": "accounts", "amount": 5},
        {"code": "costs", "kind": "total", "amount": 5},
        {"code": "result", "kind": "total", "amount": 0},
    ]
    kept = engine.drop_empty(rows, lambda row: row["amount"])
    codes = [row["code"] for row in kept]
    assert codes == ["head_2", "services", "costs", "result"]
