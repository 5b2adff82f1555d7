# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticDesk(models.Model):
    """Letters to post, disputes and doubtful debts, among what waits for staff."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "letters": {
                "model": "caetic.reminder",
                "domain": [("letter_state", "=", "to_send")],
                "action": "caetic_invoicing.caetic_reminder_action",
            },
            "doubtful": {
                "model": "caetic.doubtful.debt",
                "domain": [("state", "=", "proposed")],
                "action": "caetic_invoicing.caetic_doubtful_debt_action",
            },
            "disputes": {
                "model": "caetic.dispute",
                "domain": [("state", "=", "open")],
                "action": "caetic_invoicing.caetic_dispute_action",
            },
        }
