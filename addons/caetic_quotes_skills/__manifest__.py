# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Quotes - Skills",
    "version": "19.0.1.0.0",
    "category": "Sales/Sales",
    "summary": "The quote of a team, whose invoices carry its shares",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_quotes", "caetic_invoicing_skills"],
    "data": ["views/portal_templates.xml"],
    "auto_install": True,
}
