# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticDesk(models.Model):
    """Attendance sheets that wait."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        late = {
            "model": "event.slot",
            "domain": [("caetic_is_late", "=", True)],
            "action": "caetic_workshops.event_slot_action_sheets",
        }
        partner = self.env.user.partner_id
        mine = ("event_id.caetic_facilitator_ids.partner_id", "=", partner.id)
        return {
            **super()._get_queues(today),
            "sheets": late,
            "own_sheets": {**late, "domain": [*late["domain"], mine]},
        }
