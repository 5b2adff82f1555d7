# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a quote says beside its customer and its lines, as an entrepreneur types it."""

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from .schedule import HUNDRED

MAX_STAGES = 12
LABEL_LIMIT = 200
CONDITIONS_LIMIT = 20_000
REASON_LIMIT = 1_000
LAST_ROW = 999
STAGE_ROW = re.compile(r"stage-([0-9]{1,3})-[a-z]+")


@dataclass(frozen=True, slots=True)
class StageInput:
    """One payment typed; ``percentage`` of the quote, ``row`` its place."""

    row: int
    label: str
    percentage: Decimal
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class QuoteInput:
    """What a quote says beside its lines.

    ``deposit`` is in % of the quote, VAT included, zero without one.
    """

    validity: datetime.date | None
    deposit: Decimal
    pay_online: bool
    conditions: str
    stages: tuple[StageInput, ...]


def parse_quote(reader):
    """Return the QuoteInput of a form; what is wrong goes to the reader.

    :param reader: ``caetic_invoicing`` Reader of the form; only the fields named here
        are read
    """
    deposit = _read_deposit(reader)
    return QuoteInput(
        validity=reader.date("validity"),
        deposit=deposit,
        pay_online=bool(reader.raw.get("pay_online")),
        conditions=reader.text("conditions", CONDITIONS_LIMIT, multiline=True),
        stages=_read_stages(reader, deposit),
    )


def parse_reason(reader):
    """Return why a quote is lost or an order cancelled, one text."""
    return reader.text("reason", REASON_LIMIT, required=True, multiline=True)


def stage_rows(raw):
    """Return the sorted numbers of the payments of a form."""
    matches = (STAGE_ROW.fullmatch(key) for key in raw)
    return sorted({int(match[1]) for match in matches if match})


def add_stage(raw):
    """Return the form with one more payment at the end, if there is room.

    >>> add_stage({})
    {'stage-0-label': ''}
    """
    rows = stage_rows(raw)
    number = rows[-1] + 1 if rows else 0
    if len(rows) >= MAX_STAGES or number > LAST_ROW:
        return raw
    return {**raw, f"stage-{number}-label": ""}


def _read_deposit(reader):
    """From 0 to less than 100 %: what remains is the balance."""
    deposit = reader.percentage("deposit")
    if deposit == HUNDRED:
        reader.refuse("deposit", "whole_deposit")
    return deposit


def _read_stages(reader, deposit):
    known = len(reader.issues)
    rows = [row for row in stage_rows(reader.raw) if _is_filled(reader.raw, row)]
    stages = [_read_stage(reader, row) for row in rows[:MAX_STAGES]]
    if len(reader.issues) == known:
        _check_whole(reader, deposit, stages)
    return tuple(stage for stage in stages if stage)


def _is_filled(raw, row):
    keys = ("label", "percentage", "date")
    return any(str(raw.get(f"stage-{row}-{key}") or "").strip() for key in keys)


def _read_stage(reader, row):
    name = f"stage-{row}"
    label = reader.text(f"{name}-label", LABEL_LIMIT, required=True)
    percentage = reader.positive(f"{name}-percentage", HUNDRED, 2)
    date = reader.date(f"{name}-date")
    return StageInput(row, label, percentage, date) if label and percentage else None


def _check_whole(reader, deposit, stages):
    """The deposit and the payments are the whole quote, no more and no less."""
    total = deposit + sum(stage.percentage for stage in stages)
    if stages and total != HUNDRED:
        name = f"stage-{stages[-1].row}-percentage"
        reader.refuse(name, "not_whole", total=total)
