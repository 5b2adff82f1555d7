# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Demo",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Demonstration story: a cooperative in Limoux over 14 months",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": [
        "caetic_invoicing",
        "caetic_invoicing_skills",
        "caetic_members_website_event",
        "caetic_payroll",
        "caetic_resources",
        "caetic_resources_workshops",
        "caetic_skills",
        "caetic_skills_website",
        "caetic_workshops",
        "caetic_workshops_skills",
    ],
    "post_init_hook": "post_init_hook",
}
