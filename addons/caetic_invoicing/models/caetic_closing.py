# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticClosing(models.Model):
    """Documents that wait for staff, before a month is posted."""

    _inherit = "caetic.closing"

    def _finish_compute(self):
        """Propose what is long unpaid at the end of the month (R424)."""
        if self.company_id.caetic_doubtful_days:
            # Whoever closes a month has its debts proposed; they decide on each.
            debts_sudo = self.env["caetic.doubtful.debt"].sudo()
            debts_sudo._propose(self.company_id, self.date)
        return super()._finish_compute()

    def _get_checks(self):
        checks = super()._get_checks()
        name = self.env._("Unpaid invoices to provide for, or to set aside")
        checks["doubtful"] = {
            "name": name,
            "model": "caetic.doubtful.debt",
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "proposed"),
            ],
        }
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
