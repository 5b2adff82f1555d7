# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Members - Website Events",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Cooperative",
    "summary": "Public information meetings whose attendees become candidates",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_members", "website_event"],
    "data": [
        "data/event.tag.category.csv",
        "data/event.tag.csv",
        "data/event.question.csv",
        "data/event.type.csv",
        "views/caetic_members_website_event_views.xml",
    ],
    "assets": {
        "web._assets_primary_variables": [
            "caetic_members_website_event/static/src/scss/primary_variables.scss",
        ],
    },
    "post_init_hook": "post_init_hook",
    "auto_install": True,
}
