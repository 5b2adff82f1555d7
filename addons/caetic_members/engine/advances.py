# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the cooperative advances on unpaid invoices, and how its limit is shared.

R419 (c), R421: where sales are available as soon as they are invoiced, the cooperative
pays before the customer does. It may limit what it advances to all activities at once.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import allocate

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Position:
    """What an activity may draw before its customers pay, EUR.

    :param uncashed: available, and not received yet
    :param used: of it, what was drawn already
    """

    uncashed: Decimal = ZERO
    used: Decimal = ZERO


def position(available: Decimal, cashed: Decimal, pending: Decimal, floor: Decimal):
    """Return the Position of an account.

    >>> position(Decimal(3834), Decimal(3114), Decimal(3000), Decimal(500))
    Position(uncashed=Decimal('720'), used=Decimal('386'))

    :param available: by the policy of the activity, EUR
    :param cashed: what is available of it if sales wait for their payment, EUR
    :param pending: asked for and not posted yet, EUR
    :param floor: what stays on the account; below zero with a written advance, EUR
    """
    uncashed = max(ZERO, available - cashed)
    return Position(uncashed, min(uncashed, max(ZERO, floor - (cashed - pending))))


def share_cap(cap: Decimal, positions: Mapping[Hashable, Position]) -> dict:
    """Share what the cooperative advances, in proportion to what is not received.

    Whoever draws first gains nothing: a share depends on the invoices that wait, not on
    what was drawn. What was drawn above a share stays, and the others share the rest,
    so that the whole is never above the limit by a new payment.

    >>> three = {"a": Position(Decimal(600)), "b": Position(Decimal(300))}
    >>> share_cap(Decimal(300), three)
    {'a': Decimal('200.00'), 'b': Decimal('100.00')}

    :param cap: what all activities may have drawn together, EUR
    :returns: what each may have drawn, EUR to the cent, in the order given
    """
    ceilings = {key: one.uncashed for key, one in positions.items()}
    if sum(ceilings.values(), ZERO) <= cap:
        return ceilings
    rest, sharing = max(ZERO, cap), dict(positions)
    while sharing:
        weights = {key: one.uncashed for key, one in sharing.items()}
        total = min(rest, sum(weights.values(), ZERO))
        shares = allocate(total, weights)
        above = {key for key, share in shares.items() if sharing[key].used > share}
        ceilings |= {
            key: sharing[key].used if key in above else share
            for key, share in shares.items()
        }
        if not above:
            break
        taken = sum((sharing[key].used for key in above), ZERO)
        rest = max(ZERO, rest - taken)
        sharing = {key: one for key, one in sharing.items() if key not in above}
    return ceilings


@dataclass(frozen=True, slots=True)
class Advance:
    """A balance below zero that the cooperative accepts by a decision (R423).

    :param amount: how far below zero, EUR
    :param start: day of the decision
    :param due: last day on which it holds
    """

    amount: Decimal
    start: date
    due: date

    def holds(self, day: date) -> bool:
        """Tell whether money may be drawn under it on a day."""
        return self.start <= day <= self.due


def advance_ceiling(advances, day: date) -> Decimal:
    """Return how far below zero an account may go on a day, EUR (R423).

    >>> one = Advance(Decimal(800), date(2026, 6, 1), date(2026, 8, 31))
    >>> advance_ceiling([one], date(2026, 8, 31)), advance_ceiling([one], date.max)
    (Decimal('800'), Decimal('0'))

    :param advances: iterable of Advance, decided and not over
    """
    return sum((one.amount for one in advances if one.holds(day)), ZERO)
