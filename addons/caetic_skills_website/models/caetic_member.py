# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticMemberDirectory(models.Model):
    """What was published of a person is theirs to know, and goes with their file."""

    _inherit = "caetic.member"

    def _get_personal_records(self):
        """Choices of what is shown, and messages that visitors sent to the person."""
        found = super()._get_personal_records()
        profiles = self.env["caetic.profile"].with_context(active_test=False)
        own = profiles.search([("member_id", "in", self.ids)])
        found["caetic.profile.publication"] = own.publication_ids
        found["caetic.public.message"] = self.env["caetic.public.message"].search(
            [("profile_id", "in", own.ids)]
        )
        return found
