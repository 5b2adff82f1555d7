# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Turn what a browser sent into typed values, one named issue per wrong field."""

import dataclasses
import re
from collections.abc import Container, Mapping
from datetime import date
from decimal import Decimal

# What XML 1.0 and PostgreSQL refuse in a text; tab and line feed are kept.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})?")
EMAIL = re.compile(r"[^@\s,;<>\"']{1,64}@[^@\s,;<>\"']+\.[^@\s,;<>\"']{2,}")


@dataclasses.dataclass(frozen=True, slots=True)
class Issue:
    """A refused field: its name in the form, a code, and what the message needs."""

    field: str
    code: str
    params: Mapping = dataclasses.field(default_factory=dict)


def clean_text(value, multiline: bool = False) -> str:
    """Return a text without control characters nor outer spaces.

    >>> clean_text(" a\\x00b\\r\\nc ")
    'ab c'
    >>> clean_text(" a\\r\\nb ", multiline=True)
    'a\\nb'
    """
    text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
    text = CONTROL.sub("", text)
    if not multiline:
        text = " ".join(text.split())
    return text.strip()


def parse_decimal(value) -> Decimal | None:
    """Return the Decimal of a French or English number, None when it is not one.

    >>> parse_decimal("1 234,50 €")
    Decimal('1234.50')
    >>> parse_decimal("1e3") is None
    True
    """
    text = re.sub(r"[\s\u00a0\u202f€]", "", str(value or ""))
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def _has_more_places(value: Decimal, places: int) -> bool:
    return -value.normalize().as_tuple().exponent > places


class Reader:
    """Read fields of a form one by one and collect what is wrong with them.

    :param raw: texts of the form by name
    """

    def __init__(self, raw: Mapping[str, str]):
        self.raw = raw
        self.issues = []

    def refuse(self, name: str, code: str, **params):
        """Note that a field is refused, and why."""
        self.issues.append(Issue(name, code, params))

    def text(
        self, name: str, limit: int, required: bool = False, multiline: bool = False
    ) -> str:
        """Return a cleaned text of at most ``limit`` characters."""
        value = clean_text(self.raw.get(name), multiline)
        if required and not value:
            self.refuse(name, "required")
        elif len(value) > limit:
            self.refuse(name, "too_long", limit=limit, length=len(value))
            return ""
        return value

    def email(self, name: str) -> str:
        """Return one e-mail address, or an empty text."""
        value = self.text(name, 254)
        if value and not EMAIL.fullmatch(value):
            self.refuse(name, "email")
        return value

    def choice(self, name: str, allowed: Container[str]) -> str:
        """Return one of the texts allowed, or an empty text after refusing it."""
        value = clean_text(self.raw.get(name))
        if value in allowed:
            return value
        self.refuse(name, "unknown" if value else "required")
        return ""

    def identifier(self, name: str, required: bool = False) -> int:
        """Return the positive integer of a chosen record, 0 when none is."""
        value = clean_text(self.raw.get(name))
        if value.isascii() and value.isdigit() and len(value) < 10:
            return int(value)
        if value:
            self.refuse(name, "unknown")
        elif required:
            self.refuse(name, "required")
        return 0

    def date(self, name: str, required: bool = False) -> date | None:
        """Return a date typed as ISO 8601 (what date inputs send), or None."""
        value = clean_text(self.raw.get(name))
        if not value:
            if required:
                self.refuse(name, "required")
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(name, "date")
        return None

    def positive(self, name: str, limit: Decimal, places: int) -> Decimal | None:
        """Return a number above zero, at most ``limit``, or None after refusing it.

        :param places: decimals kept; more are refused rather than rounded away
        """
        value = self._number(name, limit, places)
        if value is None or value > 0:
            return value
        self.refuse(name, "positive")
        return None

    def amount(self, name: str, limit: Decimal) -> Decimal | None:
        """Return EUR from 0 to ``limit``, to the cent, or None after refusing it."""
        value = self._number(name, limit, 2)
        if value is None or value >= 0:
            return value
        self.refuse(name, "negative")
        return None

    def percentage(self, name: str) -> Decimal:
        """Return a part from 0 to 100 with two decimals at most, 0 when empty."""
        if not clean_text(self.raw.get(name)):
            return Decimal(0)
        value = parse_decimal(self.raw.get(name))
        if value is None or not 0 <= value <= 100:
            self.refuse(name, "percentage")
        elif _has_more_places(value, 2):
            self.refuse(name, "places", places=2)
        else:
            return value
        return Decimal(0)

    def _number(self, name, limit, places):
        """A number of any sign that a field needs; a negative one has no limit."""
        value = parse_decimal(self.raw.get(name))
        code, params = "", {}
        if value is None:
            code = "number" if clean_text(self.raw.get(name)) else "required"
        elif value > limit:
            code, params = "too_big", {"limit": limit}
        elif value > 0 and _has_more_places(value, places):
            code, params = "places", {"places": places}
        if code:
            self.refuse(name, code, **params)
            return None
        return value
