# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Ages of debts, late interest and levels of reminders, written out by hand."""

from datetime import date
from decimal import Decimal

import caetic_invoicing_engine as engine
import pytest
from hypothesis import given
from hypothesis import strategies as st

DUE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2026, 5, 31), "not_due"),
        (date(2026, 6, 1), "not_due"),
        (date(2026, 6, 2), "to_30"),
        (date(2026, 7, 1), "to_30"),
        (date(2026, 7, 2), "to_60"),
        (date(2026, 7, 31), "to_60"),
        (date(2026, 8, 1), "to_90"),
        (date(2026, 8, 30), "to_90"),
        (date(2026, 8, 31), "over_90"),
    ],
)
def test_age(day, age):
    assert engine.age_of(DUE, day) == age


def test_without_due_date():
    assert engine.age_of(None, DUE) == "not_due"


def test_late_interest_by_hand():
    """1 440 x 12.37 % x 40 / 365 = 19.5209 EUR; 40 EUR of D441-5."""
    rates = [(date(2026, 1, 1), Decimal("12.37"))]
    found = engine.claim(
        Decimal(1440), DUE, date(2026, 7, 11), rates, Decimal(40), to_company=True
    )
    assert found.days == 40
    assert found.interest == Decimal("19.52")
    assert found.fee == Decimal("40.00")
    assert found.total == Decimal("1499.52")


def test_a_public_body_keeps_the_rate_of_its_first_day_late():
    """CCP R2192-31: due on 30 June, late from 1 July: the rate of that half-year."""
    known = [(date(2026, 1, 1), Decimal(2)), (date(2026, 7, 1), Decimal(3))]
    rates = engine.public_rates(date(2026, 6, 30), known, Decimal(8))
    assert rates == [(date(2026, 7, 1), Decimal(11))]
    rates = engine.public_rates(date(2026, 6, 29), known, Decimal(8))
    assert rates == [(date(2026, 1, 1), Decimal(10))]
    # 1 000 EUR at 10 % for 365 days, over the change of the rate: 100 EUR.
    found = engine.claim(
        Decimal(1000),
        date(2026, 6, 29),
        date(2027, 6, 29),
        rates,
        Decimal(40),
        to_company=True,
    )
    assert (found.days, found.interest) == (365, Decimal("100.00"))
    assert engine.public_rates(date(2025, 6, 29), known, Decimal(8)) == []
    unknown = engine.claim(
        Decimal(1000), DUE, date(2026, 7, 1), [], Decimal(40), to_company=True
    )
    assert (unknown.interest, unknown.fee) == (Decimal("0.00"), Decimal("40.00"))


def test_the_rate_changes_with_the_semester():
    """3 x 2.76 % to 31 December 2025, 3 x 2.62 % from 1 January 2026 (L441-10).

    1 000 EUR due on 11 December 2025, paid on 20 January 2026: 20 days at 8.28 % =
    4.5370 and 20 days at 7.86 % = 4.3068, 8.84 EUR in all.
    """
    rates = [(date(2026, 1, 1), Decimal("7.86")), (date(2025, 7, 1), Decimal("8.28"))]
    found = engine.claim(
        Decimal(1000),
        date(2025, 12, 11),
        date(2026, 1, 20),
        rates,
        Decimal(40),
        to_company=True,
    )
    assert [period.days for period in found.periods] == [20, 20]
    assert found.interest == Decimal("8.84")


def test_a_private_person_owes_the_debt_alone():
    rates = [(date(2020, 1, 1), Decimal(10))]
    found = engine.claim(
        Decimal(100), DUE, date(2026, 9, 1), rates, Decimal(40), to_company=False
    )
    assert found.total == Decimal(100)


def test_nothing_before_the_due_date():
    rates = [(date(2020, 1, 1), Decimal(10))]
    found = engine.claim(Decimal(100), DUE, DUE, rates, Decimal(40), to_company=True)
    assert (found.interest, found.fee) == (0, 0)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 5),
            st.sampled_from(engine.AGES),
            st.decimals(0, 10**6, places=2),
        )
    )
)
def test_ages_add_up(rows):
    debts = [engine.Debt(*row) for row in rows]
    customers, whole = engine.aged(debts)
    assert whole.total == sum((debt.amount for debt in debts), Decimal(0))
    assert sum((row.total for row in customers), Decimal(0)) == whole.total
    for row in customers:
        assert sum(row.by_age.values()) == row.total


LEVELS = (engine.Level(3, 35), engine.Level(1, 5), engine.Level(2, 20))


def test_levels_come_in_order():
    """5, 20 and 35 days after 1 June."""
    step = engine.next_step(LEVELS, DUE, {})
    assert (step.key, step.date) == (1, date(2026, 6, 6))
    step = engine.next_step(LEVELS, DUE, {1: date(2026, 6, 6)})
    assert (step.key, step.date) == (2, date(2026, 6, 21))


def test_two_reminders_keep_their_distance():
    """The first left on 1 September: the second waits its 15 days."""
    step = engine.next_step(LEVELS, DUE, {1: date(2026, 9, 1)})
    assert (step.key, step.date) == (2, date(2026, 9, 16))


def test_no_level_is_left():
    sent = {1: DUE, 2: DUE, 3: DUE}
    assert engine.next_step(LEVELS, DUE, sent) is None
    assert engine.next_step(LEVELS, None, {}) is None
    assert engine.next_step((), DUE, {}) is None


def test_a_skipped_level_is_not_sent_afterwards():
    assert engine.next_step(LEVELS, DUE, {2: date(2026, 6, 21)}).key == 3


def test_texts_within_limits():
    reminder, issues = engine.parse_reminder({"greeting": "Bonjour,", "message": "Ici"})
    assert (reminder.greeting, reminder.message, issues) == ("Bonjour,", "Ici", [])
    _reminder, issues = engine.parse_reminder(
        {"greeting": "x" * 101, "message": "x" * 1501}
    )
    assert [issue.code for issue in issues] == ["too_long", "too_long"]
    _reminder, issues = engine.parse_reminder({})
    assert [issue.code for issue in issues] == ["required", "required"]


def test_forecast_of_twelve_fields():
    raw = {"month-1": "1 500,50", "month-2": "", "month-3": "0", "month-13": "9"}
    amounts, issues = engine.parse_forecast(raw)
    assert amounts == {1: Decimal("1500.50"), 3: Decimal(0)}
    assert issues == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abc", "number"),
        ("-1", "negative"),
        ("10000001", "too_big"),
        ("1,234", "places"),
    ],
)
def test_forecast_refused(typed, code):
    amounts, issues = engine.parse_forecast({"month-5": typed})
    assert amounts == {}
    assert [(issue.field, issue.code) for issue in issues] == [("month-5", code)]


def test_year_adds_up():
    months, whole = engine.year_figures({1: Decimal(10), 12: Decimal(5)}, {}, {})
    assert len(months) == 12
    assert (whole.turnover, whole.forecast, whole.before) == (15, 0, 0)
