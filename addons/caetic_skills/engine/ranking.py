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
TEXT = 40  # at most, for words of the person's texts
# Points of the person as a whole.
SOON = ((30, 6), (90, 3))  # free within so many days
NEAR = 4  # of the place asked, and not only at a distance
# A word alone among the most telling ones has this rank, in thousandths.
FULL_RANK = 600


@dataclass(frozen=True)
class Held:
    """A skill or trade of a person.

    :param level: 0 to 100; 100 for a trade
    :param confirmed: people who confirm it
    """

    level: int
    confirmed: int = 0


@dataclass(frozen=True)
class Candidate:
    """A person found.

    :param key: identifier
    :param name: as shown
    :param held: ``{code of a skill or trade: Held}`` of those asked for
    :param texts: rank of the person's texts for each thing asked, in thousandths
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
    town: str = ""
    zip_code: str = ""
    is_remote: bool = False
    free_from: date | None = None
    days: int = 0


@dataclass(frozen=True)
class Reason:
    """Why a person stands where they stand; put in words by whoever shows it.

    :param code: ``skill``, ``trade``, ``name``, ``town``, ``text``, ``free``, ``near``
        or ``remote``
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


@dataclass(frozen=True)
class Ranked:
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
    found = [(_weigh(one, wishes, today, place), one.name) for one in candidates]
    found.sort(
        key=lambda pair: (
            -pair[0].answered,
            -pair[0].points,
            fold(pair[1]),
            pair[0].key,
        )
    )
    return [ranked for ranked, _name in found]


def _weigh(one: Candidate, wishes: Sequence[Wish], today: date, place: str) -> Ranked:
    answers = [
        _answer(one, wish, one.texts[index] if index < len(one.texts) else 0)
        for index, wish in enumerate(wishes)
    ]
    given = [(points, reason) for points, reason in answers if points]
    extra = [*_free(one, today), *_place(one, place)]
    mean = sum(points for points, _reason in given) // max(1, len(wishes))
    told = sorted(given, key=lambda pair: -pair[0])
    reasons = dict.fromkeys(reason for _points, reason in told + extra)
    points = mean + sum(points for points, _reason in extra)
    return Ranked(one.key, points, len(given), tuple(reasons))


def _answer(one: Candidate, wish: Wish, text: int) -> tuple[int, Reason | None]:
    """Points and reason of one thing asked: the best of what answers it."""
    keys = {key(word) for word in wish.words}
    answers = [
        _held(concept, one.held[concept], share)
        for concept, share in wish.concepts.items()
        if concept in one.held
    ]
    kinds = {reason.code for _points, reason in answers}
    if text:
        points = min(TEXT, max(1, TEXT * text // FULL_RANK))
        answers.append((points, Reason("text", words=wish.words)))
    if keys <= {key(word) for word in words(one.name)}:
        answers.append((NAME, Reason("name")))
    if keys <= {key(word) for word in words(one.town)}:
        answers.append((TOWN, Reason("town")))
    if not answers:
        return 0, None
    points, reason = max(answers, key=lambda pair: (pair[0], pair[1].concept))
    return points + (BOTH if kinds == {"skill", "trade"} else 0), reason


def _held(concept: str, held: Held, share: int) -> tuple[int, Reason]:
    if concept.startswith("t"):
        return TRADE * share // 100, Reason("trade", concept)
    confirmed = min(held.confirmed, MOST_CONFIRMED)
    points = SKILL + LEVEL * held.level // 100 + CONFIRMED * confirmed
    reason = Reason("skill", concept, held.level, held.confirmed)
    return points * share // 100, reason


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
