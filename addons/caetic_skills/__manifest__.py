# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Skills",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Skills of a CAE made visible: profiles, search, teams",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_members", "hr_skills"],
    "data": [
        "security/ir.model.access.csv",
        # P: trades, skills, profiles
        "security/caetic_profile_security.xml",
        "data/caetic_trade_data.xml",
        "data/hr_skill_type_data.xml",
        "data/hr_skill_development_data.xml",
        "data/hr_skill_web_data.xml",
        "data/hr_skill_graphic_data.xml",
        "data/hr_skill_audiovisual_data.xml",
        "data/hr_skill_communication_data.xml",
        "data/hr_skill_project_data.xml",
        "data/caetic_skill_synonym_data.xml",
        "views/caetic_profile_views.xml",
        "views/hr_skill_views.xml",
        "views/caetic_member_profile_views.xml",
        "views/caetic_skills_menus.xml",
        "views/caetic_portal_network_templates.xml",
        "views/caetic_portal_profile_templates.xml",
        "views/caetic_portal_profile_card_templates.xml",
        "views/caetic_portal_profile_steps_templates.xml",
        "views/caetic_portal_profile_works_templates.xml",
        # S: search, map
        # T: opportunities, teams
        # M: skills to learn
        "security/caetic_skill_topic_security.xml",
        "views/caetic_skill_topic_views.xml",
    ],
    "assets": {
        "web.assets_frontend": ["caetic_skills/static/src/scss/**/*"],
    },
    "application": True,
    "post_init_hook": "post_init_hook",
}
