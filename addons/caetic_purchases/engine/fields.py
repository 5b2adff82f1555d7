# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Turn what a browser sent into typed values, one named issue per wrong field."""

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

# What XML 1.0 and PostgreSQL refuse in a text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,6})?")


@dataclasses.dataclass(frozen=True, slots=True)
class Issue:
    """A refused field: its name in the form, a code, and what the message needs."""

    field: str
    code: str
    params: Mapping = dataclasses.field(default_factory=dict)


def clean_text(value):
    """Return one line of text, without control characters nor outer spaces.

    >>> clean_text(" a\\x00b\\r\\n c ")
    'ab c'
    """
    return " ".join(CONTROL.sub("", str(value or "").replace("\r", " ")).split())


def parse_decimal(value):
    """Return the Decimal of a French or English number, None when it is not one.

    >>> parse_decimal("1 234,50 €")
    Decimal('1234.50')
    >>> parse_decimal("1e3") is None
    True
    """
    text = re.sub(r"[\s\u00a0\u202f€]", "", str(value or ""))
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


class Reader:
    """Read fields of a form one by one and collect what is wrong with them."""

    def __init__(self, raw):
        self.raw = raw
        self.issues = []

    def refuse(self, name, code, **params):
        """Note that a field is refused, and why."""
        self.issues.append(Issue(name, code, params))

    def text(self, name, limit, required=False):
        """Return a cleaned text of at most ``limit`` characters."""
        value = clean_text(self.raw.get(name))
        if required and not value:
            self.refuse(name, "required")
        elif len(value) > limit:
            self.refuse(name, "too_long", limit=limit, length=len(value))
            return ""
        return value

    def identifier(self, name):
        """Return the positive integer of a chosen record, 0 when none is."""
        value = clean_text(self.raw.get(name))
        if value.isascii() and value.isdigit() and len(value) < 10:
            return int(value)
        self.refuse(name, "unknown" if value else "required")
        return 0

    def date(self, name):
        """Return a date typed as ISO 8601 (what date inputs send), or None."""
        value = clean_text(self.raw.get(name))
        if not value:
            self.refuse(name, "required")
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(name, "date")
        return None

    def amount(self, name, limit, optional=False):
        """Return EUR from 0 to ``limit``, to the cent, or None after refusing it.

        :param optional: an empty field is 0
        """
        text = clean_text(self.raw.get(name))
        value = parse_decimal(text)
        code, params = "", {}
        if not text:
            if optional:
                return Decimal(0)
            code = "required"
        elif value is None:
            code = "number"
        elif value < 0:
            code = "negative"
        elif value > limit:
            code, params = "too_big", {"limit": limit}
        elif -value.normalize().as_tuple().exponent > 2:
            code = "places"
        if code:
            self.refuse(name, code, **params)
            return None
        return value
