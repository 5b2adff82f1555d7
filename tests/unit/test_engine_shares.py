# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Parts of the capital (R128, R129): what each move does, and what always holds."""

from datetime import date
from decimal import Decimal

import pytest
from caetic_members_engine import (
    Change,
    EngineError,
    Holding,
    ShareRequest,
    above_floor,
    apply_change,
    entry_items,
    membership,
    reimbursement_due,
    replay,
    share_change,
    votes,
)
from hypothesis import given
from hypothesis import strategies as st

D = Decimal
NOMINAL = D("20.00")
KINDS = (
    "subscription",
    "release",
    "transfer_out",
    "transfer_in",
    "withdrawal",
    "reimbursement",
)


def request(kind, quantity=0, amount="0", loss="0"):
    return ShareRequest(kind, quantity, D(amount), NOMINAL, D(loss))


def held(parts, released="0", payable="0"):
    return Holding(parts, parts * NOMINAL, D(released), D(payable))


# -- each kind, in written-out arithmetic -----------------------------------------


def test_subscription_of_five_parts_of_twenty_euros():
    change = share_change(Holding(), request("subscription", 5))
    assert change == Change(5, D("100.00"))


def test_release_pays_without_changing_the_parts():
    change = share_change(held(5), request("release", amount="33.335"))
    assert change == Change(released=D("33.34"))


def test_withdrawal_of_everything_owes_what_was_paid():
    """5 parts, 60 EUR paid: 60 owed, the 40 still to pay are not due any more."""
    change = share_change(held(5, "60.00"), request("withdrawal", 5))
    assert change == Change(-5, D("-100.00"), D("-60.00"), D("60.00"))
    assert apply_change(held(5, "60.00"), change).remaining == 0


def test_withdrawal_of_some_takes_the_paid_parts_first():
    """4 parts, 40 EUR paid: 2 leave with their 40 EUR, 2 are still to be paid."""
    before = held(4, "40.00")
    after = apply_change(before, share_change(before, request("withdrawal", 2)))
    assert after == Holding(2, D("40.00"), D("0.00"), D("40.00"))


def test_losses_are_kept_back():
    change = share_change(held(5, "100.00"), request("withdrawal", 5, loss="15"))
    assert (change.payable, change.loss) == (D("85.00"), D("15.00"))


def test_transfer_moves_paid_parts():
    change = share_change(held(5, "60.00"), request("transfer_out", 3))
    received = share_change(Holding(), request("transfer_in", 3))
    assert change == Change(-3, D("-60.00"), D("-60.00"))
    assert received == change.reversed()


def test_no_share_in_reserves():
    """R129: whatever the time that has passed, a part of 20 EUR is worth 20 EUR."""
    change = share_change(held(1, "20.00"), request("withdrawal", 1))
    assert change.payable == D("20.00")


@pytest.mark.parametrize(
    ("holding", "asked", "code"),
    [
        (held(5), request("subscription", 0), "not_positive"),
        (held(5), request("release"), "not_positive"),
        (held(5, "60.00"), request("release", amount="40.01"), "over_released"),
        (held(5, "60.00"), request("transfer_out", 4), "parts_unpaid"),
        (held(5, "60.00"), request("transfer_out", 6), "parts_missing"),
        (held(5), request("withdrawal", 6), "parts_missing"),
        (held(5, "60.00"), request("withdrawal", 5, loss="60.01"), "loss_too_high"),
        (held(0, payable="9"), request("reimbursement", amount="9.01"), "over_reimb"),
    ],
)
def test_refusals(holding, asked, code):
    with pytest.raises(EngineError, match=code):
        share_change(holding, asked)


def test_a_change_that_later_ones_rest_on_is_not_undone():
    subscription = Change(5, D("100.00"))
    with pytest.raises(EngineError, match="over_released"):
        replay([subscription, Change(released=D("40.00")), subscription.reversed()])


# -- entries ----------------------------------------------------------------------


def test_entry_of_a_release():
    items = entry_items(Change(released=D("40.00")))
    assert items == {
        "claim": D("-40.00"),
        "unpaid": D("40.00"),
        "paid": D("-40.00"),
        "cash": D("40.00"),
    }


def test_entry_of_a_withdrawal_moves_no_money():
    change = share_change(held(5, "60.00"), request("withdrawal", 5, loss="10"))
    assert entry_items(change) == {
        "claim": D("-40.00"),
        "unpaid": D("40.00"),
        "paid": D("60.00"),
        "payable": D("-50.00"),
        "loss": D("-10.00"),
    }


# -- dates and votes --------------------------------------------------------------


def test_reimbursed_within_five_years():
    assert reimbursement_due(date(2028, 2, 29), 60) == date(2033, 2, 28)


def test_one_person_one_vote():
    """Loi 47-1775 art. 9."""
    assert [votes(parts) for parts in (0, 1, 2, 10_000)] == [0, 1, 1, 1]


def test_membership_runs_from_the_first_part_to_the_last():
    moves = [(date(2026, 1, 5), 2), (date(2026, 3, 1), 3), (date(2027, 6, 1), -5)]
    assert membership(moves[:2]) == (date(2026, 1, 5), None)
    assert membership(moves) == (date(2026, 1, 5), date(2027, 6, 1))
    assert membership([]) == (None, None)


def test_capital_stays_at_its_floor():
    """C. com. L231-5: 100 EUR of capital, a floor of 60."""
    two, three = Change(-2, D(-40)), Change(-3, D(-60))
    assert above_floor(D(100), two, D(60))
    assert not above_floor(D(100), three, D(60))
    assert above_floor(D(10), Change(1, D(20)), D(60))


# -- what always holds ------------------------------------------------------------

asked = st.builds(
    ShareRequest,
    kind=st.sampled_from(KINDS),
    quantity=st.integers(0, 12),
    amount=st.decimals(0, 300, places=2),
    nominal=st.sampled_from([D("1.00"), D("15.25"), D("20.00")]),
    loss=st.decimals(0, 20, places=2) | st.just(D(0)),
)


def live(requests):
    """Play requests as people would: what is refused changes nothing."""
    holding, changes = Holding(), []
    for one in requests:
        try:
            change = share_change(holding, one)
            holding = apply_change(holding, change)
        except EngineError:
            continue
        changes.append(change)
    return holding, changes


@given(st.lists(asked, max_size=30))
def test_register_is_the_replay_of_the_moves(requests):
    holding, changes = live(requests)
    assert replay(changes) == holding


@given(st.lists(asked, max_size=30))
def test_nothing_is_negative_and_paid_never_exceeds_subscribed(requests):
    for length in range(len(requests)):
        holding, _changes = live(requests[: length + 1])
        assert holding.parts >= 0
        assert 0 <= holding.released <= holding.value
        assert holding.payable >= 0
        assert holding.remaining >= 0


@given(st.lists(asked, max_size=30))
def test_entries_balance_and_sum_to_the_register(requests):
    holding, changes = live(requests)
    ledger = dict.fromkeys(("claim", "unpaid", "paid", "payable", "loss", "cash"), D(0))
    for change in changes:
        items = entry_items(change)
        assert sum(items.values()) == 0
        assert all(items.values())
        for role, balance in items.items():
            ledger[role] += balance
    assert -(ledger["unpaid"] + ledger["paid"]) == holding.value
    assert -ledger["paid"] == holding.released
    assert ledger["claim"] == holding.remaining
    assert -ledger["payable"] == holding.payable


@given(st.lists(asked, max_size=30))
def test_undoing_backwards_leads_back_to_nothing(requests):
    _holding, changes = live(requests)
    undone = [change.reversed() for change in reversed(changes)]
    assert replay([*changes, *undone]) == Holding()


@given(st.lists(asked, max_size=30), asked)
def test_nobody_gets_more_than_was_paid(requests, last):
    """R129: reimbursed at nominal value at most, whatever the order."""
    _holding, changes = live([*requests, last])
    paid = sum(change.released for change in changes if change.released > 0)
    owed = sum(change.payable for change in changes if change.payable > 0)
    assert owed <= paid
