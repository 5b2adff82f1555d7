# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.account.models.chart_template import template

# VAT category (UNTDID 5305) and reason (VATEX) of what is sold abroad. Services outside
# the Union are G as goods are: category O forbids the supplier's VAT number (BR-O-02),
# which the French law asks for (CGI ann. II art. 242 nonies A).
ABROAD = {
    "tva_sale_service_intra_0": ("AE", "VATEX-EU-AE"),
    "tva_sale_good_intra_0": ("K", "VATEX-EU-IC"),
    "tva_sale_service_export_0": ("G", "VATEX-EU-G"),
    "tva_sale_good_export_0": ("G", "VATEX-EU-G"),
}


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("fr", "account.tax")
    def _get_caetic_invoicing_fr_account_tax(self, template_code="fr"):
        """Exempt training (R619), and the category that Factur-X needs.

        A service sold to a company of the Union is a reverse charge (AE), not an
        intra-community supply of goods (K), which Odoo would deduce; a sale to Norway
        is an export (G).
        """
        taxes = self._parse_csv("fr", "account.tax", module="caetic_invoicing")
        self._deref_account_tags("fr", taxes)
        abroad = {
            key: {
                "ubl_cii_tax_category_code": category,
                "ubl_cii_tax_exemption_reason_code": reason,
            }
            for key, (category, reason) in ABROAD.items()
        }
        return {**taxes, **abroad}

    def _post_load_data(self, template_code, company, template_data):
        result = super()._post_load_data(template_code, company, template_data)
        if template_code == "fr":
            company._caetic_setup_products()
        return result
