# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An invoice that repeats: its periods, and the day each is issued."""

import calendar
import datetime
from dataclasses import dataclass

from odoo.addons.caetic_members.engine import Reader

MONTHS = {"month": 1, "quarter": 3, "year": 12}
REVIEW, AUTO = "review", "auto"
MAX_COUNT = 120


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How an invoice repeats: from a day on, every month, quarter or year.

    ``day`` is the day of the month it is issued, the last one where there are fewer;
    ``end`` and ``count`` stop it, None: until it is stopped by hand.
    """

    unit: str
    day: int
    start: datetime.date
    end: datetime.date | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """What one invoice is for, first and last day, and the day it is issued."""

    rank: int
    first: datetime.date
    last: datetime.date
    issue: datetime.date


def add_months(day, months):
    """Return the same day some months later, the last one where there are fewer.

    >>> add_months(datetime.date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return in_month(year, month + 1, day.day)


def in_month(year, month, day):
    """Return a day of a month, its last one where there are fewer."""
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def period(rhythm, rank):
    """Return the Period of a rank from zero, or None once it is over.

    Each is counted from the start: a start on the 31st does not slide.

    >>> one = period(Rhythm("month", 5, datetime.date(2026, 6, 1)), 0)
    >>> one.first.isoformat(), one.last.isoformat(), one.issue.isoformat()
    ('2026-06-01', '2026-06-30', '2026-06-05')
    """
    if rhythm.count is not None and rank >= rhythm.count:
        return None
    length = MONTHS[rhythm.unit]
    first = add_months(rhythm.start, rank * length)
    if rhythm.end is not None and first > rhythm.end:
        return None
    last = add_months(rhythm.start, (rank + 1) * length) - datetime.timedelta(days=1)
    issue = in_month(first.year, first.month, rhythm.day)
    if issue < first:
        later = add_months(first.replace(day=1), 1)
        issue = in_month(later.year, later.month, rhythm.day)
    return Period(rank, first, last, issue)


def next_rank(rhythm, rank, today):
    """Return the first rank from ``rank`` on that is not issued before today."""
    found = period(rhythm, rank)
    while found and found.issue < today:
        rank += 1
        found = period(rhythm, rank)
    return rank


@dataclass(frozen=True, slots=True)
class RecurringInput:
    """How an entrepreneur repeats an invoice."""

    name: str
    mode: str
    rhythm: Rhythm | None


def parse_recurring(raw, today):
    """Return ``(RecurringInput, issues)``; nothing begins in the past."""
    reader = Reader(raw)
    name = reader.text("name", 100, required=True)
    mode = raw.get("mode")
    if mode not in (REVIEW, AUTO):
        reader.refuse("mode", "required")
    unit = raw.get("unit")
    if unit not in MONTHS:
        reader.refuse("unit", "required")
    day = _read_number(reader, "day", 31, required=True)
    start, end = _read_dates(reader, today)
    count = _read_number(reader, "count", MAX_COUNT)
    if reader.issues:
        return RecurringInput(name, mode, None), reader.issues
    return RecurringInput(name, mode, Rhythm(unit, day, start, end, count)), []


def _read_dates(reader, today):
    start, end = reader.date("start"), reader.date("end")
    known = {issue.field for issue in reader.issues}
    if not start and "start" not in known:
        reader.refuse("start", "required")
    elif start and start < today.replace(day=1):
        reader.refuse("start", "recurring_past")
    elif start and start.year > today.year + 5:
        reader.refuse("start", "date")
    if start and end and end < start:
        reader.refuse("end", "recurring_order")
    return start, end


def _read_number(reader, name, limit, required=False):
    number = reader.identifier(name, required=required)
    if required and not number and not reader.issues:
        reader.refuse(name, "recurring_day")
    if number > limit:
        reader.refuse(name, "too_big", limit=limit)
    return number or None
