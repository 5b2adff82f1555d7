# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Resources - Skills",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Shared resources among the pages of the network",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_resources", "caetic_skills"],
    "data": ["views/portal_network_templates.xml"],
    "auto_install": True,
}
