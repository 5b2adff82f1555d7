# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Joint projects - Website",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "References of joint projects ready for the public showcase",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_skills_project", "caetic_skills_website"],
    "auto_install": True,
}
