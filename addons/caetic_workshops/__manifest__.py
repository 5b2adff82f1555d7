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
        "views/caetic_workshops_menus.xml",
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
        "data/caetic.parameter.csv",
        "data/caetic_accelerator_template_fr.xml",
        "data/survey_evaluation_fr.xml",
        "data/ir_cron_proof_data.xml",
        "report/caetic_proof_reports.xml",
        "report/caetic_proof_fr.xml",
        "data/mail_template_proof_data.xml",
        "views/caetic_accelerator_views.xml",
        "views/caetic_evaluation_views.xml",
        "views/caetic_proof_views.xml",
        "views/caetic_training_views.xml",
        "views/caetic_desk_proof_views.xml",
        "views/res_config_settings_training_views.xml",
        "views/caetic_portal_accelerator_templates.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "caetic_workshops/static/src/js/**/*",
            "caetic_workshops/static/src/scss/**/*",
        ],
        "web.report_assets_common": ["caetic_workshops/static/report/**/*"],
    },
}
