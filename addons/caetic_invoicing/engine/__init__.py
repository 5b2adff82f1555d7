# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of invoicing without Odoo: typed input, approval, mentions, Factur-X."""

from .approval import Document, Thresholds, reasons
from .customer import CustomerInput, parse_customer
from .facturx import Invoice, Party, mend
from .fields import Issue, Reader, clean_text, parse_decimal
from .invoice import (
    MAX_AMOUNT,
    MAX_LINES,
    ROW,
    InvoiceInput,
    LineInput,
    ShareInput,
    parse_invoice,
    rows_of,
    with_customer,
)
from .mentions import SUBJECTS, MentionFacts, mentions
from .shares import Part, is_above_whole, scaled, split_parts, taken_back
from .totals import DraftLine, to_rate, totals

__all__ = [
    "MAX_AMOUNT",
    "MAX_LINES",
    "ROW",
    "SUBJECTS",
    "CustomerInput",
    "Document",
    "DraftLine",
    "Invoice",
    "InvoiceInput",
    "Issue",
    "LineInput",
    "MentionFacts",
    "Part",
    "Party",
    "Reader",
    "ShareInput",
    "Thresholds",
    "clean_text",
    "is_above_whole",
    "mend",
    "mentions",
    "parse_customer",
    "parse_decimal",
    "parse_invoice",
    "reasons",
    "rows_of",
    "scaled",
    "split_parts",
    "taken_back",
    "to_rate",
    "totals",
    "with_customer",
]
