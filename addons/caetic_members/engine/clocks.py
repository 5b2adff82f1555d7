# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Legal clocks of contracts: terms, renewals, association deadline and trial.

All lengths are parameters in months, dated data of the caller (R001). What a prior
contract takes off a deadline is counted from date to date, in days: the law does not
say how (R108), and this reading gives the anniversary of the first day when contracts
follow each other without a gap.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .errors import EngineError

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Days of a contract, both ends included; without an end it still runs."""

    start: date
    end: date | None = None

    def __post_init__(self):
        if self.end and self.end < self.start:
            raise EngineError("period_reversed", start=self.start, end=self.end)


def period_term(start: date, months: int) -> date:
    """Return the last day of a period of some months (T2.1).

    >>> period_term(date(2026, 1, 5), 12)
    datetime.date(2027, 1, 4)
    """
    return start + relativedelta(months=months) - DAY


def check_cape_period(period: Period, months: int) -> None:
    """Refuse a CAPE period without an end or longer than the law allows (R202).

    :param months: longest period, in months (C. com. L127-2)
    :raises EngineError: ``cape_without_term``, ``cape_too_long``
    """
    if not period.end:
        raise EngineError("cape_without_term")
    latest = period_term(period.start, months)
    if period.end > latest:
        raise EngineError("cape_too_long", latest=latest, months=months)


def check_renewal(previous: Period, renewal: Period, number: int, most: int) -> None:
    """Refuse a CAPE renewal beyond the number that the law allows, or with a gap.

    The number of renewals is what counts, whatever their length (R202, T2.2, T2.3).

    :param number: rank of the renewal, 1 for the first
    :param most: renewals allowed (C. com. L127-2: two)
    :raises EngineError: ``too_many_renewals``, ``renewal_gap``
    """
    if number > most:
        raise EngineError("too_many_renewals", number=number, most=most)
    if not previous.end or renewal.start != previous.end + DAY:
        raise EngineError("renewal_gap", expected=previous.end and previous.end + DAY)


def prior_days(start: date, prior: Iterable[Period]) -> int:
    """Count the days before ``start`` that prior contracts cover, each day once.

    :param start: first day of the CESA
    :param prior: CAPE and other contracts between the same parties
    :returns: days; a contract that still runs counts until the day before ``start``
    """
    last = start - DAY
    spans = sorted(
        (period.start, min(period.end or last, last))
        for period in prior
        if period.start <= last
    )
    total, reached = 0, date.min
    for first, end in spans:
        first = max(first, reached + DAY) if reached > date.min else first
        if end >= first:
            total += (end - first).days + 1
            reached = end
    return total


def counted_from(start: date, prior: Iterable[Period]) -> date:
    """Return the day from which a legal length of the CESA counts.

    >>> counted_from(date(2026, 12, 1), [Period(date(2026, 1, 5), date(2026, 11, 30))])
    datetime.date(2026, 1, 5)
    """
    return start - prior_days(start, prior) * DAY


def association_deadline(start: date, prior: Iterable[Period], months: int) -> date:
    """Return the day by which the person is an associate (L7331-3, R108).

    :param start: first day of the CESA
    :param prior: CAPE and other contracts between the same parties
    :param months: 36, dated data
    :returns: never before ``start``, never after ``start`` + ``months``
    """
    return max(start, counted_from(start, prior) + relativedelta(months=months))


def trial_limit(start: date, prior: Iterable[Period], months: int) -> date | None:
    """Return the last possible day of a trial, None when none is left (R109).

    :param start: first day of the CESA
    :param prior: CAPE and other contracts between the same parties (L7332-1)
    :param months: 8, renewals included, dated data
    """
    last = period_term(counted_from(start, prior), months)
    return last if last >= start else None


def interview_due(
    start: date, held: Iterable[date], per_year: int, first_months: int
) -> date:
    """Return the day by which the next individual interview is held (R118).

    Each contract year has its interviews; they are spread evenly over it, so that the
    first is due after ``first_months`` at the latest. An interview counts for the year
    in which it is held.

    :param start: first day with the cooperative
    :param held: days of the interviews that took place
    :param per_year: interviews a contract year (R7331-2: two)
    :param first_months: months until the first one
    """
    days = sorted(day for day in held if day >= start)
    year = 0
    while True:
        begin = start + relativedelta(years=year)
        end = start + relativedelta(years=year + 1)
        count = sum(begin <= day < end for day in days)
        if count < per_year:
            share = first_months if not count else 12 * (count + 1) // per_year
            return min(begin + relativedelta(months=share), end) - DAY
        year += 1
