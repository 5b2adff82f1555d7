# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# A: catalogue, sessions, registrations, calendar feed
# B: attendance
# C: coaching, competences, time
# D: accelerator, evaluation, proof
from . import (
    test_appointment,
    test_calendar,
    test_catalogue,
    test_competence,
    test_interview,
    test_registration,
    test_session,
    test_session_portal,
    test_session_privacy,
    test_session_security,
    test_time_report,
from . import (
    test_accelerator,
    test_accelerator_portal,
    test_evaluation,
    test_proof,
    test_training,
)
from . import test_attendance, test_attendance_papers, test_attendance_portal
