# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

PLACE = "caetic.opportunity.invitation"
LINE = "caetic.opportunity.team.line"
OPPORTUNITY = "caetic.opportunity"


class CaeticMemberOpportunity(models.Model):
    """Places in teams and needs brought, among the data of a person (RGPD 15, 17).

    Their words go with the file. What a customer asked stays: it says nothing of who
    brought it, whose name is that of the emptied file.
    """

    _inherit = "caetic.member"

    def _get_personal_records(self):
        found = super()._get_personal_records()
        profiles = [
            ("profile_id.partner_id", "in", self.partner_id.ids),
            ("company_id", "in", self.company_id.ids),
        ]
        found[PLACE] = self.env[PLACE].search(profiles)
        found[LINE] = self.env[LINE].search(profiles)
        found[OPPORTUNITY] = self.env[OPPORTUNITY].search(
            [("author_member_id", "in", self.ids)]
        )
        return found

    @api.model
    def _empty(self, records, names=None):
        if records._name == OPPORTUNITY and not names:
            return
        super()._empty(records, names)

    @api.model
    def _is_exported(self, field):
        """Contacts of customers are other people's: not in this person's export."""
        theirs = field.model_name == OPPORTUNITY and field.name.startswith("contact_")
        return not theirs and super()._is_exported(field)
