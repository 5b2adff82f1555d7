# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticDesk(models.Model):
    """What waits for the payroll officer."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "pay_requests": {
                "model": "caetic.pay.request",
                "domain": [("state", "=", "submitted")],
                "late": [("month", "<", today.replace(day=1))],
                "action": "caetic_payroll.caetic_pay_request_action",
            },
            "pay_slips": {
                "model": "caetic.pay.request",
                "domain": [("state", "=", "approved")],
                "late": [("month", "<", today.replace(day=1))],
                "action": "caetic_payroll.caetic_pay_request_action",
            },
            "payroll_figures": {
                "model": "caetic.payroll.parameter",
                "domain": lambda: [
                    ("id", "in", self.env["caetic.payroll.parameter"]._get_late().ids)
                ],
                "action": "caetic_payroll.caetic_payroll_parameter_action",
            },
        }
