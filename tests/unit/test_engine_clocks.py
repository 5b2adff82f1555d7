# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Legal clocks: the vectors T2.1 to T2.5, R108, R109, R118, and what always holds."""

from datetime import date, timedelta

import pytest
from caetic_members_engine import (
    EngineError,
    Period,
    association_deadline,
    check_cape_period,
    check_renewal,
    interview_due,
    period_term,
    prior_days,
    trial_limit,
)
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

# L127-2, L7331-3, L7332-1: twelve months twice renewed, three years, eight months.
PERIOD, RENEWALS, ASSOCIATION, TRIAL = 12, 2, 36, 8
DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))


@st.composite
def periods(draw):
    start = draw(DAYS)
    length = draw(st.none() | st.integers(0, 1500))
    return Period(start, None if length is None else start + timedelta(days=length))


def follow(start, months):
    """Periods of some months each, one after the other."""
    spans = []
    for count in months:
        spans.append(Period(start, period_term(start, count)))
        start = spans[-1].end + timedelta(days=1)
    return spans


def test_t21_twelve_months_end_on_the_eve_of_the_anniversary():
    assert period_term(date(2026, 1, 5), 12) == date(2027, 1, 4)


def test_t22_two_renewals_of_twelve_months_and_no_third():
    spans = follow(date(2026, 1, 5), [12, 12, 12, 12])
    assert spans[2].end == date(2029, 1, 4)
    check_renewal(spans[0], spans[1], 1, RENEWALS)
    check_renewal(spans[1], spans[2], 2, RENEWALS)
    with pytest.raises(EngineError, match="too_many_renewals"):
        check_renewal(spans[2], spans[3], 3, RENEWALS)


def test_t23_third_renewal_refused_though_sixteen_months():
    spans = follow(date(2026, 1, 5), [4, 4, 4, 4])
    assert spans[3].end == date(2027, 5, 4)
    with pytest.raises(EngineError, match="too_many_renewals"):
        check_renewal(spans[2], spans[3], 3, RENEWALS)


def test_t24_cape_followed_by_cesa():
    prior = [Period(date(2026, 1, 5), date(2026, 11, 30))]
    start = date(2026, 12, 1)
    assert association_deadline(start, prior, ASSOCIATION) == date(2029, 1, 5)
    assert trial_limit(start, prior, TRIAL) is None


def test_t25_three_months_of_cape():
    prior = [Period(date(2026, 1, 5), date(2026, 4, 4))]
    start = date(2026, 4, 5)
    # CESA start + 33 months; eight months of trial less three are five.
    assert association_deadline(start, prior, ASSOCIATION) == date(2029, 1, 5)
    assert trial_limit(start, prior, TRIAL) == date(2026, 9, 4)


def test_r108_associate_on_the_first_day_after_36_months_of_cape():
    prior = follow(date(2023, 1, 5), [12, 12, 12])
    start = date(2026, 1, 5)
    assert association_deadline(start, prior, ASSOCIATION) == start


def test_r109_no_prior_contract_leaves_the_whole_trial():
    assert trial_limit(date(2026, 3, 1), [], TRIAL) == date(2026, 10, 31)


def test_r108_days_of_two_contracts_at_once_count_once():
    prior = [
        Period(date(2026, 1, 1), date(2026, 1, 31)),
        Period(date(2026, 1, 16), date(2026, 2, 10)),
    ]
    assert prior_days(date(2026, 6, 1), prior) == 31 + 10


def test_r202_a_period_is_at_most_twelve_months_and_has_an_end():
    check_cape_period(Period(date(2026, 1, 5), date(2027, 1, 4)), PERIOD)
    with pytest.raises(EngineError, match="cape_too_long"):
        check_cape_period(Period(date(2026, 1, 5), date(2027, 1, 5)), PERIOD)
    with pytest.raises(EngineError, match="cape_without_term"):
        check_cape_period(Period(date(2026, 1, 5)), PERIOD)


def test_r202_a_renewal_follows_without_a_gap():
    first = Period(date(2026, 1, 5), date(2026, 6, 4))
    with pytest.raises(EngineError, match="renewal_gap"):
        check_renewal(first, Period(date(2026, 6, 6), date(2026, 9, 5)), 1, RENEWALS)


@pytest.mark.parametrize(
    ("held", "due"),
    [
        ([], date(2026, 7, 4)),
        ([date(2026, 3, 1)], date(2027, 1, 4)),
        ([date(2026, 3, 1), date(2026, 9, 1)], date(2027, 7, 4)),
        # An interview held before the contract is the diagnosis, not one of the two.
        ([date(2025, 12, 1)], date(2026, 7, 4)),
    ],
)
def test_r118_two_interviews_a_year_the_first_within_six_months(held, due):
    assert interview_due(date(2026, 1, 5), held, 2, 6) == due


def test_a_reversed_period_is_refused():
    with pytest.raises(EngineError, match="period_reversed"):
        Period(date(2026, 2, 1), date(2026, 1, 1))


@given(DAYS, st.lists(periods(), max_size=5))
def test_deadline_lies_between_start_and_three_years(start, prior):
    deadline = association_deadline(start, prior, ASSOCIATION)
    assert start <= deadline <= start + relativedelta(months=ASSOCIATION)


@given(DAYS, st.lists(periods(), max_size=5))
def test_trial_never_lasts_more_than_eight_months(start, prior):
    last = trial_limit(start, prior, TRIAL)
    assert last is None or start <= last <= period_term(start, TRIAL)


@given(DAYS, st.lists(periods(), max_size=4), periods())
def test_one_more_prior_contract_never_moves_the_deadline_back(start, prior, more):
    before = association_deadline(start, prior, ASSOCIATION)
    assert association_deadline(start, [*prior, more], ASSOCIATION) <= before


@given(DAYS, st.lists(DAYS, max_size=8))
def test_next_interview_is_due_within_a_year_of_the_last_ones(start, held):
    due = interview_due(start, held, 2, 6)
    assert due >= period_term(start, 6)
    years = sum(1 for day in held if day >= start) // 2 + 1
    assert due < start + relativedelta(years=years)
