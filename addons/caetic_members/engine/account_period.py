# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Statement of the account of an activity: a month, a year, what customers owe."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from .errors import EngineError
from .money import cents
from .terms import TERMS

ZERO = Decimal(0)
# Most days late of each class of unpaid invoices (R424), the last one has no end.
AGES = (("due", 0), ("d30", 30), ("d60", 60), ("d90", 90), ("older", None))


@dataclass(frozen=True, slots=True)
class AccountPeriod:
    """What the account of an activity did in a month or a year, EUR.

    :param opening: what it held before the first day
    :param movements: signed amounts by term, in the order of ``TERMS``
    :param closing: what it holds after the last day
    """

    opening: Decimal
    movements: Mapping[str, Decimal]
    closing: Decimal


def state_period(opening: Decimal, movements: Mapping[str, Decimal], closing: Decimal):
    """Check that the lines of a statement lead from its opening to its closing.

    :param movements: EUR by term, terms that moved nothing may be left out
    :returns: AccountPeriod
    :raises EngineError: ``does_not_add_up``, with the ``difference``
    """
    moved = {term: movements.get(term, ZERO) for term in TERMS}
    difference = opening + sum(moved.values(), ZERO) - closing
    if difference:
        raise EngineError("does_not_add_up", difference=difference)
    return AccountPeriod(opening, moved, closing)


def join_periods(months: Iterable[AccountPeriod]) -> AccountPeriod:
    """Return the statement of a year from those of its months, in order.

    :raises EngineError: ``do_not_follow`` where a month does not begin with what the
        one before left (R432); ``no_month`` without any
    """
    months = list(months)
    if not months:
        raise EngineError("no_month")
    for before, after in pairwise(months):
        if before.closing != after.opening:
            raise EngineError(
                "do_not_follow", difference=after.opening - before.closing
            )
    moved = {term: sum((one.movements[term] for one in months), ZERO) for term in TERMS}
    return state_period(months[0].opening, moved, months[-1].closing)


def age_class(due: date | None, day: date) -> str:
    """Return the class of an unpaid invoice by its days late (R424).

    >>> age_class(date(2026, 3, 1), date(2026, 3, 31)), age_class(None, date.max)
    ('d30', 'due')
    """
    late = (day - due).days if due else 0
    return next(code for code, most in AGES if most is None or late <= most)


def by_age(debts: Iterable[tuple[date | None, Decimal]], day: date) -> dict:
    """Add up what customers owe by age.

    :param debts: ``(due date, EUR)``
    :returns: ``{code: EUR}``, every class of ``AGES``
    """
    sums = {code: ZERO for code, _most in AGES}
    for due, amount in debts:
        sums[age_class(due, day)] += amount
    return sums


def period_steps(contributions: Iterable[Iterable[Mapping]], fees) -> list[dict]:
    """Return the explained steps of the contribution and the fees of some months.

    The steps of a contribution are those of its fiscal year so far: of several months
    the last ones say all, without what the earlier ones had charged. Fees of one name
    are added up.

    :param contributions: steps of each month, in order, as the closes keep them:
        code, detail, base, rate, amount
    :param fees: steps of the fees of each month
    """
    months = [list(steps) for steps in contributions]
    steps = [dict(step) for step in months[-1]] if months else []
    if len(months) > 1:
        steps = [step for step in steps if step["code"] != "charged"]
    merged: dict[str, dict] = {}
    for fee in (fee for month in fees for fee in month):
        known = merged.setdefault(fee.get("detail", ""), {**fee, "amount": "0"})
        known["amount"] = str(Decimal(known["amount"]) + Decimal(fee["amount"]))
    return steps + list(merged.values())


def year_name(first: date, last: date) -> str:
    """Return the name of a fiscal year.

    >>> year_name(date(2026, 1, 1), date(2026, 12, 31))
    '2026'
    >>> year_name(date(2025, 7, 1), date(2026, 6, 30))
    '2025-2026'
    """
    same = first.year == last.year
    return str(last.year) if same else f"{first.year}-{last.year}"


def percentage(amount: Decimal, whole: Decimal) -> Decimal | None:
    """Return a part of the turnover in percent, to one decimal; None without one."""
    return (amount * 100 / whole).quantize(Decimal("0.1")) + ZERO if whole else None


def late_part(movement: Decimal, items: Decimal) -> Decimal:
    """Return what a period states beside the items dated in it, EUR.

    What was known after the close of its own month is stated by the first open one,
    and missing in its own.
    """
    return cents(movement - items)
