# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("fr", "account.tax")
    def _get_caetic_expenses_fr_account_tax(self, template_code="fr"):
        """VAT on the fuel of cars, deductible at 80 % (R413, CGI art. 298-4)."""
        taxes = self._parse_csv("fr", "account.tax", module="caetic_expenses")
        self._deref_account_tags("fr", taxes)
        return taxes

    @template("fr", "account.account")
    def _get_caetic_expenses_fr_account_account(self, template_code="fr"):
        """Income of expenses that entrepreneurs do not ask back."""
        return self._parse_csv("fr", "account.account", module="caetic_expenses")

    def _post_load_data(self, template_code, company, template_data):
        result = super()._post_load_data(template_code, company, template_data)
        if template_code == "fr":
            company._caetic_setup_expense_kinds()
        return result
