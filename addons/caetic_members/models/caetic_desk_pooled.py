# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CaeticDesk(models.Model):
    """The accounts of the pooled services that wait to be published."""

    _inherit = "caetic.desk"

    @api.model
    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "pooled": {
                "model": "caetic.pooled.account",
                "domain": [("state", "=", "draft")],
                "action": "caetic_members.caetic_pooled_account_action",
            },
        }
