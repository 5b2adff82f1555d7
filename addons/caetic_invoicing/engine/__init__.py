# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of invoicing without Odoo: typed input, approval, mentions, Factur-X."""

from .approval import Document, Thresholds, reasons
from .customer import CustomerInput, parse_customer
from .facturx import Invoice, InvoiceLine, Party, mend
from .fields import Issue, Reader, clean_text, parse_decimal
from .invoice import (
    InvoiceInput,
    ShareInput,
    parse_invoice,
    with_customer,
    with_lines,
)
from .lines import (
    MAX_AMOUNT,
    MAX_LINES,
    NOTE,
    PRODUCT,
    ROW,
    SECTION,
    LineInput,
    add_row,
    change_rows,
    read_lines,
    rows_of,
    type_of,
)
from .mentions import SUBJECTS, MentionFacts, mentions
from .totals import DraftLine, net_price, to_rate, totals

__all__ = [
    "MAX_AMOUNT",
    "MAX_LINES",
    "NOTE",
    "PRODUCT",
    "ROW",
    "SECTION",
    "SUBJECTS",
    "CustomerInput",
    "Document",
    "DraftLine",
    "Invoice",
    "InvoiceInput",
    "InvoiceLine",
    "Issue",
    "LineInput",
    "MentionFacts",
    "Party",
    "Reader",
    "ShareInput",
    "Thresholds",
    "add_row",
    "change_rows",
    "clean_text",
    "mend",
    "mentions",
    "net_price",
    "parse_customer",
    "parse_decimal",
    "parse_invoice",
    "read_lines",
    "reasons",
    "rows_of",
    "to_rate",
    "totals",
    "type_of",
    "with_customer",
    "with_lines",
]
