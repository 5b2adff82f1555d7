# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_accelerator,
    test_accelerator_portal,
    test_attendance,
    test_attendance_papers,
    test_attendance_portal,
    test_evaluation,
    test_proof,
    test_training,
)
