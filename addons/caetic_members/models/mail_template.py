# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def send_mail_batch(
        self,
        res_ids,
        force_send=False,
        raise_exception=False,
        email_values=None,
        email_layout_xmlid=False,
    ):
        """Let what is queued leave once it is committed."""
        mails = super().send_mail_batch(
            res_ids,
            force_send=force_send,
            raise_exception=raise_exception,
            email_values=email_values,
            email_layout_xmlid=email_layout_xmlid,
        )
        if mails and not force_send:
            self._caetic_wake_queue()
        return mails

    @api.model
    def _caetic_wake_queue(self):
        """Wake the job that empties the queue of e-mails, once in a transaction.

        Odoo wakes it once an hour: a person who waits for a seat, or a customer for an
        invoice, would wait as long.
        """
        hooks = self.env.cr.precommit
        if not hooks.data.get("caetic_mail_queue"):
            hooks.data["caetic_mail_queue"] = True
            queue = self.env.ref("mail.ir_cron_mail_scheduler_action")
            hooks.add(queue._trigger)
