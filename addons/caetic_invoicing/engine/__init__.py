# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of invoicing without Odoo: typed input, approval, mentions, Factur-X."""

from .approval import Document, Thresholds, reasons
from .customer import CustomerInput, parse_customer
from .facturx import Invoice, InvoiceLine, Party, mend
from .fields import Issue, Reader, clean_text, parse_decimal
from .invoice import InvoiceInput, ShareInput, parse_invoice, with_customer, with_lines
from .late import AGES, Aged, Claim, Debt, age_of, aged, claim, days_late
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
from .reminder import (
    GREETING_LIMIT,
    MESSAGE_LIMIT,
    REASON_LIMIT,
    Level,
    ReminderInput,
    Step,
    next_step,
    parse_reason,
    parse_reminder,
)
from .totals import DraftLine, net_price, to_rate, totals

__all__ = [
    "AGES",
    "GREETING_LIMIT",
    "MAX_AMOUNT",
    "MAX_LINES",
    "MESSAGE_LIMIT",
    "NOTE",
    "PRODUCT",
    "REASON_LIMIT",
    "ROW",
    "SECTION",
    "SUBJECTS",
    "Aged",
    "Claim",
    "CustomerInput",
    "Debt",
    "Document",
    "DraftLine",
    "Invoice",
    "InvoiceInput",
    "InvoiceLine",
    "Issue",
    "Level",
    "LineInput",
    "MentionFacts",
    "Party",
    "Reader",
    "ReminderInput",
    "ShareInput",
    "Step",
    "Thresholds",
    "add_row",
    "age_of",
    "aged",
    "change_rows",
    "claim",
    "clean_text",
    "days_late",
    "mend",
    "mentions",
    "net_price",
    "next_step",
    "parse_customer",
    "parse_decimal",
    "parse_invoice",
    "parse_reason",
    "parse_reminder",
    "read_lines",
    "reasons",
    "rows_of",
    "to_rate",
    "totals",
    "type_of",
    "with_customer",
    "with_lines",
]
