# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of what is shared: pure, without Odoo and without a clock."""

from .charges import (
    Charge,
    Use,
    booking_amount,
    group_charges,
    is_late,
    late_amount,
)
from .slots import (
    Opening,
    SlotError,
    Span,
    booking_span,
    count_units,
    day_units,
    free_places,
    moment,
    month_unit,
    next_month,
    peak,
    period_units,
)
from .words import fold, is_web_link

__all__ = [
    "Charge",
    "Opening",
    "SlotError",
    "Span",
    "Use",
    "booking_amount",
    "booking_span",
    "count_units",
    "day_units",
    "fold",
    "free_places",
    "group_charges",
    "is_late",
    "is_web_link",
    "late_amount",
    "moment",
    "month_unit",
    "next_month",
    "peak",
    "period_units",
]
