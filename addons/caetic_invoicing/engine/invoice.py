# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An invoice as an entrepreneur types it. Account, tax and journal are never read."""

import datetime
from dataclasses import dataclass, replace

from odoo.addons.caetic_members.engine import Reader

from .customer import REFERENCE_LIMIT
from .lines import LineInput, read_lines
from .share_input import ShareInput, read_shares

NOTE_LIMIT = 5_000


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
    lines = read_lines(reader)
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
        lines=lines,
        shares=read_shares(reader, lines),
        service_code=reader.text("service", REFERENCE_LIMIT),
        contract=reader.text("contract", REFERENCE_LIMIT),
        engagement=reader.text("engagement", REFERENCE_LIMIT),
    )
    return invoice, reader.issues


def with_customer(invoice, customer_id):
    """Return the same invoice for a customer that has just been created."""
    return replace(invoice, customer_id=customer_id)


def with_lines(invoice, lines):
    """Return the same invoice with other lines."""
    return replace(invoice, lines=tuple(lines))
