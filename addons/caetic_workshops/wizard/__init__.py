# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    caetic_attendance_correct_wizard,
    caetic_session_plan_day,
    caetic_session_plan_wizard,
)
