# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a person types about themself, turned into texts that can be written.

A correction travels as text (dates in ISO, countries and choices by their code): that
is what the request stores, shows and, once accepted, writes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .fields import EMAIL

CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PHONE = re.compile(r"\+?[0-9 .()/-]{6,24}")
FRENCH_ZIP = re.compile(r"[0-9]{5}")
LONGEST = 128
MOST_CHILDREN = 25
OLDEST = 120


@dataclass(frozen=True, slots=True)
class FormField:
    """A field that the person may ask to correct.

    :param kind: ``text``, ``email``, ``phone``, ``date``, ``count`` or ``choice``
    :param choices: accepted codes of a choice
    """

    name: str
    kind: str = "text"
    required: bool = False
    choices: frozenset[str] = frozenset()


def clean(value) -> str:
    """Return one line of text, without control characters nor outer spaces."""
    return " ".join(CONTROL.sub(" ", str(value or "")).split())


def read_person(
    raw: Mapping[str, str], fields: tuple[FormField, ...], today: date
) -> tuple[dict[str, str], dict[str, str]]:
    """Return ``(texts, issues)`` of a form, by the name of the field.

    :param raw: what the browser sent; a field that it did not send is left out
    :returns: issues are codes: required, too_long, email, phone, date, birth, count,
        choice, zip

    >>> read_person({"email": "a@b"}, (FormField("email", "email"),), date(2026, 1, 1))
    ({'email': 'a@b'}, {'email': 'email'})
    """
    texts = {one.name: clean(raw[one.name]) for one in fields if one.name in raw}
    issues = {}
    for one in fields:
        if one.name in texts:
            code = _check(one, texts[one.name], today)
            if code:
                issues[one.name] = code
    postcode = texts.get("zip")
    is_french = texts.get("country") == "FR"
    if is_french and postcode and not FRENCH_ZIP.fullmatch(postcode):
        issues["zip"] = "zip"
    return texts, issues


def _check(one: FormField, text: str, today: date) -> str | None:
    if not text:
        return "required" if one.required else None
    if len(text) > LONGEST:
        return "too_long"
    if one.kind == "choice":
        return None if text in one.choices else "choice"
    if one.kind == "date":
        return _check_birth(text, today)
    if one.kind == "count":
        valid = text.isascii() and text.isdigit() and int(text) <= MOST_CHILDREN
        return None if valid else "count"
    pattern = {"email": EMAIL, "phone": PHONE}.get(one.kind)
    return one.kind if pattern and not pattern.fullmatch(text) else None


def _check_birth(text: str, today: date) -> str | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return "date"
    return None if today.year - OLDEST <= day.year and day < today else "birth"
