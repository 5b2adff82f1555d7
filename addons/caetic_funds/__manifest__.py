# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Funds",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Shared funds of a CAE, and the equipment that it owns for activities",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_members"],
    "data": [
        "security/ir.model.access.csv",
        "security/caetic_funds_security.xml",
        "data/caetic.parameter.csv",
        "data/caetic.equipment.kind.csv",
        "views/caetic_fund_views.xml",
        "views/caetic_fund_request_views.xml",
        "views/caetic_equipment_views.xml",
        "views/portal_fund_templates.xml",
    ],
}
