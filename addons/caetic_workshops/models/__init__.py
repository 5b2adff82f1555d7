# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# A: catalogue, sessions, registrations, calendar feed
# B: attendance
# C: coaching, competences, time
from . import (
    caetic_attendance,
    caetic_attendance_progress,
    caetic_calendar_token,
    caetic_desk,
    caetic_interview,
    caetic_member_workshops,
    caetic_member_workshops_portal,
    caetic_plan_task,
    caetic_session_facilitator,
    caetic_workshop_module,
    caetic_workshop_wish,
    event_event,
    event_event_life,
    event_event_seats,
    event_event_words,
    event_mail,
    event_mail_registration,
    event_registration,
    event_slot,
    event_stage,
    res_company,
    res_config_settings,
    res_users,
)

# D: accelerator, evaluation, proof
