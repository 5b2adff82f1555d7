# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Counts that funders ask for: people hosted, entries, exits, survival (R706).

People are counted, not stays: who comes back is one person. Each is described by their
last stay of the period and by their age on its last day, so that in every category

    hosted = stock on the eve of the first day + entries = stock at the end + exits

A person whose last day is the last day of the period has been hosted and has left.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

# First age of each band; the first one holds all who are younger than the second.
AGE_BANDS = (
    ("under_26", 0),
    ("26_29", 26),
    ("30_44", 30),
    ("45_49", 45),
    ("50_54", 50),
    ("over_54", 55),
)
SURVIVAL_MONTHS = (12, 24, 36)
UNKNOWN = "unknown"
TOTAL = "total"


@dataclass(frozen=True)
class Stay:
    """A stay under contract; ``exit`` is its last day, None while it runs.

    :param person: the same number for every stay of a person
    :param kind: contract that opened the stay, ``cape`` or ``cesa``
    :param cesa: first day of the CESA
    """

    person: int
    entry: date
    exit: date | None = None
    kind: str = "cape"
    cesa: date | None = None
    exit_reason: str | None = None
    sex: str | None = None
    born: date | None = None
    status: str | None = None
    education: str | None = None
    is_qpv: bool = False
    is_frr: bool = False
    is_rural: bool = False

    def covers(self, day: date) -> bool:
        """Tell whether the person is there during a day."""
        return self.entry <= day and (not self.exit or day <= self.exit)

    def remains(self, day: date) -> bool:
        """Tell whether the person is still there when a day is over."""
        return self.entry <= day and (not self.exit or day < self.exit)


@dataclass(frozen=True)
class Contact:
    """A step before the entry: ``informed``, ``diagnosed``."""

    person: int
    kind: str
    day: date


@dataclass(frozen=True, order=True)
class Cell:
    """Place of a count: indicator, how people are told apart, which ones."""

    indicator: str
    dimension: str = TOTAL
    key: str = ""


def age_band(born: date | None, day: date) -> str:
    """Return the band of an age.

    >>> age_band(date(2000, 11, 26), date(2026, 11, 25))
    'under_26'
    """
    if not born:
        return UNKNOWN
    age = relativedelta(day, born).years
    return [band for band, least in AGE_BANDS if least <= max(age, 0)][-1]


def count_people(
    stays: Iterable[Stay],
    contacts: Iterable[Contact],
    start: date,
    end: date,
    category: Callable[[str | None], str],
) -> dict[Cell, int]:
    """Count the people of a period, in all and by category.

    :param start: first day
    :param end: last day
    :param category: what a funder makes of the reason of an exit (R707)
    """
    stays = sorted(stays, key=lambda stay: (stay.person, stay.entry))
    eve = start - timedelta(days=1)
    there = [
        stay
        for stay in stays
        if stay.entry <= end and stay.covers(max(start, stay.entry))
    ]
    last = {stay.person: stay for stay in there}
    before = {stay.person for stay in stays if stay.remains(eve)}
    after = {stay.person for stay in stays if stay.remains(end)}
    hosted = set(last)
    groups = {
        "stock_start": hosted & before,
        "entries": hosted - before,
        "hosted": hosted,
        "exits": hosted - after,
        "stock_end": hosted & after,
    }
    counts = Counter()
    for indicator, people in groups.items():
        counts[Cell(indicator)] = len(people)
        for person in people:
            counts.update(_describe(indicator, last[person], end))
    counts.update(_count_flows(there, groups, last, start, end, category))
    counts.update(_count_survival(stays, start, end))
    for kind in ("informed", "diagnosed"):
        met = {
            one.person
            for one in contacts
            if one.kind == kind and start <= one.day <= end
        }
        counts[Cell(kind)] = len(met)
    return dict(counts)


def _describe(indicator: str, stay: Stay, day: date) -> Iterable[Cell]:
    facts = {
        "sex": stay.sex or UNKNOWN,
        "age": age_band(stay.born, day),
        "status": stay.status or UNKNOWN,
        "education": stay.education or UNKNOWN,
        "qpv": "yes" if stay.is_qpv else "no",
        "frr": "yes" if stay.is_frr else "no",
        "rural": "yes" if stay.is_rural else "no",
    }
    return [Cell(indicator, dimension, key) for dimension, key in facts.items()]


def _count_flows(there, groups, last, start, end, category):
    """Count entries by contract, exits by reason and the CAPE that became CESA."""
    counts = Counter()
    first = {stay.person: stay for stay in reversed(there) if stay.entry >= start}
    for person in groups["entries"]:
        counts[Cell("entries", "contract", first[person].kind)] += 1
    for person in groups["exits"]:
        reason = last[person].exit_reason
        counts[Cell("exits", "reason", reason or UNKNOWN)] += 1
        counts[Cell("exits", "category", category(reason))] += 1
    turned = {
        stay.person
        for stay in there
        if stay.kind == "cape" and stay.cesa and start <= stay.cesa <= end
    }
    counts[Cell("conversions")] = len(turned)
    return counts


def _count_survival(stays, start, end):
    """Count who is still there so many months after their first entry.

    The people counted are those whose anniversary falls in the period.
    """
    counts = Counter()
    by_person = {}
    for stay in stays:
        by_person.setdefault(stay.person, []).append(stay)
    for months in SURVIVAL_MONTHS:
        indicator = f"survival_{months}"
        counts[Cell(indicator)] = 0
        for own in by_person.values():
            day = own[0].entry + relativedelta(months=months)
            if start <= day <= end:
                there = any(stay.covers(day) for stay in own)
                counts[Cell(indicator)] += 1
                counts[Cell(indicator, "outcome", "still" if there else "gone")] += 1
    return counts


# -- small numbers -------------------------------------------------------------------


def sums_of(counts: Mapping[Cell, int]) -> list[tuple[Cell, tuple[Cell, ...]]]:
    """Return what adds up: (whole, its parts)."""
    sums, parts = [], {}
    for cell in sorted(counts):
        if cell.dimension != TOTAL:
            parts.setdefault((cell.indicator, cell.dimension), []).append(cell)
    for (indicator, _dimension), cells in parts.items():
        sums.append((Cell(indicator), tuple(cells)))
    for cell in sorted(counts):
        if cell.indicator == "hosted":
            for pair in (("stock_start", "entries"), ("stock_end", "exits")):
                there = [Cell(one, cell.dimension, cell.key) for one in pair]
                sums.append((cell, tuple(one for one in there if one in counts)))
    return sums


def hidden_cells(counts: Mapping[Cell, int], least: int) -> set[Cell]:
    """Return the cells that a published table leaves out (R708, R808).

    Those of less than ``least`` people, and as many others as it takes for none of
    them to follow from what is shown: a sum never has one hidden member, nor hidden
    members that can only be ones.
    """
    hidden = {cell for cell, count in counts.items() if 0 < count < least}
    sums = sums_of(counts)
    found = True
    while found:
        found = False
        for whole, parts in sums:
            one_more = _next_to_hide(counts, hidden, whole, parts)
            if one_more:
                hidden.add(one_more)
                found = True
    return hidden


def _next_to_hide(counts, hidden, whole, parts):
    members = [*parts, whole]
    kept_back = [cell for cell in members if cell in hidden]
    only_ones = whole not in hidden and sum(counts[c] for c in kept_back) == len(
        kept_back
    )
    if not kept_back or not (len(kept_back) == 1 or only_ones):
        return None
    shown = [cell for cell in members if cell not in hidden and counts[cell]]
    return min(
        shown, key=lambda cell: (cell == whole, counts[cell], cell), default=None
    )
