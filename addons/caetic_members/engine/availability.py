# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an activity can use, and what it can turn into pay (R420)."""

from dataclasses import dataclass, replace
from decimal import Decimal

from .contribution import Result
from .fees import FeeDue
from .terms import TERMS, Amounts

ZERO = Decimal(0)
NO_TRANSFER = Amounts()


def reserve(floor: Decimal, months: int, fixed_part: Decimal) -> Decimal:
    """Return what stays on an account before any pay, EUR (R421).

    >>> reserve(Decimal(500), 3, Decimal(1200))
    Decimal('3600')

    :param floor: amount decided, EUR
    :param months: months of fixed part to keep; the greater of both is kept
    :param fixed_part: gross fixed part of a month, of all the activity's people, EUR
    """
    return max(floor, months * fixed_part)


@dataclass(frozen=True, slots=True)
class Terms:
    """Signed EUR cumulated at a date; positive increases what can be used."""

    opening: Decimal = ZERO
    sale: Decimal = ZERO
    cost: Decimal = ZERO
    transfer: Decimal = ZERO
    contribution: Decimal = ZERO
    fee: Decimal = ZERO
    pay: Decimal = ZERO
    provision: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Statement:
    """Account of an activity at a date, EUR.

    :param contribution_due: due and not posted yet
    :param fees_due: due and not posted yet
    :param pending: asked for and not posted yet (pay, expenses)
    :param available: what the activity can use
    :param payable: what it can turn into pay
    :param base: base of the contribution of the open month
    :param base_carried: base of earlier years that no close has stated
    :param shares_awaited: of others' invoices, once their customers have paid; no part
        of ``available``
    :param shares_owed: to others of the activity's invoices, in the same way
    :param advance: how far below zero a written decision lets the account go (R423)
    :param uncashed: part of ``available`` that customers have not paid yet
    :param withheld: part of ``uncashed`` that the cooperative does not advance (R421)
    """

    terms: Terms
    contribution_due: Result
    fees_due: FeeDue
    reserve_floor: Decimal
    pending: Decimal
    available: Decimal
    payable: Decimal
    base: Decimal = ZERO
    base_carried: Decimal = ZERO
    shares_awaited: Decimal = ZERO
    shares_owed: Decimal = ZERO
    advance: Decimal = ZERO
    uncashed: Decimal = ZERO
    withheld: Decimal = ZERO

    @property
    def floor(self) -> Decimal:
        """What stays on the account: an advance takes the place of the reserve, EUR."""
        return -self.advance if self.advance else self.reserve_floor

    def payable_besides(self, own: Decimal) -> Decimal:
        """What can be paid to who asks for ``own`` already, which is pending, EUR.

        Never below zero, as ``payable``; ``payable + own`` would hide an overdraft.
        """
        kept = self.floor + self.pending + self.withheld
        return max(ZERO, self.available - kept + own)

    def withhold(self, amount: Decimal) -> "Statement":
        """Return the statement where so much of ``uncashed`` is not advanced, EUR."""
        held = replace(self, withheld=amount)
        return replace(held, payable=held.payable_besides(ZERO))

    @property
    def lines(self) -> tuple[tuple[str, Decimal], ...]:
        """Signed amounts by code, in order; they add up to ``available``."""
        posted = tuple((term, getattr(self.terms, term)) for term in TERMS)
        due = (
            ("contribution_due", -self.contribution_due.amount),
            ("fee_due", -self.fees_due.amount),
        )
        return posted + due


def statement(
    terms: Terms,
    contribution_due: Result,
    fees_due: FeeDue,
    reserve_floor: Decimal = ZERO,
    pending: Decimal = ZERO,
    base: Decimal = ZERO,
    base_carried: Decimal = ZERO,
    transfers: Amounts = NO_TRANSFER,
    advance: Decimal = ZERO,
    uncashed: Decimal = ZERO,
) -> Statement:
    """Add up the account of an activity.

    ``payable = max(0, available - floor - pending)``, where the floor is the reserve,
    or how far below zero a written advance lets the account go; the fixed part of the
    pay is due even when it is zero (R529).
    """
    available = sum((getattr(terms, term) for term in TERMS), ZERO)
    available -= contribution_due.amount + fees_due.amount
    stated = Statement(
        terms=terms,
        contribution_due=contribution_due,
        fees_due=fees_due,
        reserve_floor=reserve_floor,
        pending=pending,
        available=available,
        payable=ZERO,
        base=base,
        base_carried=base_carried,
        shares_awaited=transfers.awaited,
        shares_owed=transfers.owed,
        advance=advance,
        uncashed=uncashed,
    )
    return stated.withhold(ZERO)
