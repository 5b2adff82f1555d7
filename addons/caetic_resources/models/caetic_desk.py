# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticDesk(models.Model):
    """What shared resources wait for: answers to bookings and to documents."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        soon = fields.Datetime.add(fields.Datetime.now(), days=2)
        return {
            **super()._get_queues(today),
            "resource_bookings": {
                "model": "caetic.resource.booking",
                "domain": [("state", "=", "asked")],
                "late": [("start", "<", soon)],
                "action": "caetic_resources.caetic_resource_booking_action",
            },
            "library_proposals": {
                "model": "caetic.library.document",
                "domain": [("state", "=", "proposed")],
                "action": "caetic_resources.caetic_library_document_action",
            },
            "resource_charges": {
                "model": "caetic.resource.booking",
                "domain": self.env["caetic.resource.booking"]._get_due_domain(),
                "action": "caetic_resources.caetic_resource_booking_action",
            },
        }
