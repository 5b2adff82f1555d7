# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Seals of attendance: SHA-256 over a canonical text, each one holding the one before.

A name, a picture and a reason enter by their own fingerprint, so that a person may be
forgotten (RGPD art. 17) without their half-days ceasing to be provable.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class HalfDay:
    """What a half-day is: its number, day, hours of the clock and time zone.

    ``start`` and ``end`` are minutes since midnight; ``day`` is ISO 8601.
    """

    slot: int
    day: str
    start: int
    end: int
    timezone: str


@dataclass(frozen=True)
class Mark:
    """That a person was there or not, who said so, how and when.

    ``name`` and ``picture`` are fingerprints, ``moment`` is UTC in ISO 8601; an absent
    value is an empty text. ``previous`` is the seal before in the same registration,
    or a random text where there is none.
    """

    row: int
    person: int
    name: str
    half_day: HalfDay
    state: str
    method: str
    moment: str
    signatory: str
    picture: str
    previous: str


@dataclass(frozen=True)
class Change:
    """A correction of a sealed mark; ``previous`` is the seal that it comes after."""

    row: int
    old: str
    new: str
    reason: str
    author: int
    name: str
    moment: str
    previous: str


@dataclass(frozen=True)
class Sheet:
    """A closed sheet: the seals of its rows, who closed it, when, signed how."""

    half_day: HalfDay
    rows: tuple[str, ...]
    author: int
    name: str
    moment: str
    picture: str
    salt: str


def fingerprint(content: str | bytes) -> str:
    """Return the SHA-256 of a text or of a file, empty for nothing.

    >>> fingerprint("")
    ''
    >>> fingerprint("abc")[:16]
    'ba7816bf8f01cfea'
    """
    if not content:
        return ""
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def canonical(entry) -> str:
    """Return the text that is sealed: each value after its name and its length.

    The length keeps two values from being cut elsewhere: no two entries share a text.

    >>> canonical(HalfDay(7, "2026-06-04", 540, 750, "Europe/Paris")).splitlines()[:2]
    ['HalfDay', 'slot=1:7']

    :param entry: one of the classes above
    """
    lines = [type(entry).__name__]
    for field in fields(entry):
        value = getattr(entry, field.name)
        lines.append(f"{field.name}={_written(value)}")
    return "\n".join(lines)


def _written(value) -> str:
    if isinstance(value, tuple):
        text = "".join(_written(part) for part in value)
    else:
        text = str(value) if isinstance(value, (str, int)) else canonical(value)
    return f"{len(text)}:{text}"


def seal(entry) -> str:
    """Return the seal of an entry, 64 hexadecimal digits.

    :param entry: ``Mark``, ``Change`` or ``Sheet``
    """
    return fingerprint(canonical(entry))


def loose(links: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a chain of one registration lost a link.

    Every seal but the first one names a seal of the chain as the one before, and no
    two name the same.

    >>> loose([("b", "a"), ("a", "salt")]), loose([("c", "b"), ("a", "salt")])
    (False, True)

    :param links: ``(seal, seal before)`` in any order
    """
    links = list(links)
    seals = {own for own, _previous in links}
    befores = Counter(previous for _own, previous in links)
    starts = [previous for previous in befores if previous not in seals]
    return bool(links) and (len(starts) != 1 or max(befores.values()) > 1)
