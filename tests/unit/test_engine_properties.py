# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What holds whatever the amounts: nothing is lost, nothing depends on the order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import caetic_members_engine as engine
from hypothesis import given, settings
from hypothesis import strategies as st

settings.register_profile("unit", max_examples=100, deadline=None, derandomize=True)
settings.load_profile("unit")

ZERO = Decimal(0)


def euros(low=-1_000_000, high=1_000_000):
    return st.decimals(low, high, places=2, allow_nan=False)


def tiers():
    """Tiers by rising amount, the first at zero, rates of 0 to 100 %."""
    starts = st.lists(euros(1, 100_000), max_size=3, unique=True).map(sorted)
    rate = st.decimals(0, 100, places=4)
    return starts.flatmap(
        lambda found: st.tuples(*[rate] * (len(found) + 1)).map(
            lambda rates: tuple(map(engine.Tier, [ZERO, *found], rates))
        )
    )


shares = st.dictionaries(st.integers(0, 20), euros(), min_size=1, max_size=8)
schemes = st.builds(
    engine.Scheme,
    tiers=tiers(),
    method=st.sampled_from(["marginal", "whole"]),
    floor_year=euros(0, 5000),
    cap_year=st.none() | euros(0, 10_000),
    exempt_months=st.integers(0, 12),
)
years = st.dictionaries(st.integers(1, 12), euros(-20_000, 50_000), max_size=12).map(
    lambda bases: [
        engine.MonthBase(date(2026, month, 1), base) for month, base in bases.items()
    ]
)


@given(euros(), shares)
def test_allocate_conserves_and_repeats(total, weights):
    parts = engine.allocate(total, weights)
    assert engine.conserved(parts.values(), total) == 0
    assert list(parts) == list(weights)
    assert all(part == engine.cents(part) for part in parts.values())
    assert engine.allocate(total, dict(weights)) == parts


@given(euros(), st.dictionaries(st.integers(), euros(0), min_size=1, max_size=8))
def test_allocate_stays_within_a_cent_of_the_proportion(total, weights):
    whole = sum(weights.values())
    for key, part in engine.allocate(total, weights).items():
        if whole:
            assert abs(part - total * weights[key] / whole) < engine.CENT


@given(shares, euros(-1000, 1_000_000), euros(-1000, 1_000_000))
def test_settle_keeps_the_sum_whatever_the_signs(amounts, total, paid):
    part = engine.paid_part(total, paid)
    released = engine.settle(amounts, total, paid)
    whole = sum(amounts.values(), ZERO)
    assert abs(engine.conserved(released.values(), whole * part)) <= engine.CENT / 2
    for key, amount in amounts.items():
        assert abs(released[key] - amount * part) <= engine.CENT


@given(shares, euros(1), euros(0))
def test_settle_cancels_on_the_other_side(amounts, total, paid):
    released = engine.settle(amounts, total, paid)
    opposite = engine.settle({k: -v for k, v in amounts.items()}, total, paid)
    assert {key: -amount for key, amount in released.items()} == opposite


@given(st.dictionaries(st.integers(0, 3), shares, max_size=3), euros(1), euros(0))
def test_items_of_an_owner_add_up_to_its_part(owners, total, paid):
    items = {o: {(o, key): v for key, v in own.items()} for o, own in owners.items()}
    released = engine.settle_items(items, total, paid)
    whole = {owner: sum(own.values(), ZERO) for owner, own in items.items()}
    for owner, part in engine.settle(whole, total, paid).items():
        assert sum((released[item] for item in items[owner]), ZERO) == part


@given(shares, euros(1), st.lists(euros(-1000, 50_000), max_size=5))
def test_days_add_up_to_what_is_released(amounts, total, paid):
    """R419 b: whatever the days, and money given back, the sum is today's part."""
    payments = {date(2026, 1, day): amount for day, amount in enumerate(paid, 1)}
    release = partial(engine.settle, amounts, total)
    days = engine.release_by_day(release, payments)
    sums = {key: sum(found.values(), ZERO) for key, found in days.items()}
    assert sums == release(sum(paid, ZERO))


@given(tiers(), euros(), euros())
def test_contribution_rises_with_the_base(rates, one, other):
    scheme = engine.Scheme(tiers=rates)
    due = [
        engine.contribution_due(scheme, [engine.MonthBase(date(2026, 1, 1), base)])
        for base in sorted((one, other))
    ]
    assert ZERO <= due[0].amount <= due[1].amount


@given(schemes, years, euros(-5000, 20_000), st.booleans(), st.integers(0, 12))
def test_explained_lines_add_up(scheme, months, charged, last, present):
    options = {
        "activity_start": date(2026, 2, 10),
        "settle_floor": last,
        "months_present": present,
    }
    result = engine.contribution_due(scheme, months, charged=charged, **options)
    assert engine.explained(result.lines, result.amount) == 0
    year = engine.contribution_due(scheme, months, **options)
    assert result.amount + charged == year.amount
    assert year.amount >= 0
    assert scheme.cap_year is None or year.amount <= scheme.cap_year
    again = engine.contribution_due(scheme, months, charged=year.amount, **options)
    assert again.amount == 0


mixed_years = st.lists(st.tuples(euros(-20_000, 50_000), st.booleans()), max_size=12)


def mixed(year, other):
    return [
        engine.MonthBase(date(2026, rank, 1), base, other if marked else None)
        for rank, (base, marked) in enumerate(year, 1)
    ]


@given(schemes, schemes, mixed_years, st.booleans(), st.integers(0, 12))
def test_a_year_under_two_schemes_adds_up(scheme, other, year, last, present):
    options = {"settle_floor": last, "present_under": {other: present}}
    due = engine.contribution_due(scheme, mixed(year, other), **options)
    assert engine.explained(due.lines, due.amount) == 0
    assert due.amount >= 0
    left = max(ZERO, sum((base for base, _marked in year), ZERO))
    tiers_of = sum(line.base for line in due.lines if line.code == "tier")
    assert tiers_of <= left


@given(schemes, mixed_years)
def test_two_schemes_of_the_same_rates_are_one(scheme, year):
    scheme = replace(scheme, exempt_months=0)
    other = replace(scheme, fees=(engine.Fee("insurance", Decimal(16)),))
    one = engine.contribution_due(scheme, mixed(year, None))
    two = engine.contribution_due(scheme, mixed(year, other))
    # Each scheme rounds each of its tiers by itself.
    assert abs(one.amount - two.amount) <= Decimal("0.01") * len(two.lines)


@given(st.lists(euros(), min_size=8, max_size=8), euros(), euros(0), euros(0), euros(0))
def test_statement_lines_add_up_to_available(terms, due, fee, reserve, pending):
    result = engine.statement(
        engine.Terms(*terms),
        engine.Result(due),
        engine.FeeDue((), fee),
        reserve,
        pending,
    )
    amounts = [amount for _code, amount in result.lines]
    assert engine.conserved(amounts, result.available) == 0
    assert result.payable >= 0
    assert result.payable in (0, result.available - reserve - pending)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 1000), euros(1))
def test_fees_are_charged_once_a_month(start, days, fee):
    on_date = date.fromordinal(start.toordinal() + days)
    fees = [engine.Fee("own", fee), engine.Fee("year", fee, "year")]
    due = partial(engine.fees_due, lambda _month: fees, start)
    all_due = due(None, on_date)
    age = (on_date.year - start.year) * 12 + on_date.month - start.month
    assert len(set(all_due.months)) == age + 1
    middle = all_due.months[age // 2]
    before = due(None, middle)
    after = due(middle, on_date)
    assert before.months + after.months == all_due.months
    assert before.amount + after.amount == all_due.amount
    assert sum(line.amount for line in all_due.lines) == all_due.amount
    assert sum(all_due.by_name.values()) == all_due.amount
    januaries = sum(month.month == 1 for month in all_due.months[1:])
    assert all_due.amount == fee * (age + 2 + januaries)


@given(euros(), euros(), euros())
def test_closing_is_opening_and_movement(opening, movement, astray):
    closing = opening + movement
    assert engine.closes(opening, movement, closing) == 0
    assert engine.closes(opening, movement, closing - astray) == astray
