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
    "data": [],
    "auto_install": True,
}
