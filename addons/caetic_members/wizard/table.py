# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tables written by spreadsheets: their lines keep their number."""

import csv
import io
from dataclasses import dataclass

from ..engine import EngineError

# Excel on a French Windows writes the second one.
ENCODINGS = ("utf-8-sig", "cp1252")
SEPARATORS = ";,\t"


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
