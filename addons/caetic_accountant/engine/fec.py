# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The file of accounting entries (FEC), as LPF art. A47 A-1 wants it written."""

import unicodedata
from decimal import Decimal

CHARSET = "iso8859-15"
SEPARATOR, END = "|", "\r\n"
CENT = Decimal("0.01")
JOURNAL, ACCOUNT, LABEL, DEBIT, CREDIT, CURRENCY_AMOUNT = 0, 4, 5, 11, 12, 16
AMOUNTS = (DEBIT, CREDIT, CURRENCY_AMOUNT)
OPENING = "OUV"
LIKE = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "−": "-"}
SEPARATORS = str.maketrans("|\r\n\t", "    ")


def lawful(text: str, undistributed: str, profit: tuple, loss: tuple) -> bytes:
    """Return the file with plain amounts, in a character set that the law names.

    >>> row = "a|b|c|d|e|f|g|h|i|j|k| 0000012,30|0,00|||20260131||"
    >>> results = "999999", ("120000", "Gain"), ("129000", "Perte")
    >>> lawful("head" + END + row, *results).decode().split(END)[1]
    'a|b|c|d|e|f|g|h|i|j|k|12,30|0,00|||20260131||'

    :param text: a head and rows of 18 cells; EUR with a comma, which may be padded or
        end in the noise of binary fractions
    :param undistributed: account, of no chart of accounts, in which the opening entry
        puts the result of the years before
    :param profit: account and name that the chart has for it (120)
    :param loss: the same for a loss (129)
    :returns: the same rows less openings of zero, amounts with two decimals and neither
        blanks nor zeros in front, in ISO 8859-15 (III, 1° and 2°); a character outside
        it is written with the nearest letters
    """
    head, *rows = text.split(END)
    plain = (_plain(row) for row in rows)
    kept = [
        _charted(row, undistributed, profit, loss)
        for row in plain
        if not _is_empty(row)
    ]
    lines = END.join([head, *kept])
    return "".join(map(_nearest, lines)).encode(CHARSET)


def _plain(row: str) -> str:
    cells = row.split(SEPARATOR)
    for column in AMOUNTS:
        amount = cells[column].strip().replace(",", ".")
        if amount:
            cells[column] = str(Decimal(amount).quantize(CENT)).replace(".", ",")
    return SEPARATOR.join(cells)


def _is_empty(row: str) -> bool:
    """Tell an opening of zero, of an account that last year has emptied."""
    cells = row.split(SEPARATOR)
    return cells[JOURNAL] == OPENING and cells[DEBIT] == cells[CREDIT] == "0,00"


def _charted(row: str, undistributed: str, profit: tuple, loss: tuple) -> str:
    """VII, 1°: accounts begin with three digits of the chart of accounts (PCG)."""
    cells = row.split(SEPARATOR)
    if cells[JOURNAL] == OPENING and cells[ACCOUNT] == undistributed:
        cells[ACCOUNT], cells[LABEL] = loss if cells[CREDIT] == "0,00" else profit
    return SEPARATOR.join(cells)


def _nearest(character: str) -> str:
    """Return a character, or letters of the set in its place, or a question mark."""
    try:
        character.encode(CHARSET)
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", LIKE.get(character, character))
        kept = plain.encode("ascii", "ignore").decode()
        # A separator of cells or rows must not come out of it.
        return kept.translate(SEPARATORS) or "?"
    return character
