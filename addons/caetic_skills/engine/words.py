# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words as people type them: accents, plurals, doubled letters, slips of the finger."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

# A word, with the signs that make languages of programming what they are.
WORD = re.compile(r"[a-z0-9]+")
LIGATURES = str.maketrans({"\u0153": "oe", "\u00e6": "ae", "\u00df": "ss"})
NAMED = (
    (re.compile(r"(?<![a-z0-9])c\+\+"), " cplusplus "),
    (re.compile(r"(?<![a-z0-9])([cf])#"), r" \1sharp "),
    (re.compile(r"(?<![a-z0-9])\.net(?![a-z0-9])"), " dotnet "),
)
# Words that say nothing of what is looked for.
EMPTY_WORDS = """
    a ai au aux avec besoin ce ces cet cette cherche chercher d dans de des du elle
    en est et etre faire fait il ils j je l la le les leur leurs ma mes moi mon n ne
    nos notre nous on ou par pas pour qu quelqu quelque quelques qui que recherche
    recherchons s sa savoir se ses sont souhaite sur tous tout toute toutes trouver
    un une veux voudrais vos votre vous y
"""
EMPTY = frozenset(EMPTY_WORDS.split())
LEAST_HEARD = 4
# How the same sound is written otherwise: what is heard is what is mistyped.
SOUNDS = (
    ("ph", "f"),
    ("eau", "o"),
    ("au", "o"),
    ("qu", "k"),
    ("ck", "k"),
    ("ch", "sh"),
    ("c", "k"),
    ("y", "i"),
    ("ai", "e"),
    ("en", "an"),
    ("em", "an"),
    ("am", "an"),
    ("z", "s"),
    ("h", ""),
)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return a text in small letters, without accents.

    >>> fold("PHP, C# et .NET")
    'php,  csharp  et  dotnet '
    """
    lowered = unicodedata.normalize("NFC", text or "").lower().translate(LIGATURES)
    split = unicodedata.normalize("NFKD", lowered)
    plain = "".join(sign for sign in split if not unicodedata.combining(sign))
    for pattern, name in NAMED:
        plain = pattern.sub(name, plain)
    return plain


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in order.

    >>> words("Logiciels de gestion, Node.js")
    ['logiciels', 'de', 'gestion', 'node', 'js']
    """
    return WORD.findall(fold(text))


def telling(text: str) -> list[str]:
    """Return the words of a text that say something; all of them when none does.

    >>> telling("je cherche un monteur de films")
    ['monteur', 'films']
    >>> telling("qui")
    ['qui']
    """
    found = words(text)
    return [word for word in found if word not in EMPTY] or found


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """Return what forms of a folded word share: plural, feminine, doubled letters.

    >>> [key(one) for one in ("visuelle", "visuels", "videos", "logiciel", "rgpd", "c")]
    ['visuel', 'visuel', 'video', 'logiciel', 'rgpd', 'c']
    """
    short = word
    if len(short) > 3 and short[-1] in "sx":
        short = short[:-1]
    while len(short) > 4 and short[-1] == "e":
        short = short[:-1]
    single = [short[:1], *(b for a, b in pairwise(short) if a != b or not b.isalpha())]
    return "".join(single) if len(short) > 3 else short


def phrase(text: str) -> tuple[str, ...]:
    """Return the keys of the words of a name that say something, in order.

    >>> phrase("Conseil et gestion de sites web")
    ('conseil', 'gestion', 'site', 'web')
    """
    return tuple(key(word) for word in telling(text))


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Return how a folded word sounds, roughly, to compare what was mistyped.

    >>> sound("grafiste") == sound("graphiste"), sound("bureautic") == sound("burotik")
    (True, True)
    """
    heard = key(word)
    for written, said in SOUNDS:
        heard = heard.replace(written, said)
    return heard


def allowed(word: str) -> int:
    """Return how many slips are forgiven in a word of so many letters.

    >>> [allowed(one) for one in ("seo", "excel", "drone", "photoshop")]
    [0, 1, 1, 2]
    """
    if len(word) < 4:
        return 0
    return 1 if len(word) < 6 else 2


def distance(one: str, other: str, most: int) -> int:
    """Return the slips between two words: a letter more, less, changed, two swapped.

    :param most: what is more than this is not counted further
    :returns: the number of slips, or ``most + 1``

    >>> distance("javascirpt", "javascript", 2), distance("wordpres", "wordpress", 2)
    (1, 1)
    >>> distance("drone", "photoshop", 2)
    3
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, last = [], list(range(len(other) + 1))
    for row in range(1, len(one) + 1):
        line = _line(one, other, row, before, last)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def _line(one: str, other: str, row: int, before: list[int], last: list[int]):
    """Slips up to a letter of the first word and each letter of the other."""
    letter, line = one[row - 1], [row]
    for column, sign in enumerate(other, 1):
        cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != sign))
        swapped = row > 1 and column > 1 and letter == other[column - 2]
        if swapped and one[row - 2] == sign:
            cost = min(cost, before[column - 2] + 1)
        line.append(cost)
    return line


def slips(word: str, other: str, most: int) -> int:
    """Return the slips between two words, as written or as heard.

    What is heard the same is one slip, whatever its letters.

    >>> slips("grafiste", "graphiste", 2), slips("bureautic", "bureautique", 2)
    (1, 1)
    """
    written = distance(word, other, most)
    if written < 2 or not most:
        return written
    heard, other_heard = sound(word), sound(other)
    # Three letters sound like too many things.
    if min(len(heard), len(other_heard)) < LEAST_HEARD:
        return written
    return min(written, distance(heard, other_heard, most - 1) + 1)


def nearest(word: str, others: Iterable[str]) -> str | None:
    """Return the word that was most likely meant, or None.

    The fewest slips first, then the order of the alphabet: the same answer each time.

    :param word: folded, as typed
    :param others: folded words that exist

    >>> nearest("refrencement", ["developpement", "referencement"])
    'referencement'
    >>> nearest("chat", ["wordpress"])
    """
    most = allowed(word)
    found = [(slips(word, other, most), other) for other in set(others)]
    return min((one for one in found if one[0] <= most), default=(0, None))[1]


class Lexicon:
    """Words that exist, to find the nearest without comparing with each.

    :param known: folded words
    """

    # Compared letter by letter: those that share most pairs of letters.
    COMPARED = 12

    def __init__(self, known: Iterable[str]):
        self.known = frozenset(known)
        self._holders = defaultdict(list)
        for word in sorted(self.known):
            for pair in _pairs(word):
                self._holders[pair].append(word)

    def nearest(self, word: str) -> str | None:
        """Return the word that was most likely meant, or None.

        >>> Lexicon(["photoshop", "photographe"]).nearest("potoshop")
        'photoshop'
        """
        return nearest(word, self._share(word)) if allowed(word) else None

    def alike(self, word: str) -> list[str]:
        """Return words that look like one, the nearest first: half of it at least.

        >>> Lexicon(["illustration", "drone"]).alike("ilustrassion")
        ['illustration']
        """
        most = len(word) // 2
        found = [(slips(word, other, most), other) for other in self._share(word)]
        return [other for slipped, other in sorted(found) if slipped <= most]

    def _share(self, word: str) -> list[str]:
        shared = Counter(
            other for pair in _pairs(word) for other in self._holders.get(pair, ())
        )
        return [other for other, _count in shared.most_common(self.COMPARED)]


def _pairs(word: str) -> set[str]:
    """Pairs of letters of a word, as written and as heard."""
    return {
        mark + one + other
        for mark, form in (("", word), ("~", sound(word)))
        for one, other in pairwise(f" {form} ")
    }


def spans(tokens: Sequence[str], longest: int) -> Iterable[tuple[int, int]]:
    """Return the runs of words, the longest first, as (start, end).

    >>> list(spans(["a", "b"], 4))
    [(0, 2), (0, 1), (1, 2)]
    """
    for size in range(min(longest, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            yield start, start + size
