# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CaeticClosing(models.Model):
    """The month that has just ended, computed for who will review it."""

    _inherit = "caetic.closing"

    @api.model
    def _cron_prepare(self):
        """Compute the close of the last month where nobody has begun it.

        It waits until the month before is posted; nothing is posted here.
        """
        date = self._default_date()
        activities = self.env["caetic.activity"].search([("date_start", "<=", date)])
        for company in activities.company_id:
            self.with_company(company)._prepare_month(company, date)

    def _prepare_month(self, company, date):
        known = self.search_count([("company_id", "=", company.id)], limit=1)
        if known and not self._is_begun(company, date):
            self.create({"date": date, "company_id": company.id}).action_compute()

    def _is_begun(self, company, date):
        """Tell whether the month has a close, or an earlier one is open."""
        return bool(
            self.search_count(
                [
                    ("company_id", "=", company.id),
                    "|",
                    ("date", "=", date),
                    "&",
                    ("date", "<", date),
                    ("state", "!=", "posted"),
                ],
                limit=1,
            )
        )
