# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Workshops",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Workshops, signed attendance and coaching in a CAE",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_members", "event", "calendar", "survey"],
    "data": [
        "security/caetic_workshops_groups.xml",
        "security/ir.model.access.csv",
        # A: catalogue, sessions, registrations, calendar feed
        "security/caetic_session_security.xml",
        "data/event_type_data.xml",
        "data/mail_template_session_data.xml",
        "data/res_partner_venue_data.xml",
        "data/caetic_workshop_module_data.xml",
        "data/ir_cron_session_data.xml",
        "wizard/caetic_session_plan_views.xml",
        "views/event_registration_views.xml",
        "views/event_event_views.xml",
        "views/caetic_workshop_wish_views.xml",
        "views/caetic_workshop_module_views.xml",
        "views/caetic_member_workshops_views.xml",
        "views/caetic_desk_views.xml",
        "views/res_config_settings_views.xml",
        "views/caetic_workshops_menus.xml",
        "views/portal_workshops_templates.xml",
        "views/portal_workshop_templates.xml",
        "views/portal_calendar_templates.xml",
        # B: attendance
        "security/caetic_attendance_security.xml",
        "report/caetic_attendance_reports.xml",
        "report/caetic_attendance_fr.xml",
        "wizard/caetic_attendance_correct_wizard_views.xml",
        "views/caetic_attendance_views.xml",
        "views/caetic_portal_sheet_templates.xml",
        # C: coaching, competences, time
        "security/caetic_coaching_security.xml",
        # D: accelerator, evaluation, proof
        "security/caetic_accelerator_security.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "caetic_workshops/static/src/js/**/*",
            "caetic_workshops/static/src/scss/**/*",
        ],
        "web.report_assets_common": ["caetic_workshops/static/report/**/*"],
    },
}
