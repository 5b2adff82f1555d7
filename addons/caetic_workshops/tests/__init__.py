# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_accelerator,
    test_accelerator_portal,
    test_attendance,
    test_attendance_papers,
    test_attendance_portal,
    test_calendar,
    test_catalogue,
    test_evaluation,
    test_proof,
    test_registration,
    test_session,
    test_session_portal,
    test_session_privacy,
    test_session_security,
    test_training,
)
