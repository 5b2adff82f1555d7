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
        # C: coaching, competences, time
        "security/caetic_coaching_security.xml",
        "data/caetic_coaching_data.xml",
        "data/mail_template_coaching_data.xml",
        "data/caetic.competence.csv",
        "data/caetic.competence.expectation.csv",
        "report/caetic_interview_fr.xml",
        "views/caetic_interview_views.xml",
        "views/caetic_competence_views.xml",
        "views/caetic_coaching_menus.xml",
        "views/caetic_competence_templates.xml",
        "views/caetic_portal_appointment_templates.xml",
        "views/caetic_portal_competence_templates.xml",
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
