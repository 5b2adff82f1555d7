# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.account.models.chart_template import template

from .res_company import ACCOUNTS


class AccountChartTemplate(models.AbstractModel):
    """Journal of pay; its accounts are those of the French chart."""

    _inherit = "account.chart.template"

    @template("fr", "account.journal")
    def _get_caetic_payroll_fr_account_journal(self, template_code="fr"):
        return {
            "caetic_pay_journal": {
                "name": "Pay",
                "name@fr": "Paie",
                "type": "general",
                "code": "PAI",
                "show_on_dashboard": False,
                "sequence": 33,
            },
        }

    @template("fr", "res.company")
    def _get_fr_res_company(self):
        data = super()._get_fr_res_company()
        data[self.env.company.id].update(self._get_caetic_payroll_defaults())
        return data

    def _get_caetic_payroll_defaults(self):
        return {"caetic_pay_journal_id": "caetic_pay_journal", **ACCOUNTS}
