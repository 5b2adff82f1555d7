# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An invoice as an entrepreneur types it. Account, tax and journal are never read."""

import datetime
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from .fields import Reader, clean_text

MAX_LINES = 100
MAX_AMOUNT = Decimal(10_000_000)
MAX_QUANTITY = Decimal(1_000_000)
NOTE_LIMIT = 5_000
LABEL_LIMIT = 1_000
ROW = re.compile(r"(line|share)-([0-9]{1,3})-[a-z]+")


@dataclass(frozen=True, slots=True)
class LineInput:
    """One line; ``price`` is EUR without VAT per unit, ``row`` its place."""

    row: int
    label: str
    quantity: Decimal
    price: Decimal
    product_id: int


@dataclass(frozen=True, slots=True)
class ShareInput:
    """Part in % of the document that goes to another activity."""

    row: int
    activity_id: int
    percentage: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceInput:
    """An invoice typed; no date: the day it is issued."""

    customer_id: int
    is_new_customer: bool
    date: datetime.date | None
    delivery_date: datetime.date | None
    term_id: int
    reference: str
    note: str
    send: bool
    lines: tuple[LineInput, ...]
    shares: tuple[ShareInput, ...]


def parse_invoice(raw):
    """Return ``(InvoiceInput, issues)``; only the fields named here are read."""
    reader = Reader(raw)
    is_new = raw.get("customer") == "new"
    invoice = InvoiceInput(
        customer_id=0 if is_new else reader.identifier("customer", required=True),
        is_new_customer=is_new,
        date=reader.date("date"),
        delivery_date=reader.date("delivery"),
        term_id=reader.identifier("term"),
        reference=reader.text("reference", 64),
        note=reader.text("note", NOTE_LIMIT, multiline=True),
        send=bool(raw.get("send")),
        lines=_read_lines(reader),
        shares=_read_shares(reader),
    )
    return invoice, reader.issues


def rows_of(raw, kind):
    """Return the sorted numbers of the rows of a repeated part of the form."""
    matches = (ROW.fullmatch(key) for key in raw)
    return sorted({int(match[2]) for match in matches if match and match[1] == kind})


def _read_lines(reader):
    lines = []
    for row in rows_of(reader.raw, "line"):
        name = f"line-{row}"
        label = reader.raw.get(f"{name}-label")
        price = reader.raw.get(f"{name}-price")
        if clean_text(label) or clean_text(price):
            lines.append(_read_line(reader, row, name))
    if not lines:
        reader.refuse("lines", "no_lines")
    elif len(lines) > MAX_LINES:
        reader.refuse("lines", "too_many", limit=MAX_LINES)
    return tuple(line for line in lines if line)


def _read_line(reader, row, name):
    known = len(reader.issues)
    label = reader.text(f"{name}-label", LABEL_LIMIT, required=True, multiline=True)
    quantity = reader.positive(f"{name}-quantity", MAX_QUANTITY, 2)
    price = reader.positive(f"{name}-price", MAX_AMOUNT, 4)
    product_id = reader.identifier(f"{name}-kind", required=True)
    if quantity and price and quantity * price > MAX_AMOUNT:
        reader.refuse(f"{name}-price", "too_big", limit=MAX_AMOUNT)
    if len(reader.issues) > known:
        return None
    return LineInput(row, label, quantity, price, product_id)


def _read_shares(reader):
    shares = []
    for row in rows_of(reader.raw, "share"):
        name = f"share-{row}"
        chosen = reader.identifier(f"{name}-activity")
        typed = clean_text(reader.raw.get(f"{name}-percentage"))
        if not chosen and not typed:
            continue
        if not chosen:
            reader.refuse(f"{name}-activity", "required")
        percentage = reader.positive(f"{name}-percentage", Decimal(100), 2)
        if chosen and percentage:
            shares.append(ShareInput(row, chosen, percentage))
    _check_shares(reader, shares)
    return tuple(shares)


def _check_shares(reader, shares):
    seen, total = set(), Decimal(0)
    for share in shares:
        total += share.percentage
        if share.activity_id in seen:
            reader.refuse(f"share-{share.row}-activity", "twice")
        if total > 100:
            reader.refuse(f"share-{share.row}-percentage", "above_hundred")
        seen.add(share.activity_id)


def with_customer(invoice, customer_id):
    """Return the same invoice for a customer that has just been created."""
    return replace(invoice, customer_id=customer_id)
