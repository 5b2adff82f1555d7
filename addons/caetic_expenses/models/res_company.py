# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

# Account of each kind of expense in the French chart.
ACCOUNTS = {
    "transport": "pcg_6251",
    "lodging": "pcg_6256",
    "meal": "pcg_6256",
    "fuel": "pcg_6061",
    "toll": "pcg_6251",
    "supplies": "pcg_6064",
    "equipment": "pcg_6063",
    "software": "pcg_6511",
    "telecom": "pcg_626",
    "books": "pcg_6181",
    "event": "pcg_6185",
    "other": "pcg_6256",
    "mileage": "pcg_6251",
    "meal_restaurant": "pcg_6256",
    "meal_away": "pcg_6256",
    "meal_workplace": "pcg_6256",
    "night_paris": "pcg_6256",
    "night_elsewhere": "pcg_6256",
}
# Taxes of what is bought and paid at once, by rate: VAT on the invoice.
TAXES = {
    "20": "tva_acq_normale",
    "10": "tva_acq_intermediaire",
    "5.5": "tva_acq_reduite",
    "2.1": "tva_acq_super_reduite",
}
FUEL_TAXES = {"20": "caetic_fuel_20"}


class ResCompany(models.Model):
    _inherit = "res.company"

    def _caetic_load_expenses(self):
        """Add this addon's tax and account to existing French charts."""
        for company in self:
            chart = self.env["account.chart.template"].with_company(company)
            if chart.ref("caetic_fuel_20", raise_if_not_found=False):
                continue
            chart._load_data(
                {
                    "account.account": chart._get_caetic_expenses_fr_account_account(),
                    "account.tax": chart._get_caetic_expenses_fr_account_tax(),
                }
            )
            company._caetic_setup_expense_kinds()

    def _caetic_setup_expense_kinds(self):
        """Give the kinds of expense of the portal their account."""
        self.ensure_one()
        chart = self.env["account.chart.template"].with_company(self)
        for name, account_id in ACCOUNTS.items():
            product = self.env.ref(
                f"caetic_expenses.product_{name}", raise_if_not_found=False
            )
            account = chart.ref(account_id, raise_if_not_found=False)
            if product and account:
                template = product.product_tmpl_id.with_company(self)
                template.property_account_expense_id = account

    def _caetic_get_expense_tax(self, rule, rate):
        """Return the tax of an expense, empty when none is due back.

        :param rule: ``full`` or ``part``
        :param str rate: percent, as in the form
        """
        self.ensure_one()
        name = (FUEL_TAXES if rule == "part" else TAXES).get(rate)
        if not name:
            return self.env["account.tax"]
        # Chosen by the rule of the kind: a portal user may not list taxes.
        chart_sudo = self.env["account.chart.template"].sudo().with_company(self)
        found_sudo = chart_sudo.ref(name, raise_if_not_found=False)
        return self.env["account.tax"].browse(found_sudo.id if found_sudo else [])
