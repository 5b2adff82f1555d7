# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticClosing(models.Model):
    """The last month of a fiscal year calls for the account of the pooled services."""

    _inherit = "caetic.closing"

    def _finish_publish(self):
        result = super()._finish_publish()
        if self._is_year_end():
            accounts = self.env["caetic.pooled.account"]
            accounts._prepare_year(self.company_id, self.date)
        return result
