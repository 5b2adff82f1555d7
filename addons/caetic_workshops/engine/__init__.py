# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of workshops and coaching: pure, without Odoo and without a clock."""

from .sessions import (
    Attended,
    HalfDay,
    ModuleFacts,
    Progress,
    attended_modules,
    half_days,
    missing_prerequisites,
    must_ask,
    progress,
    seats_free,
    stage_reached,
)

__all__ = [
    "Attended",
    "HalfDay",
    "ModuleFacts",
    "Progress",
    "attended_modules",
    "half_days",
    "missing_prerequisites",
    "must_ask",
    "progress",
    "seats_free",
    "stage_reached",
]
