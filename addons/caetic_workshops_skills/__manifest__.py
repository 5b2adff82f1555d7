# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Workshops - Skills",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "From missing skills to workshops, and from workshops to skills",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_workshops", "caetic_skills"],
    "data": [
        "views/caetic_workshops_skills_views.xml",
        "views/portal_learning_templates.xml",
    ],
    "auto_install": True,
}
