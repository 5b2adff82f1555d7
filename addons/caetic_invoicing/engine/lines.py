# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Lines of a document as an entrepreneur types them, whatever the document is.

Account and tax are never read: they follow the kind of operation that is chosen.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import clean_text

MAX_LINES = 100
MAX_AMOUNT = Decimal(10_000_000)
MAX_QUANTITY = Decimal(1_000_000)
LABEL_LIMIT = 1_000
TITLE_LIMIT = 200
LAST_ROW = 999
ROW = re.compile(r"(line|share)-([0-9]{1,3})-[a-z]+")
PRODUCT = "product"
SECTION = "section"
NOTE = "note"
# Field of a new row of each sort, and what makes it one of that sort.
NEW_ROWS = {
    "line": ("line", {"label": ""}),
    "section": ("line", {"label": "", "type": SECTION}),
    "note": ("line", {"label": "", "type": NOTE}),
    "share": ("share", {"percentage": ""}),
}


@dataclass(frozen=True, slots=True)
class LineInput:
    """One line, ``row`` its place in the form.

    ``price`` is EUR without VAT per unit, before the ``discount`` in %. ``unit`` is the
    identifier of a unit on offer, 0 for the one of the kind of operation. Titles and
    texts (``kind_of_line`` section or note) have a label and nothing else.
    """

    row: int
    label: str
    quantity: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    product_id: int = 0
    unit: int = 0
    discount: Decimal = Decimal(0)
    kind_of_line: str = PRODUCT

    @property
    def is_product(self):
        """Whether the line sells something."""
        return self.kind_of_line == PRODUCT


def rows_of(raw, kind):
    """Return the sorted numbers of the rows of a repeated part of the form."""
    matches = (ROW.fullmatch(key) for key in raw)
    return sorted({int(match[2]) for match in matches if match and match[1] == kind})


def read_lines(reader):
    """Return the lines of a form, empty rows left out; issues go to the reader."""
    lines = [
        _read_row(reader, row, f"line-{row}")
        for row in rows_of(reader.raw, "line")
        if _is_filled(reader.raw, f"line-{row}")
    ]
    sold = sum(type_of(reader.raw, row) == PRODUCT for row in _filled_rows(reader.raw))
    if not sold:
        reader.refuse("lines", "no_lines")
    elif len(lines) > MAX_LINES:
        reader.refuse("lines", "too_many", limit=MAX_LINES)
    return tuple(line for line in lines if line)


def type_of(raw, row):
    """Return the sort of a row: product unless it says that it is a title or a text."""
    kind = raw.get(f"line-{row}-type")
    return kind if kind in (SECTION, NOTE) else PRODUCT


def _filled_rows(raw):
    return [row for row in rows_of(raw, "line") if _is_filled(raw, f"line-{row}")]


def _is_filled(raw, name):
    label, price = raw.get(f"{name}-label"), raw.get(f"{name}-price")
    return bool(clean_text(label) or clean_text(price))


def _read_row(reader, row, name):
    kind = type_of(reader.raw, row)
    if kind == PRODUCT:
        return _read_product(reader, row, name)
    known = len(reader.issues)
    limit = TITLE_LIMIT if kind == SECTION else LABEL_LIMIT
    label = reader.text(f"{name}-label", limit, True, multiline=kind == NOTE)
    if len(reader.issues) > known:
        return None
    return LineInput(row, label, kind_of_line=kind)


def _read_product(reader, row, name):
    known = len(reader.issues)
    line = LineInput(
        row=row,
        label=reader.text(f"{name}-label", LABEL_LIMIT, True, multiline=True),
        quantity=reader.positive(f"{name}-quantity", MAX_QUANTITY, 2),
        price=reader.positive(f"{name}-price", MAX_AMOUNT, 4),
        product_id=reader.identifier(f"{name}-kind", required=True),
        unit=reader.identifier(f"{name}-unit"),
        discount=reader.percentage(f"{name}-discount"),
    )
    if line.quantity and line.price and line.quantity * line.price > MAX_AMOUNT:
        reader.refuse(f"{name}-price", "too_big", limit=MAX_AMOUNT)
    return None if len(reader.issues) > known else line


def change_rows(form, act):
    """Return the form after a button of its rows, for browsers without JavaScript.

    :param act: ``add_<line|section|note|share>``, ``remove_<row>`` or ``up_<row>``,
        a row being for instance ``line-3``; anything else changes nothing

    >>> change_rows({"line-0-label": "a"}, "add_section")["line-1-type"]
    'section'
    >>> change_rows({"line-0-label": "a", "line-4-label": "b"}, "up_line-4")
    {'line-4-label': 'a', 'line-0-label': 'b'}
    """
    verb, _underscore, target = act.partition("_")
    if verb == "add" and target in NEW_ROWS:
        return add_row(form, *NEW_ROWS[target])
    if verb == "remove":
        return {k: v for k, v in form.items() if not k.startswith(f"{target}-")}
    if verb == "up":
        return _move_up(form, target)
    return form


def add_row(form, part, values):
    """Return the form with one more row at the end of a part, if there is room.

    :param part: line or share
    :param values: ``{field: text}`` of the row
    """
    rows = rows_of(form, part)
    number = rows[-1] + 1 if rows else 0
    if len(rows) >= MAX_LINES or number > LAST_ROW:
        return form
    fields = {f"{part}-{number}-{name}": text for name, text in values.items()}
    return {**form, **fields}


def fill_row(form, values):
    """Return the form with a line filled: the last one if empty, else one more.

    >>> fill_row({"line-0-label": ""}, {"label": "Site"})
    {'line-0-label': 'Site'}
    """
    rows = rows_of(form, "line")
    free = rows and type_of(form, rows[-1]) == PRODUCT
    if not free or _is_filled(form, f"line-{rows[-1]}"):
        return add_row(form, "line", values)
    return {**form, **{f"line-{rows[-1]}-{name}": v for name, v in values.items()}}


def _move_up(form, target):
    part, _dash, number = target.partition("-")
    rows = rows_of(form, part)
    if not number.isdecimal() or int(number) not in rows[1:]:
        return form
    above = rows[rows.index(int(number)) - 1]
    names = {target: f"{part}-{above}", f"{part}-{above}": target}
    moved = {_rename(key, names): value for key, value in form.items()}
    return {key: _follow(key, value, names) for key, value in moved.items()}


def _follow(key, value, names):
    """A share stays on its line when the line moves."""
    if not key.startswith("share-") or not key.endswith("-line"):
        return value
    return names.get(f"line-{value}", f"line-{value}").removeprefix("line-")


def _rename(key, names):
    row, _dash, field = key.rpartition("-")
    return f"{names[row]}-{field}" if row in names else key
