# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Hours of work as people type them, and their sums."""

import re
from collections.abc import Hashable, Iterable
from decimal import ROUND_HALF_UP, Decimal

MOST_HOURS = Decimal(24)
PLACES = Decimal("0.01")
CLOCK = re.compile(r"(\d{1,2})\s*(?:h|:)\s*([0-5]\d)?", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


def read_hours(text: str) -> tuple[Decimal, str]:
    """Return ``(hours, issue)``, to the hundredth of an hour, half up.

    Issues: ``required``, ``hours`` (no duration), ``too_big`` (more than a day).

    >>> read_hours("1h30")
    (Decimal('1.50'), '')
    >>> read_hours("0,25")
    (Decimal('0.25'), '')
    >>> read_hours("25")
    (Decimal('0'), 'too_big')
    """
    plain = text.strip()
    if not plain:
        return Decimal(0), "required"
    clock = CLOCK.fullmatch(plain)
    if clock:
        hours = int(clock[1]) + Decimal(int(clock[2] or 0)) / 60
    elif NUMBER.fullmatch(plain):
        hours = Decimal(plain.replace(",", "."))
    else:
        return Decimal(0), "hours"
    if not hours:
        return Decimal(0), "required"
    if hours > MOST_HOURS:
        return Decimal(0), "too_big"
    return hours.quantize(PLACES, ROUND_HALF_UP), ""


def sum_hours(
    entries: Iterable[tuple[Hashable, Decimal]],
) -> tuple[Decimal, dict[Hashable, Decimal]]:
    """Return the hours of all, and those of each.

    >>> sum_hours([("a", Decimal("1.50")), ("b", Decimal(1)), ("a", Decimal("0.25"))])
    (Decimal('2.75'), {'a': Decimal('1.75'), 'b': Decimal('1')})
    """
    by_person: dict[Hashable, Decimal] = {}
    for person, hours in entries:
        by_person[person] = by_person.get(person, Decimal(0)) + hours
    return sum(by_person.values(), Decimal(0)), by_person
