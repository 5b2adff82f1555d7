# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Invoicing - Skills",
    "version": "19.0.1.0.0",
    "category": "Accounting/Accounting",
    "summary": "One invoice for a team, whose shares follow the customer's payment",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_invoicing", "caetic_skills"],
    "data": [
        "views/caetic_opportunity_views.xml",
        "views/caetic_portal_opportunity_templates.xml",
    ],
    "auto_install": True,
}
