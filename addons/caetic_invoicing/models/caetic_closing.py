# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticClosing(models.Model):
    """Documents that wait for staff, before a month is posted."""

    _inherit = "caetic.closing"

    def _get_checks(self):
        checks = super()._get_checks()
        name = self.env._("Documents that wait for approval")
        checks["approval"] = {
            "name": name,
            "model": "account.move",
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("caetic_approval_state", "=", "submitted"),
                ("invoice_date", "<=", self.date),
            ],
        }
        return checks
