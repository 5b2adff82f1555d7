# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a customer's payment releases (R419 b, R428)."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from decimal import Decimal

from .money import allocate, cents, round_parts


def paid_part(total: Decimal, paid: Decimal) -> Decimal:
    """Return the paid fraction of a document, between 0 and 1, not rounded.

    :param total: what the customer owes, VAT included, document currency
    :param paid: what was paid of it, same currency
    """
    if not total:
        return Decimal(1)
    return min(Decimal(1), max(Decimal(0), paid / total))


def settle(
    amounts: Mapping[Hashable, Decimal], total: Decimal, paid: Decimal
) -> dict[Hashable, Decimal]:
    """Return the part of each untaxed amount that a payment releases.

    The parts are in EUR to the cent and add up to the rounded part of their sum, so
    that several activities on one document never lose or gain a cent. Each is its own
    amount's part, so a discount beside a sale releases neither before it is paid.

    >>> settle({"a": Decimal(100), "b": Decimal(-90)}, Decimal(12), Decimal(6))
    {'a': Decimal('50.00'), 'b': Decimal('-45.00')}

    :param amounts: untaxed EUR by key
    :param total: what the customer owes, VAT included
    :param paid: what was paid of it
    """
    part = paid_part(total, paid)
    if part == 1:
        return dict(amounts)
    # Multiplied before divided: 7 / 12 is cut short, and so would be half a cent.
    paid = paid if part else Decimal(0)
    exact = {key: amount * paid / total for key, amount in amounts.items()}
    released = cents(sum(amounts.values(), Decimal(0)) * paid / total)
    return round_parts(released, exact)


def settle_items(
    items: Mapping[Hashable, Mapping[Hashable, Decimal]], total: Decimal, paid: Decimal
) -> dict[Hashable, Decimal]:
    """Return the part of each item that a payment releases, EUR to the cent.

    Shared between the owners first, so that none loses a cent to the way in which
    another's sale is cut into items; then between the items of each (``allocate``).

    >>> items = {"a": {1: Decimal(50), 2: Decimal(50)}, "b": {3: Decimal(100)}}
    >>> settle_items(items, Decimal(240), Decimal(120))
    {1: Decimal('25.00'), 2: Decimal('25.00'), 3: Decimal('50.00')}

    :param items: untaxed EUR by item, by owner
    """
    whole = {owner: sum(parts.values(), Decimal(0)) for owner, parts in items.items()}
    released = settle(whole, total, paid)
    return {
        item: amount
        for owner, parts in items.items()
        for item, amount in allocate(released[owner], parts).items()
    }


def release_by_day(
    release: Callable[[Decimal], Mapping[Hashable, Decimal]],
    payments: Mapping[date, Decimal],
) -> dict[Hashable, dict[date, Decimal]]:
    """Return what each day of payment adds to the released parts, EUR.

    The days of an item add up to its released part: a day rounds the cumulated
    amount, never its own alone.

    >>> half = lambda paid: {"a": cents(paid / 2)}
    >>> days = release_by_day(half, {1: Decimal("0.05"), 2: Decimal("0.05")})
    >>> list(days["a"].values())
    [Decimal('0.03'), Decimal('0.02')]

    :param release: released part of each item when so much is paid in all
    :param payments: what was paid each day, in order; negative when it was given back
    :returns: days without effect are left out; every item is there
    """
    paid = Decimal(0)
    before = release(paid)
    days: dict[Hashable, dict[date, Decimal]] = {item: {} for item in before}
    for day, amount in payments.items():
        paid += amount
        after = release(paid)
        for item, released in after.items():
            if released != before[item]:
                days[item][day] = released - before[item]
        before = after
    return days
