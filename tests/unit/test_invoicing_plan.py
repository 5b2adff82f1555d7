# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Invoices in several times: parts and their VAT add up to the whole, to the cent."""

from decimal import Decimal

import pytest
from caetic_invoicing_engine.plan import (
    PlanPart,
    PlanStage,
    add_up,
    cut,
    next_stage,
    share_out,
    stage_amounts,
    total_of,
    vat_of,
)
from hypothesis import given
from hypothesis import strategies as st

RATES = [Decimal(rate) for rate in ("0", "2.1", "5.5", "8.5", "10", "20")]
amounts = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents) / 100)
percentages = st.integers(1, 9_999).map(lambda points: Decimal(points) / 100)
part_lists = st.lists(
    st.tuples(amounts, st.sampled_from(RATES)), min_size=1, max_size=4
).map(lambda pairs: [PlanPart(key, *pair) for key, pair in enumerate(pairs)])


@given(part_lists, st.lists(percentages, max_size=6))
def test_stages_and_their_vat_add_up_to_the_whole(parts, shares):
    stages = [*(PlanStage(percentage=share) for share in shares), PlanStage()]
    sums = stage_amounts(parts, stages)
    assert len(sums) == len(stages)
    for part in parts:
        own = [one[part.key] for one in sums]
        assert sum(own) == part.untaxed
        assert all(amount >= 0 for amount in own)
        vat = sum(vat_of(amount, part.rate) for amount in own)
        assert vat == vat_of(part.untaxed, part.rate)


@given(part_lists, percentages)
def test_a_stage_is_what_was_asked_to_a_few_cents(parts, share):
    """At 2.1 %, half a cent of VAT is 24 cents of price: never more than that."""
    first = stage_amounts(parts, [PlanStage(percentage=share), PlanStage()])[0]
    wanted = total_of(parts) * share / 100
    slack = Decimal("0.30") * len(parts)
    assert abs(sum(first.values()) - wanted) <= slack


@given(part_lists, st.lists(amounts, max_size=5))
def test_progress_goes_on_from_what_is_invoiced(parts, steps):
    """Whatever is asked each time, the last one takes the rest."""
    done = []
    for wanted in steps:
        done.append(next_stage(parts, add_up(done), wanted))
    done.append(next_stage(parts, add_up(done), None))
    for part in parts:
        own = [one[part.key] for one in done]
        assert sum(own) == part.untaxed
        vat = sum(vat_of(amount, part.rate) for amount in own)
        assert vat == vat_of(part.untaxed, part.rate)


@given(amounts, st.lists(st.integers(0, 1000).map(Decimal), min_size=1, max_size=9))
def test_shares_add_up_and_are_never_a_cent_off(total, weights):
    parts = share_out(total, weights)
    whole = sum(weights)
    assert sum(parts) == (total if whole else 0)
    for part, weight in zip(parts, weights, strict=True):
        assert not whole or abs(part - total * weight / whole) < Decimal("0.01")


def test_deposit_of_a_third_and_balance():
    """30 % of 1 200 is 360, VAT 72; the balance 840, VAT 168: 1 440 in all."""
    parts = [PlanPart(1, Decimal("1200.00"), Decimal(20))]
    first, last = stage_amounts(parts, [PlanStage(percentage=Decimal(30)), PlanStage()])
    assert (first[1], last[1]) == (Decimal("360.00"), Decimal("840.00"))
    assert vat_of(first[1], Decimal(20)) + vat_of(last[1], Decimal(20)) == 240


def test_half_cents_rounded_up_twice_would_make_a_cent_too_much():
    """0.05 at 10 % bears 0.01 (0.005 up): two such would bear 0.02, the whole 0.01."""
    rate = Decimal(10)
    assert vat_of(Decimal("0.05"), rate) * 2 == Decimal("0.02")
    assert vat_of(Decimal("0.10"), rate) == Decimal("0.01")
    amount = cut(Decimal("0.10"), Decimal("0.05"), rate)
    assert amount == Decimal("0.04")
    rest = Decimal("0.10") - amount
    assert vat_of(amount, rate) + vat_of(rest, rate) == Decimal("0.01")


@pytest.mark.parametrize("amount", ["400.00", "1000.00", "2000.00"])
def test_an_amount_in_euros_is_kept_up_to_the_rest(amount):
    parts = [PlanPart(1, Decimal("1000.00"), Decimal(20))]
    stages = [PlanStage(amount=Decimal(amount)), PlanStage()]
    first, last = stage_amounts(parts, stages)
    assert first[1] == min(Decimal(amount), Decimal("1000.00"))
    assert first[1] + last[1] == Decimal("1000.00")
