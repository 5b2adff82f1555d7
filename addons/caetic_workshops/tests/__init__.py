# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_appointment, test_competence, test_interview, test_time_report
# A: catalogue, sessions, registrations, calendar feed
# B: attendance
# C: coaching, competences, time
# D: accelerator, evaluation, proof
from . import (
    test_calendar,
    test_catalogue,
    test_registration,
    test_session,
    test_session_portal,
    test_session_privacy,
    test_session_security,
)
