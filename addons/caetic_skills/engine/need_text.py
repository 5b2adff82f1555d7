# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Skills and trades named in the words of a need, accents and endings forgiven."""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

WORD = re.compile(r"[a-z0-9+#]+")
LIGATURES = str.maketrans({"\u0153": "oe", "\u00e6": "ae"})
# Beyond so many letters in common, two words are of one family.
FAMILY = 7
SHORT = 3
# Words that say nothing of what is asked.
STOP_WORDS = """
a afin ai alors au aussi autre aux avec avoir besoin bien c ce ces cette chez comme
comment d dans de deja des donc du elle elles en encore est et etc etre eux faire
fait faut grand il ils j je jour l la le les leur leurs lui ma mais me merci mes
mettre moi mon n ne nos notre nous on ont ou par pas petit petite peu plus plusieurs
pour pouvoir qu quand que quelqu quelque quelques qui recherche recherchons s sa
sans se serait ses si son sont souhaite souhaitons sous sur ta te tel telle tes tous
tout toute toutes tres tu un une vers via vos votre voudrais voudrions vous y
"""
STOP = frozenset(STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class Term:
    """A word or some words that people use for a skill or a trade.

    :param key: what they stand for; several terms may have the same
    """

    key: Hashable
    phrase: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a text names: the key, and the words of the text that name it.

    :param start: rank of the first word, stop words left out
    :param size: words of the term
    """

    key: Hashable
    words: str
    start: int
    size: int


def fold(text: str) -> str:
    """Return a text in small letters without accents.

    >>> fold("\\u00c9t\\u00e9")
    'ete'
    """
    apart = unicodedata.normalize("NFKD", text.lower().translate(LIGATURES))
    return "".join(one for one in apart if not unicodedata.combining(one))


def stem(word: str) -> str:
    """Return a folded word without its plural and feminine endings.

    >>> stem("visuelles"), stem("visuel"), stem("videos"), stem("web")
    ('visuel', 'visuel', 'video', 'web')
    """
    if len(word) <= SHORT:
        return word
    word = word.rstrip("sx")
    if len(word) > SHORT and word.endswith("e"):
        word = word[:-1]
    if len(word) > SHORT and word[-1] == word[-2] and word[-1] not in "aeiouy":
        word = word[:-1]
    return word


def read_need(text: str, terms: Iterable[Term]) -> tuple[Found, ...]:
    """Return what a text names, in its order; longer terms win over their parts.

    The words of a term stand together in the text, in any order, with at most one
    other word among them; stop words do not count.

    :param text: what the customer wrote
    :param terms: names and synonyms of all skills and trades
    """
    words = _split(text)
    known = [(term, [one for one, _word in _split(term.phrase)]) for term in terms]
    known.sort(key=lambda pair: -len(pair[1]))
    taken: dict[int, int] = {}
    found: dict[Hashable, Found] = {}
    for term, stems in known:
        for places in _find(stems, words):
            # Part of a longer term that was found: "site" in "site internet".
            if all(taken.get(place, 0) > len(stems) for place in places):
                continue
            taken.update({p: max(taken.get(p, 0), len(stems)) for p in places})
            said = " ".join(words[place][1] for place in places)
            found.setdefault(term.key, Found(term.key, said, places[0], len(stems)))
    return tuple(sorted(found.values(), key=lambda one: (one.start, -one.size)))


def _split(text):
    """Return ``[(stem, word)]`` of the words that say something."""
    return [(stem(word), word) for word in WORD.findall(fold(text)) if word not in STOP]


def _find(stems, words):
    """Yield the ranks of the words of each place where a term stands."""
    size = len(stems)
    if not size:
        return
    for start, (first, _word) in enumerate(words):
        if not any(_same(first, one) for one in stems):
            continue
        window = range(start, min(start + size + (size > 1), len(words)))
        places = _match(stems, words, window)
        if places:
            yield places


def _match(stems, words, window):
    """Return the ranks of the window that name each stem once, or nothing."""
    left, places = list(stems), []
    for place in window:
        hit = next((one for one in left if _same(words[place][0], one)), None)
        if hit is not None:
            left.remove(hit)
            places.append(place)
        if not left:
            return places
    return []


def _same(one, other):
    """Tell whether two stems are one word, or of one family."""
    if one == other:
        return True
    return (
        len(one) >= FAMILY and len(other) >= FAMILY and one[:FAMILY] == other[:FAMILY]
    )
