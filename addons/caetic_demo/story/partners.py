# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from .source import rows


class Partners:
    """Organisations around the cooperative and the people that they sent."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        for row in rows("partners"):
            self._meet(row)

    def _meet(self, row):
        organisation = self.env["res.partner"].create(
            {
                "name": row["name"],
                "is_company": True,
                "caetic_organisation_kind": row["kind"],
                "city": row["city"],
                "phone": row["phone"],
                "email": row["email"],
                "country_id": self.env.ref("base.fr").id,
                "lang": "fr_FR",
                "child_ids": [Command.create({"name": row["contact"]})],
            }
        )
        self.story.keep(row["key"], organisation)
        self.env["caetic.referral"].create(
            [self._prepare_referral(organisation, key) for key in row["sent"].split()]
        )

    def _prepare_referral(self, organisation, key):
        """A person comes with the first day known of them."""
        member = self.story.records[key]
        days = [*member.step_ids.mapped("date"), *member.situation_ids.mapped("date")]
        return {
            "member_id": member.id,
            "organisation_id": organisation.id,
            "contact_id": organisation.child_ids[:1].id,
            "date": min(days),
        }
