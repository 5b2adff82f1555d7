# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class PaymentProvider(models.Model):
    """What customers pay online waits on the cooperative's account of receipts."""

    _inherit = "payment.provider"

    def _get_payment_method_outstanding_account_id(self, payment_method_id):
        """Take the account that all other lines of payment have.

        Odoo takes the account of internal transfers where the chart has no account of
        its own for it, as the French one.
        """
        account_id = super()._get_payment_method_outstanding_account_id(
            payment_method_id
        )
        receipts = self.company_id.caetic_receipt_account_id
        inbound = payment_method_id.payment_type == "inbound"
        return receipts.id if account_id and inbound and receipts else account_id
