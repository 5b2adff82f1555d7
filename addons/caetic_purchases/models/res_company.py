# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.caetic_members.engine import RATE, to_decimal

# Taxes of the French chart on what is bought in France, by rate in % (CGI art. 278 to
# 281 nonies): that of services is deducted once paid (CGI art. 271-I-2, 269-2 c).
SERVICES = {
    "20": "tva_acq_encaissement",
    "10": "tva_acq_intermediaire_encaissement",
    "5.5": "tva_acq_encaissement_reduite",
    "2.1": "tva_acq_encaissement_super_reduite",
}
GOODS = {
    "20": "tva_acq_normale",
    "10": "tva_acq_intermediaire",
    "5.5": "tva_acq_reduite",
    "2.1": "tva_acq_super_reduite",
}
NORMAL_RATE = "20"
# The French chart maps no tax of services to what is bought outside the Union.
OUTSIDE_UNION = "fiscal_position_template_import_export"
IMPORTED_SERVICE = "tva_purchase_service_20_import"
# Kinds of purchase and their account (PCG).
KINDS = {
    "hosting": "pcg_6135",
    "subcontracting": "pcg_611",
    "small_equipment": "pcg_6063",
    "office": "pcg_6064",
    "goods": "pcg_607_account",
    "advertising": "pcg_6231",
    "telecom": "pcg_626",
    "training": "pcg_6185",
    "fees": "pcg_6226",
    "insurance": "pcg_6161",
    "rent": "pcg_6132",
    "travel": "pcg_6251",
}


class ResCompany(models.Model):
    _inherit = "res.company"

    def _caetic_load_purchases(self):
        """Add this addon's account to French charts that exist, and set the kinds."""
        for company in self:
            chart = self.env["account.chart.template"].with_company(company)
            accounts = chart._get_caetic_purchases_fr_account_account()
            chart._load_data({"account.account": accounts})
            company._caetic_setup_purchases()

    def _caetic_setup_purchases(self):
        """Give the kinds of purchase their account, and turn their taxes on."""
        self.ensure_one()
        chart = self.env["account.chart.template"].with_company(self)
        for name, account_id in KINDS.items():
            product = self.env.ref(f"caetic_purchases.product_{name}", False)
            account = chart.ref(account_id, False)
            if product and account:
                template = product.product_tmpl_id.with_company(self)
                template.property_account_expense_id = account
        self._caetic_get_purchase_taxes().write({"active": True})

    def _caetic_get_purchase_taxes(self):
        """Return the taxes of purchases in France of this company."""
        chart = self.env["account.chart.template"].with_company(self)
        taxes = self.env["account.tax"]
        for name in (*SERVICES.values(), *GOODS.values()):
            taxes |= chart.ref(name, False) or taxes
        return taxes

    def _caetic_get_purchase_tax(self, product, rate):
        """Return the tax of a kind of purchase at a rate, none at 0 %."""
        self.ensure_one()
        names = SERVICES if product.type == "service" else GOODS
        chart = self.env["account.chart.template"].with_company(self)
        name = names.get(f"{to_decimal(rate, RATE).normalize():f}")
        tax = chart.ref(name, False) if name else None
        return tax or self.env["account.tax"]

    def _caetic_get_reverse_tax(self, product, position):
        """Return the tax that the buyer owes on what is bought abroad.

        In the Union CGI art. 283-2 (services) and 256 bis (goods); outside it 283-1
        (services) and 291 (goods imported). Nothing under a position of France.

        :param position: account.fiscal.position of the bill
        """
        self.ensure_one()
        usual = self._caetic_get_purchase_tax(product, NORMAL_RATE)
        tax = position.map_tax(usual)
        if tax == usual and product.type == "service":
            chart = self.env["account.chart.template"].with_company(self)
            if position == chart.ref(OUTSIDE_UNION, False):
                tax = chart.ref(IMPORTED_SERVICE, False) or tax
        return tax.filtered("has_negative_factor")

    def _caetic_get_purchase_rates(self):
        """Return the rates of VAT on offer, in %, the usual one first."""
        return [to_decimal(rate, RATE).normalize() for rate in (*SERVICES, "0")]
