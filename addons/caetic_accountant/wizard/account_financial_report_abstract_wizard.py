# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class AccountFinancialReportAbstractWizard(models.AbstractModel):
    """Ledgers are asked for from the start of the fiscal year to today."""

    _inherit = "account_financial_report_abstract_wizard"

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        today = fields.Date.context_today(self)
        year = self.env.company.compute_fiscalyear_dates(today)
        for name, day in (("date_from", year["date_from"]), ("date_to", today)):
            if name in fields_list and not values.get(name):
                values[name] = day
        return values
