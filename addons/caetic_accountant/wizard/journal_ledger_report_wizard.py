# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class JournalLedgerReportWizard(models.TransientModel):
    _inherit = "journal.ledger.report.wizard"

    def onchange_date_range_id(self):
        """Keep the dates that are proposed where no range of dates is chosen."""
        if not self.date_range_id:
            return None
        return super().onchange_date_range_id()
