# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """A deposit that was paid online: its invoice is owed at once."""

    _inherit = "sale.order"

    def _caetic_invoice_paid_sudo(self):
        """Invoice the deposit that was just paid (CGI art. 289 I 1 c).

        Posting sets the payment against it, and the members are told. What has to be
        read by staff first waits for them; the payment waits for it on the account of
        the customer. Nothing here may undo a payment that was taken.
        """
        self.ensure_one()
        # Whoever paid has no right but their link: the system issues.
        order_sudo = self.with_user(SUPERUSER_ID).with_company(self.company_id)
        deposit = order_sudo.caetic_stage_ids.filtered(lambda one: one._is_due_online())
        if order_sudo.state != "sale" or not deposit:
            return
        try:
            with self.env.cr.savepoint():
                order_sudo._caetic_invoice_stage(deposit)
        except UserError:
            # The entrepreneur finds the signed quote to invoice, and reads why not.
            return
        try:
            with self.env.cr.savepoint():
                deposit.move_id._caetic_submit()
        except UserError:
            # The draft is there, with what it misses: the entrepreneur goes on.
            return
