# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Turn what a browser sent into typed values, one named issue per wrong field."""

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

# What XML 1.0 and PostgreSQL refuse in a text.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})?")


@dataclasses.dataclass(frozen=True, slots=True)
class Issue:
    """A refused field: its name in the form, a code, and what the message needs."""

    field: str
    code: str
    params: Mapping = dataclasses.field(default_factory=dict)


def clean_text(value):
    """Return a text of one line without control characters.

    >>> clean_text(" Train  Limoux ")
    'Train Limoux'
    """
    return " ".join(CONTROL.sub(" ", str(value or "")).split())


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

    def choice(self, name, allowed):
        """Return one of the texts allowed, or an empty text after refusing it."""
        value = clean_text(self.raw.get(name))
        if value in allowed:
            return value
        self.refuse(name, "unknown" if value else "required")
        return ""

    def identifier(self, name, required=False):
        """Return the positive integer of a chosen record, 0 when none is."""
        value = clean_text(self.raw.get(name))
        if value.isascii() and value.isdigit() and len(value) < 10:
            return int(value)
        if value:
            self.refuse(name, "unknown")
        elif required:
            self.refuse(name, "required")
        return 0

    def past_date(self, name, today):
        """Return a date of ISO 8601, neither to come nor older than three years.

        Three years: what wages and expenses can be claimed for (C. trav. L3245-1).
        """
        value = self.date(name, required=True)
        if value is None:
            return None
        if value > today:
            self.refuse(name, "future")
        elif value.year < today.year - 3:
            self.refuse(name, "too_old")
        return value

    def date(self, name, required=False):
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

    def positive(self, name, limit, places):
        """Return a number above zero, at most ``limit``, or None after refusing it.

        :param places: decimals kept; more are refused rather than rounded away
        """
        value = parse_decimal(self.raw.get(name))
        code, params = "", {}
        if value is None:
            code = "number" if clean_text(self.raw.get(name)) else "required"
        elif value <= 0:
            code = "positive"
        elif value > limit:
            code, params = "too_big", {"limit": limit}
        elif -value.normalize().as_tuple().exponent > places:
            code, params = "places", {"places": places}
        if code:
            self.refuse(name, code, **params)
            return None
        return value
