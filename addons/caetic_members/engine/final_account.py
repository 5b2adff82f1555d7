# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Final account of a contract: what each side owes the other (R125, R127)."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from .money import cents

ZERO = Decimal(0)
HUNDRED = Decimal(100)


def own_part(amount: Decimal, share: Decimal) -> Decimal:
    """Return the part of one member in an amount of a shared activity (R119).

    >>> own_part(Decimal("100.01"), Decimal(50))
    Decimal('50.01')

    :param amount: EUR
    :param share: percentage, 100 for somebody alone
    :returns: EUR, rounded to the cent, half up
    """
    return cents(amount * share / HUNDRED)


def moved_since(before: Decimal, now: Decimal) -> Decimal:
    """Return what an account has moved between two statements, in EUR."""
    return cents(now - before)


@dataclass(frozen=True)
class FinalBalance:
    """Sums of a final account, in EUR.

    :param available: what the accounts of the activities hold, negative when overdrawn
    :param unpaid: what customers still owe, without VAT; no part of what is due
    :param due_to_person: usable money, shares and what else the cooperative owes
    :param due_to_cooperative: overdrawn accounts and what else the person owes
    :param net: what the cooperative owes less what the person owes
    """

    available: Decimal
    unpaid: Decimal
    due_to_person: Decimal
    due_to_cooperative: Decimal
    net: Decimal


def final_balance(
    parts: Iterable[tuple[Hashable, Decimal]],
    unpaid: Iterable[Decimal] = (),
    owed_to_person: Iterable[Decimal] = (),
    owed_to_cooperative: Iterable[Decimal] = (),
) -> FinalBalance:
    """Add up a final account.

    An overdrawn account is not set against the money of another activity: both are
    shown, and the net says what remains. Unpaid invoices are no part of what is due:
    what the customer pays later is dealt with when it comes (R127).

    :param parts: ``(activity, EUR)`` for each line of the accounts of the activities
    :param unpaid: EUR without VAT, of each invoice
    :param owed_to_person: other sums that the cooperative owes, positive EUR
    :param owed_to_cooperative: other sums that the person owes, positive EUR
    :returns: FinalBalance, to the cent
    """
    balances = {}
    for activity, amount in parts:
        balances[activity] = balances.get(activity, ZERO) + amount
    credit = sum((one for one in balances.values() if one > 0), ZERO)
    debit = -sum((one for one in balances.values() if one < 0), ZERO)
    person = cents(credit + sum(owed_to_person, ZERO))
    cooperative = cents(debit + sum(owed_to_cooperative, ZERO))
    return FinalBalance(
        available=cents(credit - debit),
        unpaid=cents(sum(unpaid, ZERO)),
        due_to_person=person,
        due_to_cooperative=cooperative,
        net=cents(person - cooperative),
    )
