# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How complete a profile is, and the one thing that would help most now.

A profile is useful, that is found and chosen, with a trade and three skills: the rest
makes it convincing. The weights are the order in which colleagues miss the facts.
"""

from dataclasses import dataclass

USEFUL_SKILLS = 3


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What a profile holds: counts, and whether one-line facts are there."""

    trades: int = 0
    skills: int = 0
    availability: bool = False
    headline: bool = False
    presentation: bool = False
    proofs: int = 0
    items: int = 0


def _steps(facts: ProfileFacts) -> tuple[tuple[str, int, int], ...]:
    """Return ``(name, points there, points in all)`` in the order of their use."""
    skills = min(facts.skills, USEFUL_SKILLS)
    return (
        ("trades", 20 * bool(facts.trades), 20),
        ("skills", 10 * skills, 10 * USEFUL_SKILLS),
        ("availability", 15 * facts.availability, 15),
        ("headline", 10 * facts.headline, 10),
        ("proofs", 10 * bool(facts.proofs), 10),
        ("presentation", 10 * facts.presentation, 10),
        ("items", 5 * bool(facts.items), 5),
    )


def is_useful(facts: ProfileFacts) -> bool:
    """Tell whether colleagues can find the person: a trade and three skills."""
    return facts.trades > 0 and facts.skills >= USEFUL_SKILLS


def completeness(facts: ProfileFacts) -> int:
    """Return how much of a profile is there, from 0 to 100.

    >>> completeness(ProfileFacts(trades=1, skills=3, availability=True))
    65
    """
    return sum(there for _name, there, _whole in _steps(facts))


def next_step(facts: ProfileFacts) -> str:
    """Return what to do next, or an empty text when nothing lacks.

    >>> next_step(ProfileFacts(trades=1, skills=2))
    'skills'
    """
    return next((name for name, there, whole in _steps(facts) if there < whole), "")
