# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class PaymentTransaction(models.Model):
    """A deposit that a customer has paid online gets its invoice at once."""

    _inherit = "payment.transaction"

    def _post_process(self):
        result = super()._post_process()
        paid = self.filtered(
            lambda one: one.state == "done" and one.operation != "validation"
        )
        for order in paid.sale_order_ids.filtered("caetic_activity_id"):
            order._caetic_invoice_paid_sudo()
        return result

    def _invoice_sale_orders(self):
        """The schedule of a quote of an activity makes its invoices, not Odoo's."""
        others = self.filtered(lambda one: not one.sale_order_ids.caetic_activity_id)
        return super(PaymentTransaction, others)._invoice_sale_orders()
