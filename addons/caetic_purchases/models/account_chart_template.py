# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("fr", "account.account")
    def _get_caetic_purchases_fr_account_account(self, template_code="fr"):
        """What people have paid for the cooperative, and wait to be given back."""
        return self._parse_csv("fr", "account.account", module="caetic_purchases")

    def _post_load_data(self, template_code, company, template_data):
        result = super()._post_load_data(template_code, company, template_data)
        if template_code == "fr":
            company._caetic_setup_purchases()
        return result
