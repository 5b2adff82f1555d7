# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of quotes without Odoo: typed input, schedule of payments."""

from .quote import (
    MAX_STAGES,
    STAGE_ROW,
    QuoteInput,
    StageInput,
    add_stage,
    parse_quote,
    parse_reason,
    stage_rows,
)
from .schedule import HUNDRED, Step, plan, split

__all__ = [
    "HUNDRED",
    "MAX_STAGES",
    "STAGE_ROW",
    "QuoteInput",
    "StageInput",
    "Step",
    "add_stage",
    "parse_quote",
    "parse_reason",
    "plan",
    "split",
    "stage_rows",
]
