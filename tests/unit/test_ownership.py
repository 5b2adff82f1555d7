# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whose each item of classes 1 to 5 is (R120): the bank is the balancing figure."""

import random
from decimal import Decimal as D

import pytest
from caetic_members_engine import Item, balancing, follows, own_entry, unbalanced

HOUSE = "house"


def nobody(key):
    return None


def invoice():
    """1 000 of A and 500 of B at 20 % of VAT, 1 800 owed."""
    return [
        Item(1, D(-1000), "706000", "A", price=D(1200), vat=D(200)),
        Item(2, D(-500), "706000", "B", price=D(600), vat=D(100)),
        Item(3, D(-300), "445740", is_vat=True),
        Item(4, D(1800), "411000"),
    ]


def payment(*links, amount=D(900)):
    return [
        Item(10, amount, "512000", is_cash=True),
        Item(11, -amount, "411000", links=links),
    ]


def sums_by_owner(found):
    sums = {}
    for parts in found.values():
        for owner, amount in parts.items():
            sums[owner] = sums.get(owner, 0) + amount
    return sums


def test_document_shares_its_vat_and_its_debt():
    found = own_entry(invoice(), HOUSE, nobody)
    assert found[3] == {"A": D(-200), "B": D(-100)}
    assert found[4] == {"A": D(1200), "B": D(600)}
    assert sums_by_owner(found) == {"A": 0, "B": 0}


def test_two_rates_of_vat_go_to_their_own_sale():
    items = [
        Item(1, D(-100), "706000", "A", price=D(120), vat=D(20)),
        Item(2, D(-100), "707000", "B", price=D("105.50"), vat=D("5.50")),
        Item(3, D("-25.50"), "445740", is_vat=True),
        Item(4, D("225.50"), "411000"),
    ]
    found = own_entry(items, HOUSE, nobody)
    assert found[3] == {"A": D(-20), "B": D("-5.50")}
    assert found[4] == {"A": D(120), "B": D("105.50")}


def test_half_a_payment_is_two_thirds_of_one():
    owed = own_entry(invoice(), HOUSE, nobody)
    found = own_entry(payment((4, D(900))), HOUSE, owed.get)
    assert found[11] == {"A": D(-600), "B": D(-300)}
    assert found[10] == {"A": D(600), "B": D(300)}


def test_what_settles_nothing_is_the_structure_s():
    owed = own_entry(invoice(), HOUSE, nobody)
    assert own_entry(payment(), HOUSE, nobody)[10] == {HOUSE: D(900)}
    more = own_entry(payment((4, D(1800)), amount=D(2000)), HOUSE, owed.get)
    assert more[10] == {"A": D(1200), "B": D(600), HOUSE: D(200)}


def test_bank_fee_of_one_activity():
    items = [
        Item(1, D(98), "512000", is_cash=True),
        Item(2, D(2), "627000", "A"),
        Item(3, D(-100), "411000", links=((9, D(100)),)),
    ]
    found = own_entry(items, HOUSE, {9: {"A": D(100)}}.get)
    assert found[1] == {"A": D(98)}


def test_debt_moved_to_another_account():
    items = [
        Item(1, D(1800), "416000"),
        Item(2, D(-1800), "411000", links=((4, D(1800)),)),
    ]
    assert follows(items)
    assert balancing(items).key == 1
    owed = own_entry(invoice(), HOUSE, nobody)
    assert own_entry(items, HOUSE, owed.get)[1] == {"A": D(1200), "B": D(600)}


def test_contribution_moves_money_and_no_bank():
    items = [
        Item(1, D(100), "708000", "A"),
        Item(2, D(-100), "708000", HOUSE),
    ]
    found = own_entry(items, HOUSE, nobody)
    assert unbalanced(found.values()) == {"A": D(-100), HOUSE: D(100)}


def test_invoice_of_nothing():
    items = [
        Item(1, D(-100), "706000", "A", price=D(120), vat=D(20)),
        Item(2, D(100), "706000", "A", price=D(-120), vat=D(-20)),
        Item(3, D(0), "411000"),
    ]
    assert own_entry(items, HOUSE, nobody)[3] == {}


@pytest.mark.parametrize("seed", range(40))
def test_nobody_gains_or_loses_a_cent(seed):
    """Each item's parts are its balance; each owner's of an entry add up to zero."""
    rng = random.Random(seed)  # noqa: S311 - figures, not secrets
    sold = {n: D(rng.randrange(1, 10**6)) / 100 for n in range(rng.randint(1, 7))}
    items = [
        Item(n, -amount, "706000", f"activity {n}", price=amount * D("1.2"), vat=amount)
        for n, amount in sold.items()
    ]
    total = sum(sold.values())
    vat = (total / 5).quantize(D("0.01"))
    items.append(Item("vat", -vat, "445740", is_vat=True))
    items.append(Item("debt", total + vat, "411000"))
    owed = own_entry(items, HOUSE, nobody)
    part = D(rng.randrange(1, int((total + vat) * 100) + 1)) / 100
    paid = payment(("debt", part), amount=part + rng.randint(0, 1))
    for entry in (items, paid):
        found = own_entry(entry, HOUSE, owed.get)
        for item in entry:
            assert sum(found[item.key].values()) == item.balance
        assert set(sums_by_owner(found).values()) <= {0}
