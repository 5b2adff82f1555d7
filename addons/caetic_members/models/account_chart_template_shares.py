# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.account.models.chart_template import template


class AccountChartTemplateShares(models.AbstractModel):
    """Journal of capital; its accounts (101, 456, 421, 119) are those of the chart."""

    _inherit = "account.chart.template"

    @template("fr", "account.journal")
    def _get_caetic_fr_account_journal(self, template_code="fr"):
        return {
            **super()._get_caetic_fr_account_journal(template_code),
            "caetic_share_journal": {
                "name": "Share capital",
                "name@fr": "Capital social",
                "type": "general",
                "code": "CAP",
                "show_on_dashboard": False,
                "sequence": 32,
            },
        }

    def _get_caetic_fr_res_company(self):
        data = super()._get_caetic_fr_res_company()
        data[self.env.company.id].update(
            {
                "caetic_share_journal_id": "caetic_share_journal",
                "caetic_share_retention_account_id": "pcg_421",
            }
        )
        return data
