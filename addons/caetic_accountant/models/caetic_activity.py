# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivity(models.Model):
    _inherit = "caetic.activity"

    def action_open_income_statement(self):
        """Open the income statement of the activity (R431), month by month."""
        self.ensure_one()
        reports = self.env["mis.report.instance"]
        return reports._caetic_of_activity(self).preview()
