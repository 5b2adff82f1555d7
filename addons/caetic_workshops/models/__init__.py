# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# A: catalogue, sessions, registrations, calendar feed
# B: attendance
# C: coaching, competences, time
from . import (
    caetic_attendance,
    caetic_interview,
    caetic_plan_task,
    caetic_session_facilitator,
    caetic_workshop_module,
    event_event,
    event_registration,
    event_slot,
)

# D: accelerator, evaluation, proof
