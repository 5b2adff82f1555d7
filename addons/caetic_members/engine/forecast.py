# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an activity will be able to use in the months to come, from what is known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from .contribution import Exemption, MonthBase, Scheme, contribution_due
from .fees import Fee, FeeLine, fees_due

ZERO = Decimal(0)
MONTHS = 6
# What should have been paid by now is hoped for within so many days.
OVERDUE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Flow:
    """Something known that will move the account.

    :param kind: unpaid, share, recurring, quote, asked, pay, contribution, floor, fee
    :param amount: EUR without VAT, signed
    :param day: day on which it can be used, or leaves; None: it is counted already
    :param base_day: day on which it enters the base of the contribution, None: never
    :param url: page that shows where it comes from
    """

    kind: str
    label: str
    amount: Decimal
    day: date | None = None
    base_day: date | None = None
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """One month: what it starts with, what moves, what it ends with, EUR."""

    month: date
    start: Decimal
    flows: tuple[Flow, ...]

    @property
    def received(self) -> Decimal:
        """What comes in."""
        return sum((one.amount for one in self.flows if one.amount > 0), ZERO)

    @property
    def spent(self) -> Decimal:
        """What goes out, negative."""
        return sum((one.amount for one in self.flows if one.amount < 0), ZERO)

    @property
    def end(self) -> Decimal:
        """What can be used on its last day."""
        return self.start + self.received + self.spent


@dataclass(frozen=True, slots=True)
class Rules:
    """What the cooperative will charge, as of the statement of today.

    :param months: bases of the fiscal year so far, the open month last
    :param charged: contribution posted this fiscal year, EUR
    :param counted: contribution that today's available money takes away already, EUR
    :param year_start: function: first day of the fiscal year of a day
    :param is_last: function: whether the minimum of the year is settled on a day
    :param present: function: months of the fiscal year of a day with the activity
    :param fees_of: function: fees of a month, by its first day
    :param other_fees: function of first day, last day, base and contribution of a
        month: what else is due of it (R429)
    :param counted_fees: of these, what today's available money takes away already
    """

    scheme: Scheme
    months: Sequence[MonthBase]
    charged: Decimal
    counted: Decimal
    year_start: Callable[[date], date]
    is_last: Callable[[date], bool]
    present: Callable[[date], int]
    fees_of: Callable[[date], Sequence[Fee]]
    first_month: date
    exemptions: Sequence[Exemption] = ()
    activity_start: date | None = None
    activity_end: date | None = None
    other_fees: Callable[..., Iterable[FeeLine]] = lambda *_month: ()
    counted_fees: Sequence[FeeLine] = ()


def usual_delay(days: Sequence[int]) -> int:
    """Return how long after the due date a customer usually pays, in days.

    The middle of what is known, so that one accident tells nothing; who pays early is
    not counted on to do so.

    >>> usual_delay([3, 40, 5]), usual_delay([-4]), usual_delay([])
    (5, 0, 0)
    """
    return max(0, sorted(days)[(len(days) - 1) // 2]) if days else 0


def expected_on(due: date, delay: int, today: date) -> date:
    """Return the day on which a payment is hoped for.

    >>> day = date(2026, 6, 20)
    >>> expected_on(date(2026, 7, 1), 5, day).isoformat()
    '2026-07-06'
    >>> expected_on(date(2026, 5, 1), 5, day).isoformat()
    '2026-07-20'

    :param due: due date of the document
    :param delay: days after it, see ``usual_delay``
    """
    hoped = due + timedelta(days=delay)
    return hoped if hoped >= today else today + timedelta(days=OVERDUE_DAYS)


def forecast(
    available: Decimal,
    today: date,
    flows: Sequence[Flow],
    rules: Rules,
    count: int = MONTHS,
) -> tuple[ForecastMonth, ...]:
    """Return the months from the one of today on.

    :param available: what can be used today, EUR
    :param flows: what is known; those after the last month are left out, and what was
        to move before today moves today
    """
    months, start = [], available
    bases, charged, year = tuple(rules.months), rules.charged, None
    for first in month_starts(today, count):
        last = next_month(first) - timedelta(days=1)
        began = rules.year_start(last)
        if year is not None and began != year:
            bases, charged = (), ZERO
        year = began
        bases = _add_base(bases, first, _base_of(flows, first, last, today))
        due = _charge(rules, bases, charged, last)
        counted = rules.counted if first <= today else ZERO
        own = [one for one in flows if one.day and _is_in(one.day, first, last, today)]
        own += _charge_flows(due, counted, last)
        own += _fee_flows(rules, first, last) if first > today else []
        others = rules.other_fees(first, last, bases[-1].base, due.amount)
        own += _other_flows(others, rules.counted_fees if first <= today else (), last)
        months.append(ForecastMonth(first, start, tuple(own)))
        charged += due.amount
        start = months[-1].end
    return tuple(months)


def month_starts(today: date, count: int) -> tuple[date, ...]:
    """Return the first days of so many months, the one of today first.

    >>> [day.isoformat() for day in month_starts(date(2026, 12, 31), 2)]
    ['2026-12-01', '2027-01-01']
    """
    starts = [today.replace(day=1)]
    while len(starts) < count:
        starts.append(next_month(starts[-1]))
    return tuple(starts)


def next_month(first: date) -> date:
    """Return the first day of the month after."""
    years, index = divmod(first.month, 12)
    return date(first.year + years, index + 1, 1)


def _is_in(day, first, last, today):
    return first <= max(day, today) <= last


def _base_of(flows, first, last, today):
    entering = (
        one.amount
        for one in flows
        if one.base_day and _is_in(one.base_day, first, last, today)
    )
    return sum(entering, ZERO)


def _add_base(bases, first, base):
    if bases and bases[-1].month == first:
        return (*bases[:-1], replace(bases[-1], base=bases[-1].base + base))
    return (*bases, MonthBase(first, base))


def _charge(rules, bases, charged, last):
    ended = rules.activity_end and rules.activity_end < last.replace(day=1)
    return contribution_due(
        rules.scheme,
        bases,
        charged=charged,
        exemptions=rules.exemptions,
        activity_start=rules.activity_start,
        settle_floor=rules.is_last(last) and not ended,
        months_present=rules.present(last),
    )


def _charge_flows(due, counted, last):
    """The contribution and the complement of its minimum, each a flow of its own."""
    floor = sum((line.amount for line in due.lines if line.code == "floor"), ZERO)
    parts = (("contribution", due.amount - floor - counted), ("floor", floor))
    return [Flow(kind, "", -amount, last) for kind, amount in parts if amount]


def _fee_flows(rules, first, last):
    due = fees_due(
        rules.fees_of,
        rules.first_month,
        first - timedelta(days=1),
        last,
        charged_end=rules.activity_end,
        year_month=rules.year_start(last).month,
    )
    return [Flow("fee", name, -amount, first) for name, amount in due.by_name.items()]


def _other_flows(others, counted, last):
    sums = {}
    for sign, lines in ((-1, others), (1, counted)):
        for line in lines:
            sums[line.name] = sums.get(line.name, ZERO) + sign * line.amount
    return [Flow("fee", name, amount, last) for name, amount in sums.items() if amount]
