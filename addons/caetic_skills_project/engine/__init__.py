# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of joint projects: no Odoo, no clock, no float for money."""

from .forms import (
    read_aims,
    read_closing,
    read_day,
    read_entry,
    read_message,
    read_task,
)
from .hours import read_hours, sum_hours
from .shares import amounts

__all__ = [
    "amounts",
    "read_aims",
    "read_closing",
    "read_day",
    "read_entry",
    "read_hours",
    "read_message",
    "read_task",
    "sum_hours",
]
