# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticClosing(models.Model):
    """Pay that is not in the ledger yet, before a month is posted."""

    _inherit = "caetic.closing"

    def _get_checks(self):
        checks = super()._get_checks()
        name = self.env._("Pay of the month that is not posted")
        checks["pay"] = {
            "name": name,
            "model": "caetic.pay.request",
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("state", "in", ("submitted", "approved")),
                ("month", "<=", self.date),
            ],
        }
        return checks
