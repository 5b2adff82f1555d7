# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tables written by spreadsheets: lines with their number, cells with their type."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from .errors import EngineError

# Excel on a French Windows writes the second one.
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ";,\t"
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
YES = {"1", "x", "oui", "yes", "true", "vrai"}
NO = {"0", "non", "no", "false", "faux"}


@dataclass(frozen=True)
class Row:
    """Cells of a row and the number of its first line in the file."""

    line: int
    cells: tuple[str, ...]


def read_table(content: bytes) -> tuple[tuple[str, ...], list[Row]]:
    """Return the headings and the rows that are not empty.

    :raises EngineError: ``not_a_table``, ``no_row``, ``too_many_cells`` with its line
    """
    text = _decode(content)
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    rows, line = [], 1
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        for cells in reader:
            rows.append(Row(line, tuple(cell.strip() for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise EngineError("not_a_table", line=line) from error
    rows = [row for row in rows if any(row.cells)]
    if len(rows) < 2:
        raise EngineError("no_row")
    width = len(rows[0].cells)
    for row in rows:
        if any(row.cells[width:]):
            raise EngineError("too_many_cells", line=row.line)
    return rows[0].cells, [_fit(row, width) for row in rows[1:]]


def _decode(content: bytes) -> str:
    if b"\0" in content:
        raise EngineError("not_a_table", line=1)
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise EngineError("not_a_table", line=1)


def _fit(row: Row, width: int) -> Row:
    return Row(row.line, (row.cells + ("",) * width)[:width])


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
