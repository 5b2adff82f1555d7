# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An invoice as an entrepreneur types it. Account, tax and journal are never read."""

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal

from .customer import REFERENCE_LIMIT
from .fields import Reader, clean_text
from .lines import LineInput, read_lines, rows_of

NOTE_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class ShareInput:
    """Part in % of the document that goes to another activity."""

    row: int
    activity_id: int
    percentage: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceInput:
    """An invoice typed; no date: the day it is issued.

    ``service_code``, ``contract`` and ``engagement`` are the references that a public
    body wants; empty: those of the customer.
    """

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
    service_code: str = ""
    contract: str = ""
    engagement: str = ""


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
        lines=read_lines(reader),
        shares=_read_shares(reader),
        service_code=reader.text("service", REFERENCE_LIMIT),
        contract=reader.text("contract", REFERENCE_LIMIT),
        engagement=reader.text("engagement", REFERENCE_LIMIT),
    )
    return invoice, reader.issues


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


def with_lines(invoice, lines):
    """Return the same invoice with other lines."""
    return replace(invoice, lines=tuple(lines))
