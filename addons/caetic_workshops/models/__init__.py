# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# A: catalogue, sessions, registrations, calendar feed
# B: attendance
# C: coaching, competences, time
from . import (
    caetic_activity_coaching,
    caetic_appointment_window,
    caetic_attendance,
    caetic_competence,
    caetic_competence_deadline,
    caetic_competence_expectation,
    caetic_competence_grid,
    caetic_competence_grid_portal,
    caetic_competence_level,
    caetic_competence_line,
    caetic_desk_coaching,
    caetic_interview,
    caetic_interview_calendar,
    caetic_interview_follow,
    caetic_interview_mail,
    caetic_interview_note,
    caetic_interview_portal,
    caetic_interview_report,
    caetic_member_appointment,
    caetic_member_coaching,
    caetic_note_category,
    caetic_plan_task,
    caetic_session_facilitator,
    caetic_time_report,
    caetic_workshop_module,
    calendar_attendee,
    calendar_event,
    event_event,
    event_registration,
    event_slot,
    res_company_agenda,
    res_config_settings_agenda,
)

# D: accelerator, evaluation, proof
