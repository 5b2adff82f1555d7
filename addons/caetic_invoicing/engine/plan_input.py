# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A plan of invoices as an entrepreneur types it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import Reader

from .plan import HUNDRED, PlanStage, total_of, wanted_amount

STAGE_LABEL_LIMIT = 100
MAX_STAGES = 6
STAGES, PROGRESS = "stages", "progress"


@dataclass(frozen=True, slots=True)
class StageInput:
    """One stage typed: words, a percentage or an amount, a date or a milestone."""

    label: str
    percentage: Decimal | None
    amount: Decimal | None
    date: datetime.date | None
    milestone: str

    @property
    def stage(self):
        """The figures of the stage, for the engine."""
        return PlanStage(self.percentage, self.amount)


@dataclass(frozen=True, slots=True)
class PlanInput:
    """A plan: its name, and its stages before the balance (none by progress)."""

    name: str
    method: str
    stages: tuple[StageInput, ...] = ()


def parse_plan(raw, parts):
    """Return ``(PlanInput, issues)``; fields name, method, stage-N-<field>.

    The balance is not typed: it takes what the stages leave, which may be nothing.

    :param parts: PlanParts of the whole
    """
    reader = Reader(raw)
    method = raw.get("method")
    if method not in (STAGES, PROGRESS):
        reader.refuse("method", "required")
    name = reader.text("name", STAGE_LABEL_LIMIT, required=True)
    stages = _read_stages(reader, parts) if method == STAGES else ()
    return PlanInput(name, method, stages), reader.issues


def _read_stages(reader, parts):
    stages, left = [], total_of(parts)
    for row in range(MAX_STAGES):
        stage = _read_stage(reader, f"stage-{row}")
        if not stage:
            continue
        stages.append(stage)
        left -= wanted_amount(parts, stage.stage) or 0
        if left < 0:
            field = "amount" if stage.amount else "percentage"
            reader.refuse(f"stage-{row}-{field}", "plan_too_big")
    if not stages and not reader.issues:
        reader.refuse("stage-0-label", "required")
    return tuple(stages)


def _read_stage(reader, name):
    typed = {key for key in ("label", "percentage", "amount", "date", "milestone")}
    if not any(str(reader.raw.get(f"{name}-{key}") or "").strip() for key in typed):
        return None
    known = len(reader.issues)
    has_amount = bool(str(reader.raw.get(f"{name}-amount") or "").strip())
    has_percentage = bool(str(reader.raw.get(f"{name}-percentage") or "").strip())
    if has_amount and has_percentage:
        reader.refuse(f"{name}-amount", "plan_one_way")
    stage = StageInput(
        label=reader.text(f"{name}-label", STAGE_LABEL_LIMIT, required=True),
        percentage=None if has_amount else _read_percentage(reader, name),
        amount=_read_amount(reader, name) if has_amount else None,
        date=reader.date(f"{name}-date"),
        milestone=reader.text(f"{name}-milestone", STAGE_LABEL_LIMIT),
    )
    return None if len(reader.issues) > known else stage


def _read_percentage(reader, name):
    return reader.positive(f"{name}-percentage", HUNDRED, 2)


def _read_amount(reader, name):
    return reader.positive(f"{name}-amount", Decimal(10_000_000), 2)


def parse_progress(raw, reached):
    """Return ``(percentage, issues)`` of the next invoice of a plan by progress.

    :param reached: percentage invoiced so far; the new one is above it
    """
    reader = Reader(raw)
    percentage = reader.positive("percentage", HUNDRED, 2)
    if percentage is not None and percentage <= reached:
        reader.refuse("percentage", "plan_reached")
    return percentage, reader.issues
