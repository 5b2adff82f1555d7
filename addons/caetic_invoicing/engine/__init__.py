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
from .late import AGES, Aged, Claim, Debt, age_of, aged, claim, days_late
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
from .totals import DraftLine, to_rate, totals

__all__ = [
    "AGES",
    "GREETING_LIMIT",
    "MAX_AMOUNT",
    "MAX_LINES",
    "MESSAGE_LIMIT",
    "REASON_LIMIT",
    "ROW",
    "SUBJECTS",
    "Aged",
    "Claim",
    "CustomerInput",
    "Debt",
    "Document",
    "DraftLine",
    "Invoice",
    "InvoiceInput",
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
    "age_of",
    "aged",
    "claim",
    "clean_text",
    "days_late",
    "mend",
    "mentions",
    "next_step",
    "parse_customer",
    "parse_decimal",
    "parse_invoice",
    "parse_reason",
    "parse_reminder",
    "reasons",
    "rows_of",
    "to_rate",
    "totals",
    "with_customer",
]
