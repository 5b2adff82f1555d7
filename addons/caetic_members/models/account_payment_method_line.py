# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class AccountPaymentMethodLine(models.Model):
    _inherit = "account.payment.method.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered(
            lambda line: not line.payment_account_id
        )._caetic_set_outstanding_account()
        return lines

    def _caetic_set_outstanding_account(self):
        """Set the company's outstanding account, by direction of the payment."""
        for line in self.filtered("journal_id"):
            company = line.company_id
            inbound = line.payment_type == "inbound"
            line.payment_account_id = (
                company.caetic_receipt_account_id
                if inbound
                else company.caetic_disbursement_account_id
            )
