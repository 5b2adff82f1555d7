# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Customers of a spreadsheet, each line checked as if it had been typed in the form."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from odoo.addons.caetic_members.engine import Issue

from .customer import CustomerInput, parse_customer

MAX_ROWS = 5_000
MAX_BYTES = 2_000_000
# What exports put before a text that a spreadsheet would run; taken off again.
DEFUSED = tuple(f"'{sign}" for sign in "=+-@")


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a table mean, all of them as :func:`plain` gives them.

    ``headings`` and ``countries`` give the field and the ISO code of a word;
    ``persons`` and ``yes`` are the words of a private person and of a yes; ``known``
    gives the names of the customers that the activity has, by SIRET.
    """

    headings: Mapping[str, str]
    countries: Mapping[str, str]
    persons: frozenset[str] = frozenset()
    yes: frozenset[str] = frozenset()
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One line of the file: the customer, or what is wrong with it."""

    line: int
    raw: Mapping[str, str]
    customer: CustomerInput
    issues: tuple[Issue, ...] = ()


def plain(text):
    """Return the letters and digits of a text, without case nor accents.

    >>> plain("E-Mail "), plain("Ñandú 7")
    ('email', 'nandu7')
    """
    parts = unicodedata.normalize("NFKD", str(text or "")).casefold()
    return "".join(sign for sign in parts if sign.isascii() and sign.isalnum())


def unknown_columns(header, words):
    """Return the headings that no field has: their cells are not read."""
    return [label for label in header if label and plain(label) not in words.headings]


def read_customers(header, rows, words):
    """Return ``(list of CustomerRow, issues of the whole file)``.

    :param header: headings of the columns, in any order
    :param rows: objects with ``line`` (number in the file) and ``cells`` (texts)
    """
    fields = [words.headings.get(plain(label)) for label in header]
    if "name" not in fields:
        return [], [Issue("file", "no_name_column")]
    if len(rows) > MAX_ROWS:
        return [], [Issue("file", "too_many_rows", {"limit": MAX_ROWS})]
    seen = dict(words.known)
    return [_read_row(row, fields, words, seen) for row in rows], []


def _read_row(row, fields, words, seen):
    raw = {
        name: _undefuse(cell)
        for name, cell in zip(fields, row.cells, strict=True)
        if name
    }
    raw["kind"] = "person" if plain(raw.get("kind")) in words.persons else "company"
    raw["public"] = "1" if plain(raw.get("public")) in words.yes else ""
    issues = []
    country = raw.get("country", "")
    raw["country"] = words.countries.get(plain(country), "") if country else "FR"
    if not raw["country"]:
        issues.append(Issue("country", "unknown"))
    customer, more = parse_customer(raw)
    issues += more
    if customer.siret in seen and customer.siret:
        known = {"name": seen[customer.siret], "id": 0}
        issues.append(Issue("siret", "duplicate", known))
    elif not issues:
        seen[customer.siret] = customer.name
    return CustomerRow(row.line, raw, customer, tuple(issues))


def _undefuse(cell):
    return cell[1:] if cell.startswith(DEFUSED) else cell
