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

    caetic_hold_new_customer = fields.Boolean(
        string="First invoices of a customer are read",
        help="Of new activities; each activity may differ.",
    )
    caetic_hold_public_body = fields.Boolean(
        string="Invoices to public bodies are read",
        help="Of new activities; each activity may differ.",
    )
    caetic_growth_ids = fields.One2many(
        "caetic.approval.growth", "company_id", string="Growth of the limits"
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
            chart._load_data({"account.tax": company._caetic_keep_missing(taxes)})
            company._caetic_setup_products()

    def _caetic_keep_missing(self, taxes):
        """Leave out the taxes that are there: their lines would come twice."""
        self.ensure_one()
        names = {f"{self.id}_{key}": key for key in taxes}
        known = self.env["ir.model.data"].search(
            [("module", "=", "account"), ("name", "in", list(names))]
        )
        there = {names[name] for name in known.mapped("name")}
        return {
            key: values
            for key, values in taxes.items()
            if key not in there or "repartition_line_ids" not in values
        }

    def _caetic_setup_products(self):
        """Give the kinds of operation of the portal their account and tax (R603)."""
        self.ensure_one()
        self._caetic_setup_product("service", "pcg_706", "tva_normale_encaissement")
        self._caetic_setup_product("training", "pcg_706", "caetic_training_0")
        self._caetic_setup_product("goods", "pcg_707_account", "tva_normale")
        self._caetic_setup_abroad()

    def _caetic_setup_abroad(self):
        """Training sold to a company abroad has its place there (CGI 259-1).

        It is a service like the others: no French exemption holds.
        """
        chart = self.env["account.chart.template"].with_company(self)
        training = chart.ref("caetic_training_0", raise_if_not_found=False)
        union = chart.ref("tva_sale_service_intra_0", raise_if_not_found=False)
        export = chart.ref("tva_sale_service_export_0", raise_if_not_found=False)
        if training and union and export:
            union.original_tax_ids |= training
            export.original_tax_ids |= training

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
