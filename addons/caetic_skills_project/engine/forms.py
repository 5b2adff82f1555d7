# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a partner of a joint project types: plain values, or a code of what is wrong."""

from collections.abc import Mapping, Set
from datetime import date

from .hours import read_hours

LONGEST_NAME = 120
LONGEST_LINE = 200
LONGEST_TEXT = 4000
Read = tuple[dict[str, object], dict[str, str]]


def read_day(text: str) -> tuple[date | None, str]:
    """Return ``(day, issue)``; as browsers send it, or as people type it.

    >>> read_day("27/11/2026")
    (datetime.date(2026, 11, 27), '')
    >>> read_day("demain")
    (None, 'date')
    """
    plain = text.strip()
    if not plain:
        return None, ""
    if plain.count("/") == 2:
        plain = "-".join(reversed(plain.split("/")))
    try:
        day = date.fromisoformat(plain)
    except ValueError:
        return None, "date"
    # What a calendar of the cooperative may hold: a year typed short is refused.
    return (day, "") if 2000 <= day.year <= 2100 else (None, "date")


def _read_texts(
    raw: Mapping[str, str], longest: Mapping[str, int], required: Set[str]
) -> Read:
    """Return texts without outer spaces, and those missing or too long."""
    values: dict[str, object] = {}
    issues: dict[str, str] = {}
    for name, most in longest.items():
        text = raw.get(name, "").strip()
        values[name] = text
        if not text and name in required:
            issues[name] = "required"
        elif len(text) > most:
            issues[name] = "too_long"
    return values, issues


def _read_choice(raw: Mapping[str, str], name: str, known: Set[int]) -> tuple[int, str]:
    """Return a number of a list, 0 for none; the issue is ``choice``."""
    text = raw.get(name, "").strip()
    if not text:
        return 0, ""
    is_number = text.isascii() and text.isdecimal() and len(text) < 11
    number = int(text) if is_number else 0
    return (number, "") if number in known else (0, "choice")


def read_task(raw: Mapping[str, str], people: Set[int]) -> Read:
    """Return ``(values, issues)`` of a task: ``name``, ``due``, ``who``.

    :param people: numbers of those who may do it; 0 for nobody yet
    """
    values, issues = _read_texts(raw, {"name": LONGEST_LINE}, {"name"})
    values["due"], day_issue = read_day(raw.get("due", ""))
    values["who"], who_issue = _read_choice(raw, "who", people)
    found = {"due": day_issue, "who": who_issue}
    return values, {**issues, **{name: code for name, code in found.items() if code}}


def read_entry(raw: Mapping[str, str], today: date, tasks: Set[int]) -> Read:
    """Return ``(values, issues)`` of hours: ``hours``, ``day``, ``task``, ``words``.

    An empty day is today; a day to come is refused (``future``).
    """
    values, issues = _read_texts(raw, {"words": LONGEST_LINE}, set())
    values["hours"], hours_issue = read_hours(raw.get("hours", ""))
    day, day_issue = read_day(raw.get("day", ""))
    values["day"] = day or today
    if values["day"] > today:
        day_issue = "future"
    values["task"], task_issue = _read_choice(raw, "task", tasks)
    found = {"hours": hours_issue, "day": day_issue, "task": task_issue}
    return values, {**issues, **{name: code for name, code in found.items() if code}}


def read_aims(raw: Mapping[str, str]) -> Read:
    """Return ``(values, issues)`` of a project: ``name``, ``aims``, ``start``, ``end``.

    A project has both days or none (``both``), in their order (``order``).
    """
    longest = {"name": LONGEST_NAME, "aims": LONGEST_TEXT}
    values, issues = _read_texts(raw, longest, {"name"})
    for name in ("start", "end"):
        values[name], issue = read_day(raw.get(name, ""))
        if issue:
            issues[name] = issue
    start, end = values["start"], values["end"]
    if not {"start", "end"} & set(issues):
        if (start is None) != (end is None):
            issues["end" if start else "start"] = "both"
        elif start and end < start:
            issues["end"] = "order"
    return values, issues


def read_message(text: str) -> tuple[str, str]:
    """Return ``(text, issue)`` of a message: ``required`` or ``too_long``.

    >>> read_message("  ")
    ('', 'required')
    """
    plain = text.strip()
    if not plain:
        return "", "required"
    return (plain, "") if len(plain) <= LONGEST_TEXT else ("", "too_long")


def read_closing(raw: Mapping[str, str]) -> Read:
    """Return ``(values, issues)`` of the end: ``summary``, ``customer``, ``word``.

    Only the summary is required. A word of the customer needs their name.
    """
    longest = {"summary": 2000, "customer": LONGEST_NAME, "word": 2000}
    values, issues = _read_texts(raw, longest, {"summary"})
    if values["word"] and not values["customer"]:
        issues.setdefault("customer", "required")
    return values, issues
