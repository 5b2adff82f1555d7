# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What somebody shows to the public: the last answer about each thing holds (R801).

Nothing is shown that was not asked for: no answer is a no.
"""

from dataclasses import dataclass

# What the person switches one by one; the name comes with the page itself.
PROFILE_KINDS = (
    "headline",
    "presentation",
    "trades",
    "skills",
    "availability",
    "town",
    "portfolio",
    "proofs",
    "words",
    "brand",
    "website",
    "rate",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the log.

    :param kind: one of ``PROFILE_KINDS``, or any other key of the log
    :param given: yes or no
    :param rank: the later, the greater; ties do not occur in a log
    """

    kind: object
    given: bool
    rank: tuple


def standing(answers):
    """Return the kinds whose last answer is yes.

    >>> yes, no = Answer("town", True, (1,)), Answer("town", False, (2,))
    >>> standing([no, yes])
    frozenset()
    """
    last = {}
    for answer in sorted(answers, key=lambda one: one.rank):
        last[answer.kind] = answer.given
    return frozenset(kind for kind, given in last.items() if given)


def shown_fields(is_public, has_photo, kinds):
    """Return what visitors see of a profile, in the order of its page.

    :param bool is_public: whether the page exists: asked for, present, no objection
    :param bool has_photo: whether the photo is accepted
    :param kinds: what ``standing`` returned
    :returns: tuple of keys; empty when nobody sees the page
    """
    if not is_public:
        return ()
    fields = [kind for kind in PROFILE_KINDS if kind in kinds]
    return (*fields, "photo") if has_photo else tuple(fields)
