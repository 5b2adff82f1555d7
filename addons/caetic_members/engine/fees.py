# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fixed fees: due on the 1st of each month begun, a kind of their own (R402, R209)."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .errors import EngineError
from .money import cents

PERIODS = ("month", "year")


@dataclass(frozen=True, slots=True)
class Fee:
    """A fixed fee: insurance, accident cover of a CAPE (R209), pooled services.

    :param name: its name, empty for the one that a scheme does not name
    :param amount: EUR a period
    :param period: ``month``, or ``year``: charged in the first month of the fiscal
        year, or in the first month of the activity
    :param owner: who receives it, None: the cooperative itself (a fund, R429)
    """

    name: str
    amount: Decimal
    period: str = "month"
    owner: Hashable = None


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Fee of one month, EUR; the lines add up to what is due.

    :param owner: who receives it, as of ``Fee``
    """

    name: str
    month: date
    amount: Decimal
    owner: Hashable = None


@dataclass(frozen=True, slots=True)
class FeeDue:
    """Fees due and not posted yet.

    :param months: first days of the months due
    :param amount: EUR
    :param lines: one explained line per fee and month
    """

    months: tuple[date, ...] = ()
    amount: Decimal = Decimal(0)
    lines: tuple[FeeLine, ...] = ()

    @property
    def by_name(self) -> dict[str, Decimal]:
        """What each fee comes to, EUR; the sums add up to ``amount``."""
        sums: dict[str, Decimal] = {}
        for line in self.lines:
            sums[line.name] = sums.get(line.name, Decimal(0)) + line.amount
        return sums

    @property
    def by_owner(self) -> dict[Hashable, Decimal]:
        """What each owner receives, EUR; the sums add up to ``amount``."""
        sums: dict[Hashable, Decimal] = {}
        for line in self.lines:
            sums[line.owner] = sums.get(line.owner, Decimal(0)) + line.amount
        return sums

    def with_lines(self, others: Iterable[FeeLine]) -> "FeeDue":
        """Return these fees and others, each rounded to the cent already."""
        others = tuple(others)
        if not others:
            return self
        lines = (*self.lines, *others)
        months = tuple(sorted({line.month for line in lines}))
        total = self.amount + sum((line.amount for line in others), Decimal(0))
        return FeeDue(months, total, lines)


def fees_due(
    fees_of: Callable[[date], Sequence[Fee]],
    first_month: date,
    last_posted_month: date | None,
    on_date: date,
    charged_end: date | None = None,
    year_month: int = 1,
) -> FeeDue:
    """Return the fees due on a day and not posted yet, each rounded to the cent.

    >>> insurance = Fee("Insurance", Decimal(16))
    >>> fees_due(lambda month: [insurance], date(2026, 5, 4), None, date(2026, 6, 1))
    ... # doctest: +ELLIPSIS
    FeeDue(months=(...), amount=Decimal('32.00'), lines=(...))

    :param fees_of: fees that a month bears, given by its first day; none if exempt
    :param first_month: first month that bears fees
    :param last_posted_month: last month whose fees are posted, or None
    :param on_date: the month of this day has begun, so its fees are due
    :param charged_end: end of the activity: later months bear no fee
    :param year_month: first month of the fiscal year, 1 to 12
    :raises EngineError: ``unknown_period`` for a fee of another period
    """
    first = month = first_month.replace(day=1)
    if last_posted_month:
        month = max(month, _next(last_posted_month.replace(day=1)))
    end = min(on_date, charged_end) if charged_end else on_date
    lines = []
    while month <= end:
        begins = month == first or month.month == year_month
        lines += _month_lines(fees_of(month), month, begins)
        month = _next(month)
    months = tuple(dict.fromkeys(line.month for line in lines))
    total = sum((line.amount for line in lines), Decimal(0))
    return FeeDue(months, cents(total), tuple(lines))


def _month_lines(fees, month, begins_year):
    for fee in fees:
        if fee.period not in PERIODS:
            raise EngineError("unknown_period", period=fee.period)
        if fee.amount and (fee.period == "month" or begins_year):
            yield FeeLine(fee.name, month, cents(fee.amount), fee.owner)


def _next(month: date) -> date:
    years, index = divmod(month.month, 12)
    return date(month.year + years, index + 1, 1)
