# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Competence grid: what is expected, what is reached, what to propose.

Levels are whole numbers of a scale, 1 for the lowest; means are rounded half up to the
hundredth.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Rating:
    """Levels of a sub-competence at a deadline; 0 means not filled in.

    :param group: competence that it is a part of
    :param expected: level expected at the deadline
    :param own: level that the person gives
    :param adviser: level that the adviser gives
    :param modules: modules of the catalogue that work on it
    """

    group: int
    expected: int
    own: int = 0
    adviser: int = 0
    modules: tuple[int, ...] = ()


def reached(rating: Rating) -> int | None:
    """Return the level reached, None as long as nobody has said.

    The lower of both opinions: who feels less sure than the adviser thinks has a need,
    and so has who sees themselves higher than the adviser does.
    """
    known = [level for level in (rating.own, rating.adviser) if level]
    return min(known) if known else None


def gap(rating: Rating) -> int:
    """Return the levels that are missing: expected minus reached, never below zero.

    What nobody has filled in has no gap: it is unknown, not missing.
    """
    level = reached(rating)
    return max(0, rating.expected - level) if level is not None else 0


def mean(levels: Iterable[int]) -> Decimal | None:
    """Return the mean of the levels filled in, None without any.

    >>> mean([1, 2, 2, 0])
    Decimal('1.67')
    """
    known = [level for level in levels if level]
    if not known:
        return None
    return (Decimal(sum(known)) / len(known)).quantize(CENT, ROUND_HALF_UP)


def means(ratings: Iterable[Rating]) -> dict[int, tuple]:
    """Return ``{competence: (expected, own, adviser)}``: the axes of the picture.

    A mean is None where nothing is filled in.
    """
    groups = defaultdict(list)
    for rating in ratings:
        groups[rating.group].append(rating)
    return {
        group: (
            mean(one.expected for one in found),
            mean(one.own for one in found),
            mean(one.adviser for one in found),
        )
        for group, found in groups.items()
    }


def proposals(
    ratings: Iterable[Rating], attended: Iterable[int] = ()
) -> list[tuple[int, int]]:
    """Return ``[(module, levels missing)]``, what is missing most first.

    A module that works on several sub-competences adds up their gaps; among equals, the
    order of the catalogue (its number) decides.

    :param attended: modules that the person has attended: they come last, for what is
        still missing may be elsewhere
    """
    missing = defaultdict(int)
    for rating in ratings:
        for module in rating.modules:
            missing[module] += gap(rating)
    found = [(module, levels) for module, levels in missing.items() if levels]
    behind = frozenset(attended)
    return sorted(found, key=lambda one: (one[0] in behind, -one[1], one[0]))
