# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Cells as people write them in spreadsheets: days, numbers, yes and no."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from .errors import EngineError

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
YES = {"1", "x", "oui", "yes", "true", "vrai"}
NO = {"0", "non", "no", "false", "faux"}


def parse_day(text: str) -> date:
    """Read a day as French people and computers write it.

    >>> parse_day("31/12/2025")
    datetime.date(2025, 12, 31)

    :raises EngineError: ``not_a_date``
    """
    iso, french = ISO_DAY.fullmatch(text), FRENCH_DAY.fullmatch(text)
    try:
        if iso:
            day = date(*map(int, iso.groups()))
        elif french:
            day = date(*map(int, reversed(french.groups())))
        else:
            raise ValueError(text)
        if not 1900 <= day.year <= 2100:
            raise ValueError(text)
    except ValueError as error:
        raise EngineError("not_a_date") from error
    return day


def parse_number(text: str) -> Decimal:
    """Read a number with a comma or a point, thousands apart, euros or not.

    >>> parse_number("1 234,50 €")
    Decimal('1234.50')

    :raises EngineError: ``not_a_number``
    """
    plain = re.sub(r"[\s\u00a0\u202f€]", "", text)
    if "," in plain and "." in plain:
        thousands = "," if plain.rfind(".") > plain.rfind(",") else "."
        plain = plain.replace(thousands, "")
    plain = plain.replace(",", ".")
    try:
        if not re.fullmatch(r"[+-]?\d{1,12}(\.\d+)?", plain):
            raise InvalidOperation
        return Decimal(plain)
    except InvalidOperation as error:
        raise EngineError("not_a_number") from error


def parse_yes(text: str) -> bool:
    """Read yes or no.

    :raises EngineError: ``not_yes_or_no``
    """
    word = text.lower()
    if word not in YES | NO:
        raise EngineError("not_yes_or_no")
    return word in YES
