# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pure rules of suppliers' bills: no Odoo, no clock, exact decimals."""

from odoo.addons.caetic_members.engine import Issue, Reader, clean_text, parse_decimal

from .bill import (
    MAX_LINES,
    ROW,
    BillInput,
    BillLine,
    cost_of,
    expected_vat,
    parse_bill,
    rows_of,
)
from .references import References, find_code, read_references
from .split import Share, SplitError, split

__all__ = [
    "MAX_LINES",
    "ROW",
    "BillInput",
    "BillLine",
    "Issue",
    "Reader",
    "References",
    "Share",
    "SplitError",
    "clean_text",
    "cost_of",
    "expected_vat",
    "find_code",
    "parse_bill",
    "parse_decimal",
    "read_references",
    "rows_of",
    "split",
]
