# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which reminder a late document gets, and when; what its writer may change."""

from dataclasses import dataclass
from datetime import date, timedelta

from odoo.addons.caetic_members.engine import Reader

GREETING_LIMIT = 100
MESSAGE_LIMIT = 1500
REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Level:
    """A level of reminders: its identifier, and days after the due date."""

    key: int
    days: int


@dataclass(frozen=True, slots=True)
class Step:
    """The next reminder of a document, and the first day on which it may leave."""

    key: int
    date: date


@dataclass(frozen=True, slots=True)
class ReminderInput:
    """What the entrepreneur may change of a reminder."""

    greeting: str
    message: str


def next_step(levels, due, sent):
    """Return the next reminder of a document, or None when none is left.

    Levels come in order, none is skipped, and two are as far from each other as their
    days are: a customer who is found late very late is not given three in a week.

    >>> levels = (Level(1, 5), Level(2, 20))
    >>> next_step(levels, date(2026, 6, 1), {}).date
    datetime.date(2026, 6, 6)
    >>> next_step(levels, date(2026, 6, 1), {1: date(2026, 7, 1)}).date
    datetime.date(2026, 7, 16)

    :param levels: ``Level``, in any order
    :param due: due date of the document, None when it has none
    :param sent: ``{key of a level: day on which it left}``
    """
    if not due:
        return None
    ordered = sorted(levels, key=lambda level: (level.days, level.key))
    done = [level for level in ordered if level.key in sent]
    last = done[-1] if done else None
    left = ordered[ordered.index(last) + 1 :] if last else ordered
    if not left:
        return None
    level = left[0]
    day = due + timedelta(days=level.days)
    if last:
        day = max(day, sent[last.key] + timedelta(days=level.days - last.days))
    return Step(level.key, day)


def parse_reminder(raw):
    """Return ``(ReminderInput, issues)`` of a form."""
    reader = Reader(raw)
    reminder = ReminderInput(
        reader.text("greeting", GREETING_LIMIT, required=True),
        reader.text("message", MESSAGE_LIMIT, required=True, multiline=True),
    )
    return reminder, reader.issues


def parse_reason(raw, name="reason"):
    """Return ``(text, issues)`` of the reason of a dispute or of its end."""
    reader = Reader(raw)
    text = reader.text(name, REASON_LIMIT, required=True, multiline=True)
    return text, reader.issues
