# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplate(models.AbstractModel):
    _inherit = "account.chart.template"

    @template("fr", "account.account")
    def _get_caetic_fr_account_account(self, template_code="fr"):
        """Accounts of the cooperative's own entries.

        65891x carry both sides of a contribution, a fee or an internal transfer,
        so that the company's profit does not move (R407, R426). Accounts 79 are
        not used: ANC 2022-06 withdrew them on 1 January 2025.
        """
        return self._parse_csv("fr", "account.account", module="caetic_members")

    @template("fr", "account.journal")
    def _get_caetic_fr_account_journal(self, template_code="fr"):
        return {
            "caetic_contribution_journal": {
                "name": "Cooperative contributions",
                "name@fr": "Contributions",
                "type": "general",
                "code": "CTB",
                "show_on_dashboard": False,
                "sequence": 30,
            },
            "caetic_transfer_journal": {
                "name": "Internal transfers",
                "name@fr": "Virements internes",
                "type": "general",
                "code": "INT",
                "show_on_dashboard": False,
                "sequence": 31,
            },
        }

    def _get_caetic_fr_ledger(self):
        """Accounts and journals with their names, for a chart that exists already."""
        return {
            "account.account": self._get_caetic_fr_account_account(),
            "account.journal": self._get_caetic_fr_account_journal(),
        }

    @template("fr", "res.company")
    def _get_fr_res_company(self):
        data = super()._get_fr_res_company()
        for company_id, values in self._get_caetic_fr_res_company().items():
            data[company_id].update(values)
        return data

    def _get_caetic_fr_res_company(self):
        """Company defaults: a CAE of IT trades sells services.

        R603: the chart's default sale tax is one of goods, due when invoicing. Left
        so, a service would print "Goods" and "tax on debits", and VAT would be due
        before the customer pays (CGI art. 269-2 c).
        """
        return {
            self.env.company.id: {
                "caetic_contribution_account_id": "caetic_contribution",
                "caetic_fee_account_id": "caetic_fee",
                "caetic_transfer_account_id": "caetic_transfer",
                "caetic_opening_account_id": "caetic_opening",
                "caetic_receipt_account_id": "caetic_outstanding_receipts",
                "caetic_disbursement_account_id": "caetic_outstanding_payments",
                "caetic_contribution_journal_id": "caetic_contribution_journal",
                "caetic_transfer_journal_id": "caetic_transfer_journal",
                "account_sale_tax_id": "tva_normale_encaissement",
                "income_account_id": "pcg_706",
            }
        }

    def _post_load_data(self, template_code, company, template_data):
        result = super()._post_load_data(template_code, company, template_data)
        company._caetic_ensure_outstanding_accounts()
        return result
