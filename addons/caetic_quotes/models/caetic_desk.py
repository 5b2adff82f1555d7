# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

SUBMITTED = [
    ("caetic_activity_id", "!=", False),
    ("caetic_approval_state", "=", "submitted"),
]


class CaeticDesk(models.Model):
    """Quotes that wait for approval."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "quotes": {
                "model": "sale.order",
                "domain": SUBMITTED,
                "action": "caetic_quotes.sale_order_action_approval",
            },
        }
