# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticClosing(models.Model):
    """Bills that are not in the ledger yet, before a month is posted."""

    _inherit = "caetic.closing"

    def _get_checks(self):
        checks = super()._get_checks()
        name = self.env._("Bills that wait to be sorted or approved")
        checks["purchase"] = {
            "name": name,
            "model": "account.move",
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("caetic_purchase_state", "in", ("to_sort", "submitted")),
                ("invoice_date", "<=", self.date),
            ],
        }
        return checks
