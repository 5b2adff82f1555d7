# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    caetic_late_multiple = fields.Integer(
        string="Late penalties (times the legal rate)",
        default=3,
        help="C. com. L441-10: at least three times the legal interest rate.",
    )
    caetic_recovery_fee = fields.Monetary(
        string="Recovery lump sum",
        default=40.0,
        help="C. com. D441-5: EUR 40 since 1 January 2013.",
    )

    _late_multiple_legal = models.Constraint(
        "CHECK (caetic_late_multiple >= 3)",
        "Late penalties are at least three times the legal rate (C. com. L441-10).",
    )

    def _caetic_load_invoicing(self):
        """Add this addon's taxes and products to existing French charts."""
        for company in self:
            chart = self.env["account.chart.template"].with_company(company)
            taxes = chart._get_caetic_invoicing_fr_account_tax()
            chart._load_data({"account.tax": taxes})
            company._caetic_setup_products()

    def _caetic_setup_products(self):
        """Give the kinds of operation of the portal their account and tax (R603)."""
        self.ensure_one()
        self._caetic_setup_product("service", "pcg_706", "tva_normale_encaissement")
        self._caetic_setup_product("training", "pcg_706", "caetic_training_0")
        self._caetic_setup_product("goods", "pcg_707_account", "tva_normale")

    def _caetic_setup_product(self, name, account_id, tax_id):
        chart = self.env["account.chart.template"].with_company(self)
        product = self.env.ref(
            f"caetic_invoicing.product_{name}", raise_if_not_found=False
        )
        account = chart.ref(account_id, raise_if_not_found=False)
        tax = chart.ref(tax_id, raise_if_not_found=False)
        if product and account and tax:
            template = product.product_tmpl_id.with_company(self)
            template.property_account_income_id = account
            own = template.taxes_id.filtered(lambda t: t.company_id == self)
            template.taxes_id = template.taxes_id - own + tax

    def _caetic_has_identity(self):
        """Tell whether documents can name the issuer as the law wants (R601)."""
        self.ensure_one()
        return bool(
            self.caetic_legal_form
            and self.caetic_capital
            and self.caetic_rcs_city
            and self.vat
            and self._caetic_get_siren()
            and self._caetic_get_seat()
        )
