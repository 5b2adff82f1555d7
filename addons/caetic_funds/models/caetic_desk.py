# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CaeticDesk(models.Model):
    """Requests to funds wait for the committee, purchases for the register."""

    _inherit = "caetic.desk"

    @api.model
    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "funds": {
                "model": "caetic.fund.request",
                "domain": [("state", "in", ("submitted", "accepted"))],
                "action": "caetic_funds.caetic_fund_request_action",
            },
            "equipment": {
                "model": "caetic.equipment",
                "domain": [("state", "=", "draft")],
                "action": "caetic_funds.caetic_equipment_action",
            },
        }
