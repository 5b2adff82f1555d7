# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# A: catalogue, sessions, registrations, calendar feed
# B: attendance
# C: coaching, competences, time
from . import (
    caetic_attendance,
    caetic_attendance_correct,
    caetic_attendance_correction,
    caetic_attendance_seal,
    caetic_attendance_sign,
    caetic_desk_attendance,
    caetic_interview,
    caetic_member_attendance,
    caetic_plan_task,
    caetic_session_facilitator,
    caetic_workshop_module,
    event_event,
    event_event_sheet,
    event_event_sheet_papers,
    event_event_sheet_portal,
    event_registration,
    event_registration_attendance,
    event_registration_papers,
    event_slot,
    event_slot_papers,
    event_slot_sheet,
    event_slot_sign,
    res_company_attendance,
    res_config_settings_attendance,
)

# D: accelerator, evaluation, proof
