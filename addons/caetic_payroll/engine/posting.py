# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Entry of a payslip: what is charged and what is owed, by role of the account."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .money import ZERO

# Body: role of the account of the charge, role of that of the debt.
ROLES = {
    "urssaf": ("urssaf_charge", "urssaf"),
    "agirc_arrco": ("retirement_charge", "other_body"),
    "provident": ("insurance_charge", "other_body"),
    "health": ("insurance_charge", "other_body"),
    "housing": ("other_charge", "other_body"),
    "tax": ("other_charge", "other_body"),
    "cpam": ("urssaf_charge", "urssaf"),
}


@dataclass(frozen=True, slots=True)
class Posted:
    """A line of a payslip to post, EUR to the cent.

    :param kind: ``employee`` (negative when it is withheld), ``employer`` (positive
        when it is due), ``tax`` (negative) or ``own`` (added to the net, or deducted)
    :param amount: EUR, as the payslip shows it
    :param role: body of the two first ones; for ``own`` the account's number
    """

    kind: str
    amount: Decimal
    role: str | int | None = None


def entry(
    gross: Decimal, net_paid: Decimal, leave: Decimal, lines: Iterable[Posted]
) -> dict[str | int, Decimal]:
    """Return what is debited (positive) or credited (negative), EUR; it adds up to 0.

    :param gross: gross pay, charged whole
    :param net_paid: what the person is owed
    :param leave: provision for paid leave (R508), charged and owed
    :returns: by role of the account (``wage``, ``net``, ``urssaf``...), by account for
        the lines of the cooperative's own
    """
    items: dict[str | int, Decimal] = {}

    def add(role, amount):
        items[role] = items.get(role, ZERO) + amount

    add("wage", gross)
    add("net", -net_paid)
    for line in lines:
        for role, amount in _sides(line):
            add(role, amount)
    add("leave_charge", leave)
    add("leave", -leave)
    return {role: amount for role, amount in items.items() if amount}


def _sides(line):
    """Yield the accounts that a line moves, and by how much."""
    if line.kind == "tax":
        yield "income_tax", line.amount
    elif line.kind == "employee":
        yield ROLES[line.role][1], line.amount
    elif line.kind == "employer":
        charge, debt = ROLES[line.role]
        yield charge, line.amount
        yield debt, -line.amount
    else:
        yield line.role, line.amount
