# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Proof of hours for a funder: the list must say what the sheets say (R702)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HOUR = 60


@dataclass(frozen=True)
class Presence:
    """A person who was there, as the list of hours says it.

    :param person: identifier of the contact
    :param half_day: identifier of the half-day
    :param day: day of it
    :param hours: hours, two decimals
    """

    person: int
    half_day: int
    day: date
    hours: Decimal


@dataclass(frozen=True)
class Sheet:
    """A sheet: how long the half-day was and how many were there.

    :param half_day: identifier of the half-day
    :param minutes: from its start to its end
    :param present: people who are marked present
    """

    half_day: int
    minutes: int
    present: int


@dataclass(frozen=True)
class Difference:
    """A half-day whose sheet does not say what the list says; hours of all people."""

    half_day: int
    on_sheet: Decimal
    in_list: Decimal


def person_hours(minutes: int) -> Decimal:
    """Return the hours of a person for a half-day, to two decimals, half up.

    >>> person_hours(200)
    Decimal('3.33')
    """
    return (Decimal(minutes) / HOUR).quantize(CENT, ROUND_HALF_UP)


def sheet_total(sheet: Sheet) -> Decimal:
    """Return the hours of a sheet: those of a person, for each who was there."""
    return person_hours(sheet.minutes) * sheet.present


def list_total(presences: Iterable[Presence]) -> Decimal:
    """Return the hours of the list, two decimals."""
    return sum((one.hours for one in presences), Decimal(0)).quantize(CENT)


def differences(
    presences: Iterable[Presence], sheets: Iterable[Sheet]
) -> tuple[Difference, ...]:
    """Return the half-days whose list and sheet differ, by their identifier.

    A half-day of the list without a sheet differs as well.
    """
    listed: dict[int, Decimal] = defaultdict(Decimal)
    for one in presences:
        listed[one.half_day] += one.hours
    on_sheets = {sheet.half_day: sheet_total(sheet) for sheet in sheets}
    return tuple(
        Difference(key, on_sheets.get(key, Decimal(0)), listed.get(key, Decimal(0)))
        for key in sorted(listed.keys() | on_sheets.keys())
        if on_sheets.get(key, Decimal(0)) != listed.get(key, Decimal(0))
    )


def seen_too_shortly(presences: Iterable[Presence], days: int) -> frozenset[int]:
    """Return the people seen on so many days or fewer: no participants (R702).

    :param days: greatest number of days that does not make a participant
    """
    seen: dict[int, set[date]] = defaultdict(set)
    for one in presences:
        seen[one.person].add(one.day)
    return frozenset(person for person, known in seen.items() if len(known) <= days)
