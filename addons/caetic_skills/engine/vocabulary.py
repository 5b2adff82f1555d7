# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a search asks for: skills and trades that its words name, and other words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .words import Lexicon, key, nearest, phrase, slips, spans, telling

# Words of a search that are read; the rest of a long text adds nothing.
MOST_WORDS = 8
LONGEST_NAME = 5
# Percent of the words of a name that must be asked for it to be meant at all.
LEAST_SHARE = 33


@dataclass(frozen=True)
class Name:
    """A name or a synonym of a skill or trade.

    :param text: as written
    :param concept: code of the skill or trade, for instance ``s12``
    """

    text: str
    concept: str


@dataclass(frozen=True)
class Wish:
    """One thing that is asked for: somebody should answer each.

    :param words: folded words to find in texts, all of them
    :param concepts: ``{code of a skill or trade: percent of its name that is asked}``
    """

    words: tuple[str, ...]
    concepts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What was understood of a search.

    :param wishes: what is asked for, in order
    :param unknown: words that no skill or trade bears, in order
    :param corrections: ``{word typed: word taken instead}``
    """

    wishes: tuple[Wish, ...] = ()
    unknown: tuple[str, ...] = ()
    corrections: Mapping[str, str] = field(default_factory=dict)


class Vocabulary:
    """Names of skills and trades, ready to be found in a search.

    :param names: all names and synonyms; the same text may name several
    """

    def __init__(self, names: Iterable[Name]):
        self._names = [(phrase(one.text), one.concept) for one in names]
        self._names = [one for one in self._names if one[0]]
        self._phrases = {keys for keys, _concept in self._names}
        self._joined = {key("".join(keys)): keys for keys in sorted(self._phrases)}
        self._holders = defaultdict(set)
        for rank, (keys, _concept) in enumerate(self._names):
            for one in keys:
                self._holders[one].add(rank)
        self._lexicon = Lexicon(
            word for one in names for word in telling(one.text) if len(word) > 2
        )

    def understand(
        self,
        text: str,
        seen: Iterable[str] = (),
        near: Mapping[str, Iterable[str]] | None = None,
    ) -> Reading:
        """Return what is understood of a search.

        A word that nothing bears is taken for the nearest one that exists, of a skill
        or trade before any other as near.

        :param text: as typed
        :param seen: unknown words that texts hold as typed: they stay
        :param near: ``{unknown word: words of texts that look like it}``
        """
        tokens = telling(text)[:MOST_WORDS]
        unknown = self._get_unknown(tokens)
        fixes = {
            token: fixed
            for token in unknown
            if token not in seen
            and (fixed := self._fix(token, (near or {}).get(token, ())))
        }
        fixed = [fixes.get(token, token) for token in tokens]
        return Reading(self._wish(fixed), tuple(unknown), fixes)

    def read_as_typed(self, text: str) -> Reading:
        """Return what is understood of a search, without a correction.

        :param text: as typed
        """
        tokens = telling(text)[:MOST_WORDS]
        return Reading(self._wish(tokens), tuple(self._get_unknown(tokens)))

    def _get_unknown(self, tokens: list[str]) -> list[str]:
        """Words that are neither of a name nor of a whole name written otherwise."""
        named = {place for run in self._find(tokens) for place in range(*run[:2])}
        unknown = [
            token
            for place, token in enumerate(tokens)
            if place not in named and key(token) not in self._holders
        ]
        return list(dict.fromkeys(unknown))

    def get_alike(self, word: str) -> list[str]:
        """Return codes of skills and trades that have a word that looks like one."""
        ranks = [
            rank
            for alike in self._lexicon.alike(word)
            for rank in sorted(self._holders[key(alike)])
        ]
        return list(dict.fromkeys(self._names[rank][1] for rank in ranks))

    def _fix(self, token: str, others: Iterable[str]) -> str | None:
        ours, theirs = self._lexicon.nearest(token), nearest(token, others)
        if not ours or not theirs:
            return ours or theirs
        most = len(token)
        return min(ours, theirs, key=lambda one: slips(token, one, most))

    def _find(self, tokens: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
        """Whole names in a search: (start, end, keys of the name)."""
        keys = [key(token) for token in tokens]
        found, taken = [], set()
        for start, end in spans(keys, LONGEST_NAME):
            run = tuple(keys[start:end])
            name = run if run in self._phrases else self._joined.get(key("".join(run)))
            if name and taken.isdisjoint(range(start, end)):
                found.append((start, end, name))
                taken.update(range(start, end))
        return sorted(found)

    def _wish(self, tokens: list[str]) -> tuple[Wish, ...]:
        runs = self._find(tokens)
        named = {place for start, end, _name in runs for place in range(start, end)}
        runs += [
            (place, place + 1, (key(token),))
            for place, token in enumerate(tokens)
            if place not in named
        ]
        wishes = [
            Wish(tuple(tokens[start:end]), self._concepts(name))
            for start, end, name in sorted(runs)
        ]
        return tuple({one.words: one for one in wishes}.values())

    def _concepts(self, keys: tuple[str, ...]) -> dict[str, int]:
        """Skills and trades that have a name with these words."""
        ranks = set.intersection(*(self._holders.get(one, set()) for one in keys))
        shares: dict[str, int] = {}
        for rank in sorted(ranks):
            name, concept = self._names[rank]
            share = 100 * len(set(keys)) // len(set(name))
            if share >= LEAST_SHARE:
                shares[concept] = max(share, shares.get(concept, 0))
        return shares
