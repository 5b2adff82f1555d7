# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Parts of the cooperative's capital: who holds what, what is paid of it (R128, R129).

A part is worth its nominal value, never more: reserves belong to nobody. What a move
does is a :class:`Change`; the register is the replay of the changes, and the entry in
the ledger is written from the same change, so that both always say the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .clocks import DAY, period_term
from .errors import EngineError
from .money import ZERO, cents

COUNTED = ("subscription", "transfer_out", "transfer_in", "withdrawal")
PAID = ("release", "reimbursement")


@dataclass(frozen=True)
class Change:
    """What one move changes in a holding, signed; amounts in EUR to the cent.

    :param parts: number of parts
    :param value: their nominal value
    :param released: what the associate has paid of it
    :param payable: what the cooperative owes to who withdrew
    :param loss: share of the cooperative's losses kept back from a withdrawal
    """

    parts: int = 0
    value: Decimal = ZERO
    released: Decimal = ZERO
    payable: Decimal = ZERO
    loss: Decimal = ZERO

    def reversed(self) -> "Change":
        """Return the change that undoes this one."""
        return Change(
            -self.parts, -self.value, -self.released, -self.payable, -self.loss
        )


@dataclass(frozen=True)
class Holding:
    """Parts of one kind held by one person, EUR to the cent."""

    parts: int = 0
    value: Decimal = ZERO
    released: Decimal = ZERO
    payable: Decimal = ZERO

    @property
    def remaining(self) -> Decimal:
        """What the associate has still to pay of the parts."""
        return self.value - self.released


@dataclass(frozen=True)
class ShareRequest:
    """A move as people write it.

    :param kind: one of ``COUNTED`` (a number of parts) or ``PAID`` (an amount)
    :param quantity: number of parts
    :param amount: EUR
    :param nominal: value of a part, EUR
    :param loss: losses borne by who withdraws, EUR (R129)
    """

    kind: str
    quantity: int = 0
    amount: Decimal = ZERO
    nominal: Decimal = ZERO
    loss: Decimal = ZERO


def share_change(holding: Holding, request: ShareRequest) -> Change:
    """Return what a move changes in a holding.

    Parts are transferred once they are paid. Who withdraws is owed what was paid, paid
    parts first, at nominal value less the losses; what was not paid is no longer due.

    >>> held = Holding(5, Decimal("100.00"), Decimal("60.00"))
    >>> share_change(held, ShareRequest("withdrawal", 5, nominal=Decimal(20))).payable
    Decimal('60.00')

    :raises EngineError: ``not_positive``, ``parts_missing``, ``over_released``,
        ``parts_unpaid``, ``loss_too_high``, ``over_reimbursed``
    """
    if request.kind in PAID:
        return _paid_change(holding, request.kind, cents(request.amount))
    if request.quantity <= 0 or request.nominal <= 0:
        raise EngineError("not_positive", kind=request.kind)
    value = cents(request.quantity * request.nominal)
    if request.kind == "subscription":
        return Change(request.quantity, value)
    if request.kind == "transfer_in":
        return Change(request.quantity, value, value)
    if request.quantity > holding.parts:
        raise EngineError("parts_missing", held=holding.parts, asked=request.quantity)
    if request.kind == "transfer_out":
        if value > holding.released:
            raise EngineError("parts_unpaid", released=holding.released, value=value)
        return Change(-request.quantity, -value, -value)
    return _withdrawal(holding, request, value)


def _paid_change(holding: Holding, kind: str, amount: Decimal) -> Change:
    if amount <= 0:
        raise EngineError("not_positive", kind=kind)
    if kind == "release":
        if amount > holding.remaining:
            raise EngineError("over_released", remaining=holding.remaining)
        return Change(released=amount)
    if amount > holding.payable:
        raise EngineError("over_reimbursed", payable=holding.payable)
    return Change(payable=-amount)


def _withdrawal(holding: Holding, request: ShareRequest, value: Decimal) -> Change:
    paid = min(value, holding.released)
    loss = cents(request.loss)
    if not 0 <= loss <= paid:
        raise EngineError("loss_too_high", loss=loss, paid=paid)
    return Change(-request.quantity, -value, -paid, paid - loss, loss)


def apply_change(holding: Holding, change: Change) -> Holding:
    """Return the holding after a change.

    :raises EngineError: ``parts_missing``, ``over_released`` or ``over_reimbursed``:
        the register would say what cannot be
    """
    after = Holding(
        holding.parts + change.parts,
        holding.value + change.value,
        holding.released + change.released,
        holding.payable + change.payable,
    )
    if after.parts < 0 or after.value < 0:
        raise EngineError("parts_missing", held=holding.parts, asked=-change.parts)
    if not 0 <= after.released <= after.value:
        raise EngineError("over_released", remaining=holding.remaining)
    if after.payable < 0:
        raise EngineError("over_reimbursed", payable=holding.payable)
    return after


def replay(changes: Iterable[Change]) -> Holding:
    """Return the holding that changes lead to, in their order.

    :raises EngineError: as :func:`apply_change`, for the first that cannot be
    """
    holding = Holding()
    for change in changes:
        holding = apply_change(holding, change)
    return holding


def membership(moves: Iterable[tuple[date, int]]) -> tuple[date | None, date | None]:
    """Return since when, and until when, somebody is an associate.

    :param moves: (day, signed number of parts), in order
    :returns: (entry, exit); no exit as long as one part is held
    """
    held, entry, last = 0, None, None
    for day, parts in moves:
        held += parts
        if held and entry is None:
            entry = day
        if parts:
            last = day
    return entry, (last if entry and not held else None)


def votes(parts: int) -> int:
    """One person, one vote, whatever the number of parts (loi 47-1775, art. 9).

    >>> votes(1), votes(250), votes(0)
    (1, 1, 0)
    """
    return 1 if parts > 0 else 0


def entry_items(change: Change) -> dict[str, Decimal]:
    """Return the balances, debit positive, of the entry of a change; none is zero.

    ``claim``: what the associate owes (4561); ``unpaid`` and ``paid``: capital called,
    not paid (1012) and paid (1013); ``payable``: capital to reimburse (4567); ``loss``:
    losses borne (119); ``cash``: what balances them, money received or paid.

    >>> entry_items(Change(released=Decimal("50.00")))["cash"]
    Decimal('50.00')
    """
    unpaid = change.value - change.released
    items = {
        "claim": unpaid,
        "unpaid": -unpaid,
        "paid": -change.released,
        "payable": -change.payable,
        "loss": -change.loss,
    }
    items["cash"] = -sum(items.values(), ZERO)
    return {role: balance for role, balance in items.items() if balance}


def reimbursement_due(day: date, months: int) -> date:
    """Return the last day to reimburse what was withdrawn on a day (R129).

    >>> reimbursement_due(date(2026, 3, 31), 60)
    datetime.date(2031, 3, 31)

    :param months: delay of the articles of association, dated data
    """
    return period_term(day, months) + DAY


def above_floor(capital: Decimal, change: Change, floor: Decimal) -> bool:
    """Tell whether the capital stays at its floor or above (loi 47-1775 art. 13, R128).

    :param capital: nominal value of all parts before the change, EUR
    :param floor: lowest capital that the articles of association allow, EUR
    """
    return change.value >= 0 or capital + change.value >= floor


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of amounts in EUR, exact."""
    return sum(amounts, ZERO)
