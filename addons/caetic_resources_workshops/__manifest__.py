# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Resources - Workshops",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    # Its own glue: a library by module needs no skills, and skills need no library.
    "summary": "Library by module of the workshops, bookings in the private calendar",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_resources", "caetic_workshops"],
    "data": [
        "views/caetic_library_document_views.xml",
        "views/portal_library_templates.xml",
    ],
    "auto_install": True,
}
