# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How long a person's file is kept: one clock per category of data (R802).

Lengths are parameters in years, dated data of the caller (R001). What must be kept
longer, such as evidence of an FSE+ operation, holds every clock of the file.
"""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

# The cooperative houses the person: no clock runs.
PRESENT = ("cape", "cesa", "associate")
# Who came that far without a contract is a candidate, before that a mere contact.
CANDIDATE = ("committee", "admitted", "refused")


@dataclass(frozen=True, slots=True)
class RetentionLengths:
    """Years that each category is kept, after the day that starts its clock."""

    candidate: int
    prospect: int
    staff: int
    support: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the clocks of a file depend on.

    :param stage: stage today
    :param stages: stages ever entered
    :param last_contact: last day that something was exchanged with the person
    :param departure: day the person left, None before
    :param had_contract: whether a contract ever ran
    :param is_bound: whether a contract is signed or runs today
    :param hold: day until which a funder may ask for evidence, None without
    """

    stage: str
    stages: frozenset[str]
    last_contact: date
    departure: date | None = None
    had_contract: bool = False
    is_bound: bool = False
    hold: date | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """Category that rules the file and the last days that it is kept.

    :param category: ``prospect``, ``candidate``, ``staff``; None: nothing runs
    :param file_end: last day of the file; None: no clock runs
    :param support_end: last day of the data of social support, never after the file's
    """

    category: str | None = None
    file_end: date | None = None
    support_end: date | None = None


def category_of(facts: Facts) -> str | None:
    """Return the category of a file, None while the person is there."""
    if facts.stage in PRESENT or facts.is_bound:
        return None
    if facts.had_contract:
        return "staff"
    return "candidate" if facts.stages & set(CANDIDATE) else "prospect"


def retention(facts: Facts, lengths: RetentionLengths) -> Retention:
    """Return the clocks of a file.

    >>> lengths = RetentionLengths(candidate=2, prospect=3, staff=5, support=2)
    >>> met = Facts("prospect", frozenset(), date(2024, 1, 15))
    >>> retention(met, lengths).file_end
    datetime.date(2027, 1, 15)
    """
    category = category_of(facts)
    if not category:
        return Retention()
    years = {
        "candidate": lengths.candidate,
        "prospect": lengths.prospect,
        "staff": lengths.staff,
    }[category]
    start = facts.last_contact
    if category == "staff":
        start = facts.departure or facts.last_contact
    end = start + relativedelta(years=years)
    support = facts.last_contact + relativedelta(years=lengths.support)
    if facts.hold:
        end, support = max(end, facts.hold), max(support, facts.hold)
    return Retention(category, end, min(support, end))


def accounting_end(year_end: date, years: int) -> date:
    """Return the last day that an accounting document is kept (C. com. L123-22).

    :param year_end: last day of the fiscal year of the document
    :param years: 10, dated data

    >>> accounting_end(date(2026, 12, 31), 10)
    datetime.date(2036, 12, 31)
    """
    return year_end + relativedelta(years=years)
