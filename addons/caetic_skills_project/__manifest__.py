# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Skills - Joint projects",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Joint projects of a team: tasks, papers, talk, time, reference",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_skills", "project"],
    "data": [
        "security/ir.model.access.csv",
        "security/caetic_joint_security.xml",
        "data/mail_template_joint_data.xml",
        "views/caetic_joint_task_views.xml",
        "views/caetic_joint_entry_views.xml",
        "views/caetic_joint_project_views.xml",
        "views/caetic_opportunity_views.xml",
        "views/caetic_joint_menus.xml",
        "views/caetic_portal_joint_templates.xml",
        "views/caetic_portal_joint_page_templates.xml",
        "views/caetic_portal_opportunity_templates.xml",
    ],
}
