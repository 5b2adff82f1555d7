# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

METHOD = "account_payment_sepa_credit_transfer.sepa_credit_transfer"


class AccountPaymentOrder(models.Model):
    """Orders of credit transfers that our screens make: bills, expenses, pay."""

    _inherit = "account.payment.order"

    @api.model
    def _caetic_prepare_transfers(self, company, day):
        """Return the values of an order that pays by SEPA on a day.

        :param company: who pays, by its first SEPA credit transfer
        :param day: day on which the bank is to pay
        :raises UserError: no bank journal has a SEPA credit transfer
        """
        method_line = self.env["account.payment.method.line"].search(
            [
                ("payment_method_id", "=", self.env.ref(METHOD).id),
                ("company_id", "=", company.id),
                ("payment_order_ok", "=", True),
            ],
            limit=1,
        )
        if not method_line:
            raise UserError(
                self.env._("No SEPA credit transfer is set on a bank journal.")
            )
        return {
            "payment_type": "outbound",
            "company_id": company.id,
            "payment_method_line_id": method_line.id,
            "date_prefered": "fixed",
            "date_scheduled": day,
        }
