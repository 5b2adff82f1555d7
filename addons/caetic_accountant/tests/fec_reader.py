# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A reader of the file of accounting entries (FEC), from the text of the law alone.

Written from LPF art. A47 A-1 (R616), without a look at what writes the file: pure
Python, no Odoo. Each fault names the row and the paragraph.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# VII, 1°: the eighteen pieces of information, in this order.
COLUMNS = [
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum"),
    *("CompteLib", "CompAuxNum", "CompAuxLib", "PieceRef", "PieceDate", "EcritureLib"),
    *("Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise"),
    "Idevise",
]
# What may stay blank: auxiliary accounts, matching and currency.
MAY_BE_BLANK = {
    "CompAuxNum",
    "CompAuxLib",
    "EcritureLet",
    "DateLet",
    "Montantdevise",
    "Idevise",
}
DATES = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")
AMOUNTS = ("Debit", "Credit", "Montantdevise")
# III, 2°: characters, base ten, a comma before the decimals, no other separator.
AMOUNT = re.compile(r"-?\d+(,\d{1,2})?")
ZERO = re.compile(r"0*(,0*)?")
# X: SIREN, FEC, closing date of the year.
NAME = re.compile(r"\d{9}FEC\d{8}\.txt")


@dataclass(frozen=True)
class Row:
    """A row: texts by column, amounts in EUR."""

    number: int
    cells: dict

    def amount(self, column):
        return Decimal(self.cells[column].replace(",", ".") or 0)

    @property
    def balance(self):
        return self.amount("Debit") - self.amount("Credit")

    @property
    def entry(self):
        return self.cells["JournalCode"], self.cells["EcritureNum"]


@dataclass(frozen=True)
class Book:
    """What the file says: its rows, and what the law finds wrong."""

    rows: tuple
    faults: tuple

    def balances(self, classes=""):
        """Return ``{account: debit - credit}`` in EUR, of some classes or of all."""
        sums = defaultdict(Decimal)
        for row in self.rows:
            account = row.cells["CompteNum"]
            if not classes or account[0] in classes:
                sums[account] += row.balance
        return dict(sums)


def read(name, content):
    """Read a file.

    :param name: its name
    :param content: its bytes
    :returns: a ``Book``
    """
    faults = [] if NAME.fullmatch(name) else [f"X: name {name}"]
    try:
        # III, 1°: ASCII, ISO 8859-15 or EBCDIC. Every byte means something there, but
        # control characters have no place in a text and betray another set (UTF-8).
        text = content.decode("iso8859-15")
    except UnicodeDecodeError:
        return Book((), (*faults, "III, 1: character set"))
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f]", text):
        faults.append("III, 1: control characters")
    head, *lines = re.split(r"\r\n|\n|\r", text)
    if lines and not lines[-1]:
        lines.pop()
    separator = "|" if "|" in head else "\t"
    if head.split(separator) != COLUMNS:
        return Book((), (*faults, f"VII, 1: columns {head}"))
    rows = []
    for number, line in enumerate(lines, 2):
        cells = line.split(separator)
        if len(cells) != len(COLUMNS):
            faults.append(f"VII, 1: row {number}: {len(cells)} cells")
            continue
        row = Row(number, dict(zip(COLUMNS, cells, strict=True)))
        wrong = list(_faults_of(row))
        faults += wrong
        if not wrong:
            rows.append(row)
    faults += _faults_of_entries(rows)
    return Book(tuple(rows), tuple(faults))


def _faults_of(row):
    yield from _faults_of_cells(row)
    # VII, 1°: three digits of the chart of accounts, whose classes are 1 to 8.
    if not re.match(r"[1-8]\d\d", row.cells["CompteNum"]):
        yield f"VII, 1: row {row.number}: CompteNum {row.cells['CompteNum']}"
    if all(ZERO.fullmatch(row.cells[column]) for column in ("Debit", "Credit")):
        yield f"VII, 1: row {row.number}: neither debit nor credit"
    pairs = (("EcritureLet", "DateLet"), ("CompAuxNum", "CompAuxLib"))
    for one, other in pairs:
        if bool(row.cells[one]) != bool(row.cells[other]):
            yield f"VII, 1: row {row.number}: {one} without {other}"


def _faults_of_cells(row):
    for column, text in row.cells.items():
        if not text.strip() and column not in MAY_BE_BLANK:
            yield f"VII, 1: row {row.number}: {column} is blank"
    for column in DATES:
        text = row.cells[column]
        if text and not _is_day(text):
            yield f"III, 4: row {row.number}: {column} {text}"
    for column in AMOUNTS:
        text = row.cells[column]
        if text and not AMOUNT.fullmatch(text):
            yield f"III, 2: row {row.number}: {column} {text!r}"


def _faults_of_entries(rows):
    """Yield faults of the whole: order, numbers, balance."""
    entries, last, seen = {}, None, None
    for row in rows:
        key = row.entry
        if key != seen and key in entries:
            yield f"VII, 1: row {row.number}: entry {key} again"
        seen = key
        entries.setdefault(key, []).append(row)
        # VII, 1: in chronological order of validation.
        if last and row.cells["ValidDate"] < last:
            yield f"VII, 1: row {row.number}: {row.cells['ValidDate']} after {last}"
        last = row.cells["ValidDate"]
    for key, parts in entries.items():
        if len({row.cells["EcritureDate"] for row in parts}) > 1:
            yield f"VII, 1: entry {key}: two dates"
        # PCG art. 921-1: double entry.
        if sum(row.balance for row in parts):
            yield f"PCG: entry {key} does not balance"
        if any(row.amount("Debit") and row.amount("Credit") for row in parts):
            yield f"PCG: entry {key}: debit and credit in one row"
    yield from _gaps(entries)


def _gaps(entries):
    """Yield numbers that are missing in the sequence of a journal (VII, 1)."""
    sequences = defaultdict(list)
    for journal, name in entries:
        found = re.fullmatch(r"(.*?)(\d+)", name)
        if not found:
            yield f"VII, 1: {name}: no number"
            continue
        sequences[journal, found[1]].append(int(found[2]))
    for (journal, prefix), numbers in sequences.items():
        missing = set(range(min(numbers), max(numbers) + 1)) - set(numbers)
        if missing:
            yield f"VII, 1: {journal} {prefix}: {sorted(missing)[:3]} missing"


def _is_day(text):
    if not re.fullmatch(r"\d{8}", text):
        return False
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True
