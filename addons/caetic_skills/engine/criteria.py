# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is typed in the form of a search."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

MOST_TEXT = 200
LEVELS = (25, 50, 75, 100)
PEOPLE = ("all", "members", "outside")
FORMATS = ("%Y-%m-%d", "%d/%m/%Y")
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Criteria:
    """A search.

    :param text: words looked for
    :param trade: identifier of the trade that people must exercise, 0 for any
    :param skill: identifier of the skill that people must have, 0 for any
    :param level: of that skill at least, 0 to 100
    :param by: day on which people must be free
    :param days: days a month, at least
    :param place: town or beginning of a postcode
    :param is_remote: whether those who work at a distance do too, besides the place
    :param people: ``all``, ``members`` or ``outside`` the cooperative
    """

    text: str = ""
    trade: int = 0
    skill: int = 0
    level: int = 0
    by: date | None = None
    days: int = 0
    place: str = ""
    is_remote: bool = False
    people: str = "all"

    @property
    def is_filtered(self) -> bool:
        """Whether more than words is asked."""
        return self != Criteria(text=self.text)


def read_criteria(form: Mapping[str, str]) -> tuple[Criteria, dict[str, str]]:
    """Return the search typed in a form, and what could not be read.

    :param form: fields as typed
    :returns: the search without what is wrong, ``{field: code}``

    >>> read_criteria({"q": " PHP ", "by": "demain", "days": "5"})[1]
    {'by': 'not_a_date'}
    """
    by, days = _day(form.get("by", "")), _number(form.get("days", ""))
    level, people = _number(form.get("level", "")), form.get("people", "all")
    criteria = Criteria(
        text=_text(form.get("q", "")),
        trade=_number(form.get("trade", "")) or 0,
        skill=_number(form.get("skill", "")) or 0,
        level=level if level in LEVELS else 0,
        by=by,
        days=days or 0,
        place=_text(form.get("place", "")),
        is_remote=form.get("remote") == "1",
        people=people if people in PEOPLE else "all",
    )
    issues = {"by": "not_a_date"} if not by and form.get("by", "").strip() else {}
    return criteria, issues | ({"days": "not_a_number"} if days is None else {})


def _text(typed: str) -> str:
    return " ".join(typed.split())[:MOST_TEXT]


def _number(text: str) -> int | None:
    """A whole number from 0 on, 0 of nothing, None of anything else."""
    text = text.strip()
    if not text:
        return 0
    return min(int(text), LARGEST) if text.isascii() and text.isdigit() else None


def _day(text: str) -> date | None:
    for pattern in FORMATS:
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    return None
