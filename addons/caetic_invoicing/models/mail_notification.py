# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class MailNotification(models.Model):
    """What becomes of an e-mail is told to the document that it carried."""

    _inherit = "mail.notification"

    @api.model_create_multi
    def create(self, vals_list):
        notifications = super().create(vals_list)
        notifications._caetic_tell_documents_sudo()
        return notifications

    def write(self, vals):
        result = super().write(vals)
        if "notification_status" in vals:
            self._caetic_tell_documents_sudo()
        return result

    def _caetic_tell_documents_sudo(self):
        # The state of an e-mail is written by the mail server's job.
        messages_sudo = self.sudo().mail_message_id
        if "account.move" not in messages_sudo.mapped("model"):
            return
        # Same job: it has no right on the documents that it carries.
        moves_sudo = self.env["account.move"].sudo()
        moves_sudo.search(
            [("caetic_sent_message_id", "in", messages_sudo.ids)]
        )._caetic_follow_sending()
