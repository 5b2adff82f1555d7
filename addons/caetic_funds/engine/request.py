# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an entrepreneur asks of a fund."""

from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import Reader

from .funds import KINDS

MAX_AMOUNT = Decimal(100_000)
MAX_MONTHS = 60


@dataclass(frozen=True, slots=True)
class FundAsked:
    """Values of the form, checked; ``months`` is 0 where nothing comes back."""

    fund_id: int
    kind: str
    amount: Decimal
    months: int
    reason: str


def parse_request(raw, funds: Container[int]):
    """Return ``(FundAsked or None, issues)`` of the fields of the form.

    :param funds: identifiers of the funds that may be asked
    """
    reader = Reader(raw)
    fund_id = reader.identifier("fund", required=True)
    if fund_id and fund_id not in funds:
        reader.refuse("fund", "unknown")
    kind = reader.choice("kind", KINDS)
    amount = reader.positive("amount", MAX_AMOUNT, 2)
    months = _read_months(reader) if kind == "loan" else 0
    reason = reader.text("reason", 1000, required=True, multiline=True)
    if reader.issues:
        return None, reader.issues
    return FundAsked(fund_id, kind, amount, months, reason), []


def _read_months(reader):
    months = reader.identifier("months", required=True)
    if months > MAX_MONTHS:
        reader.refuse("months", "too_big", limit=MAX_MONTHS)
    return months
