# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

LIBRARY = "caetic.library.document"


class CaeticMemberResourcesPrivacy(models.Model):
    """Bookings and proposals among the data of a person: given, then emptied.

    Bookings name the person by ``member_id``: the hub empties their words and answers;
    what was charged stays in the accounts. A published document is the cooperative's:
    it stays, and no longer says who proposed it or wrote it.
    """

    _inherit = "caetic.member"

    def _get_personal_records(self):
        found = super()._get_personal_records()
        documents = self.env[LIBRARY].with_context(active_test=False)
        found[LIBRARY] = documents.search([("proposer_id", "in", self.ids)])
        return found

    @api.model
    def _empty(self, records, names=None):
        if records._name != LIBRARY:
            return super()._empty(records, names)
        published = records.filtered(lambda one: one.state == "published")
        published.write({"author": False, "answer": False, "proposer_id": False})
        # What was never published is the person's own.
        return (records - published).unlink()
