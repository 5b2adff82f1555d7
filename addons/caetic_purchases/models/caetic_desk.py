# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticDesk(models.Model):
    """Suppliers' bills that wait to be sorted or approved."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        base = {
            "model": "account.move",
            "action": "caetic_purchases.account_move_action_purchase",
        }
        draft = ("state", "=", "draft")
        return {
            **super()._get_queues(today),
            "purchases_to_sort": {
                **base,
                "domain": [("caetic_purchase_state", "=", "to_sort"), draft],
            },
            "purchases": {
                **base,
                "domain": [("caetic_purchase_state", "=", "submitted"), draft],
                "detail": self._get_purchase_detail,
            },
        }

    def _get_purchase_detail(self):
        """Count the bills that an activity says are not for it."""
        count = self.env["account.move"].search_count(
            [
                ("caetic_purchase_state", "=", "submitted"),
                ("state", "=", "draft"),
                ("caetic_part_ids.state", "=", "contested"),
            ]
        )
        return self.env._("%(count)s contested", count=count) if count else False
