# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticDesk(models.Model):
    """Expenses that wait for approval."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "expenses": {
                "model": "hr.expense",
                "domain": [
                    ("caetic_activity_id", "!=", False),
                    ("state", "=", "submitted"),
                ],
                "action": "caetic_expenses.hr_expense_action",
            },
        }
