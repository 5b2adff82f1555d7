# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("fr", "account.tax")
    def _get_caetic_invoicing_fr_account_tax(self, template_code="fr"):
        """Exempt training (R619), and the category that Factur-X needs.

        A service sold to a company of the Union is a reverse charge (AE), not an
        intra-community supply of goods (K), which Odoo would deduce.
        """
        taxes = self._parse_csv("fr", "account.tax", module="caetic_invoicing")
        self._deref_account_tags("fr", taxes)
        return {
            **taxes,
            "tva_sale_service_intra_0": {
                "ubl_cii_tax_category_code": "AE",
                "ubl_cii_tax_exemption_reason_code": "VATEX-EU-AE",
            },
        }

    def _post_load_data(self, template_code, company, template_data):
        result = super()._post_load_data(template_code, company, template_data)
        if template_code == "fr":
            company._caetic_setup_products()
        return result
