# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whose each item of the balance sheet is: analytic accounts of classes 1 to 5 (R120).

Income and costs belong to one activity, or to the structure. What customers owe, VAT
and debts follow the document; the bank follows what it settles, and is the balancing
figure, so that each owner's part of an entry adds up to zero.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO, allocate, cents, round_parts

BANK = "5"
Parts = dict[Hashable, Decimal]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a posted entry.

    :param balance: debit less credit, EUR
    :param code: general account
    :param owner: the one analytic account that the item names, if any
    :param price: with VAT, of a line of a document, EUR; zero of others
    :param vat: of a line of a document, EUR
    :param is_vat: an item that holds VAT
    :param is_cash: on the account of the entry's own bank journal
    :param links: items that it settles, or that settle it, and how much, EUR positive
    """

    key: Hashable
    balance: Decimal
    code: str
    owner: Hashable = None
    price: Decimal = ZERO
    vat: Decimal = ZERO
    is_vat: bool = False
    is_cash: bool = False
    links: tuple[tuple[Hashable, Decimal], ...] = ()


def follows(items: Iterable[Item]) -> bool:
    """Tell whether an entry belongs to those whose documents it settles."""
    items = list(items)
    return any(item.code[:1] == BANK for item in items) or not any(
        item.owner for item in items
    )


def balancing(items: Iterable[Item]) -> Item | None:
    """Return the item whose parts are what the others leave, if none owns it.

    The bank; else, of an entry that follows others, the account that comes last (416
    after 411); of a document, its largest debt.
    """
    free = [item for item in items if not item.owner]
    if not free:
        return None
    if follows(items):
        return max(
            free,
            key=lambda one: (one.is_cash, one.code[:1] == BANK, one.code, one.key),
        )
    return max(free, key=lambda one: (not one.is_vat, abs(one.balance), one.key))


def own_entry(
    items: Iterable[Item],
    structure: Hashable,
    parts_of: Callable[[Hashable], Mapping[Hashable, Decimal] | None],
) -> dict[Hashable, Parts]:
    """Return the parts of each item of an entry, EUR to the cent, by owner.

    Each item's parts add up to its balance; each owner's add up to zero wherever the
    entry has an item that nobody owns.

    :param structure: owner of what belongs to no activity
    :param parts_of: parts of an item of another entry that this one follows, or
        nothing where it follows none
    """
    items = list(items)
    last = balancing(items)
    found = {item.key: {item.owner: item.balance} for item in items if item.owner}
    free = [item for item in items if not item.owner and item is not last]
    follower = follows(items)
    for item in free:
        if follower:
            found[item.key] = _settled(item, structure, parts_of)
        else:
            found[item.key] = _shared(item, _weights(items, item.is_vat), structure)
    if last:
        rest = defaultdict(lambda: ZERO)
        for parts in found.values():
            for owner, amount in parts.items():
                rest[owner] -= amount
        found[last.key] = {owner: amount for owner, amount in rest.items() if amount}
    return found


def unbalanced(found: Iterable[Mapping[Hashable, Decimal]]) -> Parts:
    """Return what the bank owes each owner of an entry without bank: add up to zero.

    An internal transfer, or a contribution, moves no bank account of the cooperative,
    and yet money from one owner to the other (R407).

    :param found: parts of each item of the entry
    :returns: balance of the bank by owner, EUR
    """
    sums = defaultdict(lambda: ZERO)
    for parts in found:
        for owner, amount in parts.items():
            sums[owner] -= amount
    return {owner: amount for owner, amount in sums.items() if amount}


def _weights(items: list[Item], of_vat: bool) -> Parts:
    """What each owner has of a document: its price, its VAT, or its balance."""
    for measure in ("vat", "price") if of_vat else ("price",):
        weights = _sum_by_owner(items, lambda one, name=measure: getattr(one, name))
        if sum(weights.values(), ZERO):
            return weights
    weights = _sum_by_owner(items, lambda one: one.balance)
    if sum(weights.values(), ZERO):
        return weights
    return _sum_by_owner(items, lambda one: abs(one.balance))


def _sum_by_owner(items, measure):
    sums = defaultdict(lambda: ZERO)
    for item in items:
        if item.owner:
            sums[item.owner] += measure(item)
    return dict(sums)


def _shared(item: Item, weights: Parts, structure: Hashable) -> Parts:
    if not sum(weights.values(), ZERO):
        return {structure: item.balance}
    return {
        owner: amount
        for owner, amount in allocate(item.balance, weights).items()
        if amount
    }


def _settled(item, structure, parts_of) -> Parts:
    """Parts of what the item settles, in proportion; the rest is the structure's."""
    exact = defaultdict(lambda: ZERO)
    left = item.balance
    for other, amount in item.links:
        parts = parts_of(other)
        whole = sum(parts.values(), ZERO) if parts else ZERO
        if not whole:
            continue
        settled = amount.copy_sign(item.balance)
        for owner, part in parts.items():
            exact[owner] += settled * part / whole
        left -= settled
    exact[structure] += left
    total = cents(sum(exact.values(), ZERO))
    return {
        owner: amount for owner, amount in round_parts(total, exact).items() if amount
    }
