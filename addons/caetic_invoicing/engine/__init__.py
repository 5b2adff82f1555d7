# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of invoicing without Odoo: typed input, approval, mentions, Factur-X."""

from .approval import (
    Document,
    Growth,
    Thresholds,
    TrackRecord,
    grown_limit,
    reasons,
)
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
from .mentions import (
    SUBJECTS,
    VAT_REASONS,
    MentionFacts,
    TaxFacts,
    mentions,
    vat_reason,
)
from .totals import DraftLine, to_rate, totals

__all__ = [
    "MAX_AMOUNT",
    "MAX_LINES",
    "ROW",
    "SUBJECTS",
    "VAT_REASONS",
    "CustomerInput",
    "Document",
    "DraftLine",
    "Growth",
    "Invoice",
    "InvoiceInput",
    "Issue",
    "LineInput",
    "MentionFacts",
    "Party",
    "Reader",
    "ShareInput",
    "TaxFacts",
    "Thresholds",
    "TrackRecord",
    "clean_text",
    "grown_limit",
    "mend",
    "mentions",
    "parse_customer",
    "parse_decimal",
    "parse_invoice",
    "reasons",
    "rows_of",
    "to_rate",
    "totals",
    "vat_reason",
    "with_customer",
]
