# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticClosing(models.Model):
    """Expenses that are not in the ledger yet, before a month is posted."""

    _inherit = "caetic.closing"

    def _get_checks(self):
        checks = super()._get_checks()
        name = self.env._("Expenses that wait for approval or posting")
        checks["expense"] = {
            "name": name,
            "model": "hr.expense",
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("caetic_activity_id", "!=", False),
                ("state", "in", ("submitted", "approved")),
                ("date", "<=", self.date),
            ],
        }
        return checks
