# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the cooperative advances before customers pay (R419 c, R421, R423)."""

from datetime import date
from decimal import Decimal
from random import Random

from caetic_members_engine.advances import (
    Advance,
    Position,
    advance_ceiling,
    position,
    share_cap,
)
from caetic_members_engine.availability import Terms, statement
from caetic_members_engine.contribution import Result
from caetic_members_engine.fees import FeeDue

D = Decimal
ZERO = D(0)


def account(available, **more):
    terms = Terms(sale=D(available))
    return statement(terms, Result(ZERO, ()), FeeDue(), **more)


def test_position_of_the_worked_example():
    """R424's example: 3 834 under (a), 3 114 under (b); reserve 500, nothing asked."""
    assert position(D(3834), D(3114), ZERO, D(500)) == Position(D(720), ZERO)


def test_drawn_is_what_goes_below_the_reserve_and_never_above_what_waits():
    """Asked 2 714: the cash left is 400, so 100 of the reserve's 500 is advanced."""
    assert position(D(3834), D(3114), D(2714), D(500)).used == D(100)
    assert position(D(100), D(100), D(900), D(500)) == Position(ZERO, ZERO)
    assert position(D(100), D(40), D(900), ZERO).used == D(60)


def test_all_is_advanced_within_the_limit():
    positions = {"a": Position(D(600), D(10)), "b": Position(D(300))}
    assert share_cap(D(900), positions) == {"a": D(600), "b": D(300)}
    assert share_cap(D(1), {}) == {}


def test_limit_is_shared_in_proportion_to_what_waits():
    """300 for 600 + 300 that wait: a third of each."""
    positions = {"a": Position(D(600)), "b": Position(D(300))}
    assert share_cap(D(300), positions) == {"a": D(200), "b": D(100)}


def test_who_draws_first_gains_nothing():
    before = {"a": Position(D(1000)), "b": Position(D(1000))}
    after = {"a": Position(D(1000), D(500)), "b": Position(D(1000))}
    assert share_cap(D(1000), before) == share_cap(D(1000), after)


def test_what_was_drawn_above_a_share_lowers_the_others():
    """400 drawn of 500 whose share would be 250: the two others share 100."""
    positions = {
        "a": Position(D(500), D(400)),
        "b": Position(D(250)),
        "c": Position(D(250)),
    }
    assert share_cap(D(500), positions) == {"a": D(400), "b": D(50), "c": D(50)}


def test_limit_below_what_was_drawn_leaves_nothing_new():
    positions = {"a": Position(D(500), D(400)), "b": Position(D(250), D(20))}
    assert share_cap(D(-10), positions) == {"a": D(400), "b": D(20)}


def test_whole_is_never_above_the_limit_by_a_new_payment():
    """200 random cooperatives: ceilings add up to the limit, or to what was drawn."""
    draw = Random(421)  # noqa: S311 - the same cases each time
    for _run in range(200):
        positions = {}
        for key in range(draw.randint(1, 30)):
            waits = D(draw.randint(1, 500_000)) / 100
            used = min(waits, D(draw.randint(0, 300_000)) / 100)
            positions[key] = Position(waits, used if draw.random() < 0.4 else ZERO)
        cap = D(draw.randint(0, 4_000_000)) / 100
        ceilings = share_cap(cap, positions)
        used = sum((one.used for one in positions.values()), ZERO)
        assert sum(ceilings.values(), ZERO) <= max(cap, used)
        for key, one in positions.items():
            assert one.used <= ceilings[key] <= one.uncashed


def test_payable_under_the_limit():
    """3 834 available of which 720 wait; 220 is advanced: 3 834 - 500 - 500 = 2 834.

    With nothing advanced it is what policy (b) gives: 3 114 - 500 = 2 614.
    """
    one = account(3834, reserve_floor=D(500), uncashed=D(720))
    assert one.payable == D(3334)
    assert one.withhold(D(500)).payable == D(2834)
    assert one.withhold(D(720)).payable == D(2614)


def test_an_advance_takes_the_place_of_the_reserve():
    """R423: 100 on the account and 800 accepted below zero: 900, less 50 asked."""
    one = account(100, reserve_floor=D(500), advance=D(800), pending=D(50))
    assert (one.floor, one.payable) == (D(-800), D(850))
    assert one.payable_besides(D(50)) == D(900)
    assert account(-700, advance=D(800)).payable == D(100)
    assert account(-900, advance=D(800)).payable == ZERO


def test_advances_hold_from_the_decision_to_the_due_date():
    rows = (
        Advance(D(800), date(2026, 6, 1), date(2026, 8, 31)),
        Advance(D(200), date(2026, 8, 1), date(2026, 9, 30)),
    )
    days = [(5, 31, 0), (6, 1, 800), (8, 31, 1000), (9, 1, 200), (10, 1, 0)]
    for month, day, amount in days:
        assert advance_ceiling(rows, date(2026, month, day)) == amount
