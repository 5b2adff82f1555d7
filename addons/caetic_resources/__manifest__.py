# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Resources",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Library, equipment, desks and licences shared in a CAE",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_members"],
    "data": [
        "security/ir.model.access.csv",
        "security/caetic_resources_security.xml",
        "data/ir_cron_resources_data.xml",
        "data/mail_template_resources_data.xml",
        "views/caetic_library_document_views.xml",
        "views/caetic_resource_views.xml",
        "views/caetic_resource_booking_views.xml",
        "views/caetic_transfer_views.xml",
        "views/caetic_desk_views.xml",
        "views/caetic_resources_menus.xml",
        "views/portal_resources_templates.xml",
        "views/portal_library_templates.xml",
    ],
    "assets": {
        "web.assets_frontend": ["caetic_resources/static/src/scss/**/*"],
    },
}
