# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Invoicing - Joint projects",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "What was invoiced for a joint project, on its page",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_invoicing_skills", "caetic_skills_project"],
    "auto_install": True,
}
