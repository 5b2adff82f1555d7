# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

TEMPLATE = "caetic_invoicing.mail_template_customer_comment"


class AccountMove(models.Model):
    """The members are told what a customer writes on an invoice."""

    _inherit = "account.move"

    def _message_post_after_hook(self, new_message, message_values):
        result = super()._message_post_after_hook(new_message, message_values)
        if len(self) == 1 and self.caetic_activity_id:
            comments = self.env["caetic.customer.comment"]
            comments._tell_sudo(self, new_message, TEMPLATE)
        return result

    def _portal_get_comments(self):
        """Return what customers wrote: ``[{date, author, text}]``, last first."""
        self.ensure_one()
        return self.env["caetic.customer.comment"]._get_sudo(self)
