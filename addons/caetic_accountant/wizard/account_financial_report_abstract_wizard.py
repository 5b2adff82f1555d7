# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Date


class AccountFinancialReportAbstractWizard(models.AbstractModel):
    """Ledgers are asked for from the start of the fiscal year to today."""

    _inherit = "account_financial_report_abstract_wizard"

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        today = Date.context_today(self)
        year = self.env.company.compute_fiscalyear_dates(today)
        for name, day in (("date_from", year["date_from"]), ("date_to", today)):
            if name in fields and not values.get(name):
                values[name] = day
        return values
