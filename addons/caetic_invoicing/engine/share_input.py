# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Shares as an entrepreneur types them: of all or of a line, in % or in EUR."""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents, clean_text

from .lines import MAX_AMOUNT, PRODUCT, rows_of, type_of
from .shares import Part, is_above_whole, split_parts
from .totals import net_price

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ShareInput:
    """Part of a document that goes to another activity, in % or in EUR without VAT.

    ``line`` is the row of the line that it is of, None for the whole document.
    """

    row: int
    activity_id: int
    percentage: Decimal = ZERO
    amount: Decimal = ZERO
    line: int | None = None


def read_shares(reader, lines):
    """Return the shares of a form, empty rows left out; issues go to the reader.

    :param lines: LineInput that were read without issues
    """
    shares = []
    for row in rows_of(reader.raw, "share"):
        names = [f"share-{row}-{name}" for name in ("activity", "percentage", "amount")]
        if any(clean_text(reader.raw.get(name)) for name in names):
            share = _read_share(reader, row, *names)
            shares.extend([share] if share else [])
    _refuse_twice(reader, shares)
    _refuse_excess(reader, lines, shares)
    return tuple(shares)


def given(lines, shares):
    """Return what goes to others, EUR without VAT.

    :param lines: LineInput of the document
    :param shares: ShareInput of it
    """
    amounts = _amounts(lines)
    return sum(split_parts(amounts, [_part(share) for share in shares]), ZERO)


def _read_share(reader, row, activity, percentage, amount):
    known = len(reader.issues)
    share = ShareInput(
        row=row,
        activity_id=reader.identifier(activity, required=True),
        line=_read_line(reader, f"share-{row}-line"),
        **_read_part(reader, percentage, amount),
    )
    return share if len(reader.issues) == known else None


def _read_part(reader, percentage, amount):
    """Read a percentage or an amount, the one that is typed."""
    if not clean_text(reader.raw.get(amount)):
        return {"percentage": reader.positive(percentage, HUNDRED, 2)}
    if clean_text(reader.raw.get(percentage)):
        reader.refuse(amount, "one_way")
    return {"amount": reader.positive(amount, MAX_AMOUNT, 2)}


def _read_line(reader, name):
    row = clean_text(reader.raw.get(name))
    if not row:
        return None
    sold = {
        str(number): number
        for number in rows_of(reader.raw, "line")
        if type_of(reader.raw, number) == PRODUCT
        and clean_text(reader.raw.get(f"line-{number}-label"))
    }
    if row not in sold:
        reader.refuse(name, "unknown")
    return sold.get(row)


def _refuse_twice(reader, shares):
    seen = set()
    for share in shares:
        key = (share.activity_id, share.line)
        if key in seen:
            reader.refuse(f"share-{share.row}-activity", "twice")
        seen.add(key)


def _refuse_excess(reader, lines, shares):
    """Name the first share that gives away more than there is."""
    amounts = _amounts(lines)
    if any(share.line is not None and share.line not in amounts for share in shares):
        return  # The line itself is refused: what it is worth is not known.
    parts = [_part(share) for share in shares]
    for rank, share in enumerate(shares, 1):
        if is_above_whole(amounts, parts[:rank]) and (amounts or share.percentage):
            field = "percentage" if share.percentage else "amount"
            reader.refuse(f"share-{share.row}-{field}", "above_hundred")
            return


def _part(share):
    return Part(share.line, share.percentage, share.amount)


def _amounts(lines):
    return {
        line.row: cents(line.quantity * net_price(line.price, line.discount))
        for line in lines
        if line.is_product
    }
