# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Colleagues to know: near, of another trade that goes with one's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .words import words

MOST = 3
# Points: trades that share skills are asked for together; then how near they are.
SHARED = 10
OTHER_FAMILY = 6
SAME_TOWN = 8
SAME_DEPARTMENT = 4
REMOTE = 2
FREE = 1
# First figures of a French postcode: the department.
DEPARTMENT = 2


@dataclass(frozen=True)
class Neighbour:
    """A person, as one who may be worth knowing.

    :param key: identifier
    :param trades: identifiers of their trades
    :param town: or empty
    :param zip_code: or empty
    :param is_remote: whether they work at a distance
    :param is_free: whether they said that they are free
    """

    key: int
    trades: frozenset[int]
    town: str = ""
    zip_code: str = ""
    is_remote: bool = False
    is_free: bool = False


@dataclass(frozen=True)
class Known:
    """A colleague to know, and why.

    :param key: identifier
    :param trade: their trade that completes one's own
    :param bond: ``shared`` (the trades have skills in common) or ``other`` (of the
        other family of trades)
    :param place: ``town``, ``department``, ``remote`` or empty
    """

    key: int
    trade: int
    bond: str
    place: str


def worth_knowing(
    own: Neighbour,
    others: Iterable[Neighbour],
    skills: Mapping[int, frozenset[int]],
    families: Mapping[int, int],
    most: int = MOST,
) -> list[Known]:
    """Return the colleagues to know, the best first, one of each trade.

    Who has a trade of one's own is no complement; nor is whoever is far.

    :param others: their colleagues
    :param skills: ``{trade: identifiers of its skills}``
    :param families: ``{trade: family}``
    :param most: how many
    """
    weighed = [
        _weigh(own, other, skills, families) for other in others if other.key != own.key
    ]
    found = sorted(filter(None, weighed), key=lambda one: one[:2])
    best = [known for _points, _key, known in found]
    first = {known.trade: known for known in reversed(best)}
    return [known for known in best if first[known.trade] == known][:most]


def _weigh(own, other, skills, families) -> tuple[int, int, Known] | None:
    """Points (the best first), key and person, or None for who is left out."""
    place, near = _near(own, other)
    bond = _bond(own.trades, other.trades, skills, families)
    if not place or not bond:
        return None
    points, trade, kind = bond
    points += near + (FREE if other.is_free else 0)
    return -points, other.key, Known(other.key, trade, kind, place)


def _bond(own, others, skills, families) -> tuple[int, int, str] | None:
    """Points, trade and kind of what joins two people's trades, or None."""
    if not own or own & others:
        return None
    held = frozenset().union(*(skills.get(one, frozenset()) for one in own))
    known = {families.get(one) for one in own}
    bonds = []
    for trade in sorted(others):
        shared = len(held & skills.get(trade, frozenset()))
        if shared:
            bonds.append((SHARED + min(shared, SHARED), -trade, "shared"))
        elif families.get(trade) not in known:
            bonds.append((OTHER_FAMILY, -trade, "other"))
    if not bonds:
        return None
    points, trade, kind = max(bonds)
    return points, -trade, kind


def _near(own: Neighbour, other: Neighbour) -> tuple[str, int]:
    if own.town and words(own.town) == words(other.town):
        return "town", SAME_TOWN
    department = own.zip_code[:DEPARTMENT]
    if len(department) == DEPARTMENT and other.zip_code.startswith(department):
        return "department", SAME_DEPARTMENT
    return ("remote", REMOTE) if other.is_remote else ("", 0)
