# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .. import engine


class AccountMove(models.Model):
    """What became of the e-mail of a document: leaving, sent, failed, opened."""

    _inherit = "account.move"

    caetic_sending_state = fields.Selection(
        [
            ("to_send", "Leaving"),
            ("sent", "Sent"),
            ("failed", "Not delivered"),
            ("opened", "Read by the customer"),
        ],
        string="E-mail",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    caetic_sending_error = fields.Char(
        string="Why it was not delivered", readonly=True, copy=False
    )
    caetic_date_opened = fields.Datetime(
        string="Read online on", readonly=True, copy=False
    )
    caetic_sent_message_id = fields.Many2one(
        "mail.message",
        string="Last e-mail",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )

    def _caetic_plan_sending(self):
        result = super()._caetic_plan_sending()
        planned = self.filtered("sending_data")
        planned.write({"caetic_sending_state": "to_send"})
        return result

    def _caetic_note_sent(self):
        """Remember the e-mail that has just been posted, and how it goes."""
        self.ensure_one()
        # The sender may be a portal user, who reads no e-mail of others.
        move_sudo = self.sudo()
        messages_sudo = move_sudo._caetic_get_sent_messages()
        move_sudo.caetic_sent_message_id = messages_sudo[:1]
        move_sudo._caetic_follow_sending()

    def _caetic_get_sent_messages(self):
        """E-mails by which the document left, the last one first."""
        self.ensure_one()
        return self.env["mail.message"].search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "=", "comment"),
                ("notification_ids.notification_type", "=", "email"),
            ],
            order="id desc",
        )

    def _caetic_follow_sending(self):
        """Say again what became of the last e-mail of each document."""
        for move in self.filtered("caetic_sent_message_id"):
            sent = move.caetic_sent_message_id.notification_ids.filtered(
                lambda one: one.notification_type == "email"
            )
            move._caetic_set_sending(sent)

    def _caetic_set_sending(self, sent):
        """Write what the recipients' mail servers answered."""
        statuses = sent.mapped("notification_status")
        state = engine.sending_state(statuses, bool(self.caetic_date_opened))
        error = self._caetic_get_failure(sent) if state == "failed" else False
        self.write({"caetic_sending_state": state, "caetic_sending_error": error})

    def _caetic_set_unsent(self, error):
        """Write why the document could not even leave."""
        self.write({"caetic_sending_state": "failed", "caetic_sending_error": error})

    def _caetic_get_failure(self, notifications):
        """Say why an e-mail was not delivered, in a sentence."""
        failed = notifications.filtered(
            lambda one: one.notification_status in engine.FAILURES
        )[:1]
        if failed.notification_status == "bounce":
            return self.env._(
                "The address %(email)s does not receive e-mails: check it.",
                email=failed.res_partner_id.email or "",
            )
        wrong = ("mail_email_invalid", "mail_email_missing")
        if failed.failure_type in wrong:
            return self.env._("The customer's e-mail address is missing or wrong.")
        return self.env._("The e-mail could not leave; the cooperative has been told.")

    def _caetic_note_opened(self):
        """The customer read the document through their own link."""
        self.ensure_one()
        if self.caetic_date_opened:
            return
        values = {"caetic_date_opened": fields.Datetime.now()}
        if self.caetic_sending_state:
            values |= {"caetic_sending_state": "opened", "caetic_sending_error": False}
        self.write(values)

    def _portal_get_sent(self):
        """Return the copies sent: ``[{date, to, state}]``, the last one first."""
        self.ensure_one()
        labels = dict(
            self._fields["caetic_sending_state"]._description_selection(self.env)
        )
        copies = []
        for message in self._caetic_get_sent_messages():
            sent = message.notification_ids
            state = engine.sending_state(sent.mapped("notification_status"))
            emails = [email for email in sent.res_partner_id.mapped("email") if email]
            copies.append(
                {
                    "date": message.date,
                    "to": ", ".join(emails),
                    "state": labels[state],
                    "failed": state == "failed",
                }
            )
        return copies
