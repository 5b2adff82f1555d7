# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, models
from odoo.tools import html2plaintext

COMMENTS = ("comment", "email")
LIMIT = 20


class CaeticCustomerComment(models.AbstractModel):
    """What customers write on their page of a quote or an invoice.

    The members of the activity read it by e-mail and on their own page of the
    document; nobody else of the cooperative is written to.
    """

    _name = "caetic.customer.comment"
    _description = "Comments of customers"

    @api.model
    def _tell_sudo(self, document, message, template):
        """Mail a customer's comment to the members, except to who wrote it.

        :param document: of an activity, a thread
        :param message: mail.message just posted on it
        :param template: xml id of the mail, which has ``caetic_comment``
        """
        # Who writes is no user at all, or has no right but on their own document.
        document_sudo = document.sudo()
        # The same for the message, which its author may not read back.
        message_sudo = message.sudo()
        is_news = self._is_of_customer(document_sudo, message_sudo)
        if self._is_told_elsewhere() or not is_news:
            return
        users = document_sudo.caetic_activity_id.member_ids.user_id
        told = users.filtered("active").partner_id - message_sudo.author_id
        if told.filtered("email"):
            # The cooperative writes, whoever brings it to do so.
            template_sudo = self.env.ref(template).sudo()
            template_sudo.with_context(
                caetic_comment=self._prepare_comment(message_sudo)
            ).send_mail(
                document_sudo.id,
                email_values={"recipient_ids": [Command.set(told.ids)]},
            )

    def _is_told_elsewhere(self):
        """Tell whether the act that wrote the comment has a mail of its own."""
        return bool(self.env.context.get("caetic_told"))

    def _is_of_customer(self, document, message):
        """Tell whether somebody outside the cooperative wrote a comment to it."""
        public = self.env.ref("mail.mt_comment")
        if message.message_type not in COMMENTS or message.subtype_id != public:
            return False
        activity, author = document.caetic_activity_id, message.author_id
        users = author.with_context(active_test=False).user_ids
        inside = activity.member_ids.partner_id | activity.member_ids.user_id.partner_id
        is_staff = any(user._is_internal() for user in users)
        return bool(activity) and not is_staff and author not in inside

    @api.model
    def _get_sudo(self, document):
        """Return the comments of customers: ``[{date, author, text}]``, last first."""
        # The caller has checked that the document is the reader's.
        messages_sudo = self.env["mail.message"].sudo()
        found_sudo = messages_sudo.search(
            [
                ("model", "=", document._name),
                ("res_id", "=", document.id),
                ("message_type", "in", COMMENTS),
                ("subtype_id", "=", self.env.ref("mail.mt_comment").id),
                ("is_internal", "=", False),
            ],
            order="id desc",
            limit=LIMIT,
        )
        # Whether somebody is of the staff is read from users, which members may not.
        owned_sudo = document.sudo()
        return [
            {"date": message.date, **self._prepare_comment(message)}
            for message in found_sudo
            if self._is_of_customer(owned_sudo, message)
        ]

    def _prepare_comment(self, message):
        return {
            "author": message.author_id.name or "",
            "text": html2plaintext(message.body or "").strip(),
        }
