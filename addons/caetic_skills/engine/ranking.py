# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who answers a search best, and why (R907).

Each thing asked for gives at most about a hundred points; a person has their mean. What
they said of their skills counts first, then what colleagues confirm, then their trade,
then words of their texts. Being free soon and being near decide among equals only.

Who answers everything that is asked stands before who answers a part of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from operator import itemgetter
from typing import NamedTuple

from .vocabulary import Wish
from .words import fold, key, words

# Points of one thing asked for.
SKILL = 40  # to have the skill at all
LEVEL = 40  # at the highest level, in proportion below
CONFIRMED = 4  # for each person who confirms it
MOST_CONFIRMED = 5  # beyond this many, no more
TRADE = 70  # to exercise the trade
BOTH = 10  # for the trade and a skill of it
NAME = 110  # to bear the name
TOWN = 60  # to be of the town
BRAND = 60  # to sell under the name
TEXT = 40  # at most, for words of the person's texts
# Points of the person as a whole.
SOON = ((30, 6), (90, 3))  # free within so many days
NEAR = 4  # of the place asked, and not only at a distance
# A word alone among the most telling ones has this rank, in thousandths.
FULL_RANK = 600


class Held(NamedTuple):
    """A skill or trade of a person.

    :param level: 0 to 100; 100 for a trade
    :param confirmed: people who confirm it
    """

    level: int
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person found.

    :param key: identifier
    :param name: as shown
    :param held: ``{code of a skill or trade: Held}`` of those asked for
    :param texts: rank of the person's texts for each thing asked, in thousandths
    :param brand: names of the person's businesses, or empty
    :param town: as shown, or empty
    :param zip_code: or empty
    :param is_remote: whether the person works at a distance
    :param free_from: day from which the person is free; None when unknown
    :param days: days a month
    """

    key: int
    name: str
    held: Mapping[str, Held] = field(default_factory=dict)
    texts: Sequence[int] = ()
    brand: str = ""
    town: str = ""
    zip_code: str = ""
    is_remote: bool = False
    free_from: date | None = None
    days: int = 0


class Reason(NamedTuple):
    """Why a person stands where they stand; put in words by whoever shows it.

    :param code: ``skill``, ``trade``, ``name`` (of the person or a business), ``town``,
        ``text``, ``free``, ``near`` or ``remote``
    :param concept: code of the skill or trade
    :param level: of the skill, 0 to 100
    :param confirmed: people who confirm it
    :param day: from which the person is free
    :param words: words found in the texts
    """

    code: str
    concept: str = ""
    level: int = 0
    confirmed: int = 0
    day: date | None = None
    words: tuple[str, ...] = ()


class Ranked(NamedTuple):
    """A person in their place.

    :param key: identifier
    :param points: the more, the better
    :param answered: how many of the things asked for the person answers
    :param reasons: the heaviest first
    """

    key: int
    points: int
    answered: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A wish, made ready to be compared with many people.

    :param is_named: whether its words are the whole name of a skill or trade
    """

    words: tuple[str, ...]
    keys: frozenset[str]
    concepts: tuple[tuple[str, int], ...]
    is_named: bool


def _read(wish: Wish) -> _Asked:
    shares = tuple(wish.concepts.items())
    is_named = any(share == 100 for _concept, share in shares)
    keys = frozenset(key(word) for word in wish.words)
    return _Asked(wish.words, keys, shares, is_named)


def rank(
    candidates: Iterable[Candidate],
    wishes: Sequence[Wish],
    today: date,
    place: str = "",
) -> list[Ranked]:
    """Return the people found, the best first; equals by name.

    :param candidates: people found, whatever they answer
    :param wishes: what is asked for
    :param today: day of the search
    :param place: town or beginning of a postcode that is asked, or empty
    """
    asked = [_read(wish) for wish in wishes]
    found = [(_weigh(one, asked, today, place), one.name) for one in candidates]
    found.sort(
        key=lambda pair: (
            -pair[0].answered,
            -pair[0].points,
            fold(pair[1]),
            pair[0].key,
        )
    )
    return [ranked for ranked, _name in found]


def _weigh(one: Candidate, asked: Sequence[_Asked], today: date, place: str) -> Ranked:
    given, points = [], 0
    for ask, text in zip_longest(asked, one.texts[: len(asked)], fillvalue=0):
        gained, reason = _answer(one, ask, text)
        if reason:
            given.append((gained, reason))
            points += gained
    points //= max(1, len(asked))
    if len(given) > 1:
        given.sort(key=itemgetter(0), reverse=True)
    reasons = [reason for _gained, reason in given]
    for gained, reason in (*_free(one, today), *_place(one, place)):
        points += gained
        reasons.append(reason)
    return Ranked(one.key, points, len(given), tuple(dict.fromkeys(reasons)))


def _answer(one: Candidate, ask: _Asked, text: int) -> tuple[int, Reason | None]:
    """Points and reason of one thing asked: the best of what answers it."""
    best, concept, kinds = -1, "", ""
    for code, share in ask.concepts:
        held = one.held.get(code)
        if held:
            kinds += code[0]
            points = _held(code, held) * share // 100
            best, concept = max((best, concept), (points, code))
    if text and (best < 0 or not ask.is_named):
        points, reason = _texts(one, ask, text)
        if points > best:
            return points, reason
    if best < 0:
        return 0, None
    return best + (BOTH if "s" in kinds and "t" in kinds else 0), _why(one, concept)


def _texts(one: Candidate, ask: _Asked, text: int) -> tuple[int, Reason]:
    """What the texts answer best: the name of the person, the town, other words.

    Names and towns are among the texts: they are looked at where these answer, and not
    for a skill or trade whose whole name is asked.
    """
    if not ask.is_named:
        if ask.keys <= _keys(one.name):
            return NAME, Reason("name")
        if ask.keys <= _keys(one.brand):
            return BRAND, Reason("name")
        if ask.keys <= _keys(one.town):
            return TOWN, Reason("town")
    return min(TEXT, max(1, TEXT * text // FULL_RANK)), Reason("text", words=ask.words)


@lru_cache(maxsize=20_000)
def _keys(text: str) -> frozenset[str]:
    """Return the keys of the words of a name or a town: the same people come again."""
    return frozenset(key(word) for word in words(text))


def _held(concept: str, held: Held) -> int:
    if concept[0] == "t":
        return TRADE
    confirmed = min(held.confirmed, MOST_CONFIRMED)
    return SKILL + LEVEL * held.level // 100 + CONFIRMED * confirmed


def _why(one: Candidate, concept: str) -> Reason:
    if concept[0] == "t":
        return Reason("trade", concept)
    held = one.held[concept]
    return Reason("skill", concept, held.level, held.confirmed)


def _free(one: Candidate, today: date) -> list[tuple[int, Reason]]:
    """Being free soon, or when; nothing of those who did not say."""
    if not one.free_from:
        return []
    wait = (one.free_from - today).days
    points = next((points for days, points in SOON if wait <= days), 0)
    return [(points, Reason("free", day=max(one.free_from, today)))]


def _place(one: Candidate, place: str) -> list[tuple[int, Reason]]:
    if not place:
        return []
    if is_of(one.town, one.zip_code, place):
        return [(NEAR, Reason("near"))]
    return [(0, Reason("remote"))] if one.is_remote else []


def is_of(town: str, zip_code: str, place: str) -> bool:
    """Tell whether somebody is of a place: a town, or the beginning of a postcode.

    >>> is_of("Limoux", "11300", "11"), is_of("Limoux", "11300", "limoux")
    (True, True)
    >>> is_of("Limoux", "11300", "31"), is_of("", "", "Quillan")
    (False, False)
    """
    asked = words(place)
    if len(asked) == 1 and asked[0].isdigit():
        return zip_code.startswith(asked[0])
    return bool(asked) and words(town)[: len(asked)] == asked
