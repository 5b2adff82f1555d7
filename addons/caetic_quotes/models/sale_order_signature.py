# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SaleOrder(models.Model):
    """What the customer does on Odoo's own portal: sign, pay, refuse."""

    _inherit = "sale.order"

    def _has_to_be_signed(self):
        """A quote of an activity is signed once it has been approved."""
        return super()._has_to_be_signed() and self._caetic_is_open()

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and self._caetic_is_open()

    def _caetic_is_open(self):
        self.ensure_one()
        return not self.caetic_activity_id or self.state != "draft"

    def _confirmation_error_message(self):
        message = super()._confirmation_error_message()
        if not message and not self._caetic_is_open():
            return self.env._("The quote has to be approved first.")
        return message

    def _get_edi_builders(self):
        """No advertisement for other software beside a quote."""
        self.ensure_one()
        return [] if self.caetic_activity_id else super()._get_edi_builders()

    def _get_access_action(self, access_uid=None, force_website=False):
        """Write nothing for a visitor: who they are is asked first.

        Odoo draws the secret link of any document that is named to ``/mail/view``.
        """
        public = self.env.user._is_public() and not (access_uid or force_website)
        if self.caetic_activity_id and public:
            return {
                "type": "ir.actions.act_url",
                "url": self.access_url,
                "target": "self",
                "res_id": self.id,
            }
        return super()._get_access_action(access_uid, force_website)

    # -- mails ------------------------------------------------------------------------

    def _get_confirmation_template(self):
        self.ensure_one()
        if self.caetic_activity_id:
            return self.env.ref("caetic_quotes.mail_template_quote_confirmed")
        return super()._get_confirmation_template()

    def _find_mail_template(self):
        self.ensure_one()
        if self.caetic_activity_id and self.state != "sale":
            return self.env.ref("caetic_quotes.mail_template_quote")
        return super()._find_mail_template()

    def _send_order_notification_mail(self, mail_template, allow_deferred_sending=True):
        """Queue the mails of activities: no customer waits for a mail server."""
        if not self.caetic_activity_id or not mail_template:
            return super()._send_order_notification_mail(
                mail_template, allow_deferred_sending
            )
        return mail_template.send_mail(self.id)

    def _caetic_mail_customer(self):
        """E-mail the quote to its customer, with its link and its PDF."""
        self.ensure_one()
        template = self.env.ref("caetic_quotes.mail_template_quote")
        template.send_mail(self.id)
        self.caetic_date_sent = fields.Datetime.now()

    def _action_confirm(self):
        """Tell the entrepreneurs and the adviser that the customer has signed."""
        result = super()._action_confirm()
        for order in self.filtered("caetic_activity_id"):
            order._caetic_tell_signed()
        return result

    def _caetic_tell_signed(self):
        self.ensure_one()
        # A customer without an account signs: the system tells.
        order_sudo = self.sudo()
        order_sudo._caetic_tell("caetic_quotes.mail_template_quote_signed")
        # Its adviser is named by the activity, which customers may not read.
        adviser = order_sudo.caetic_activity_id.adviser_id
        if adviser:
            # The mail above says it: Odoo's own would say it twice.
            quiet = order_sudo.with_context(
                lang=adviser.lang, mail_activity_quick_update=True
            )
            quiet.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=adviser.id,
                summary=quiet.env._("Signed quote: see what is invoiced when"),
            )

    def _caetic_tell_refused(self, reason):
        """The customer says no: keep the reason and tell who wrote the quote."""
        self.ensure_one()
        self.write({"caetic_outcome": "lost", "caetic_lost_reason": reason})
        self._caetic_tell("caetic_quotes.mail_template_quote_refused")

    def _caetic_tell(self, template):
        """Mail the members of the activity and its adviser."""
        self.env.ref(template).send_mail(self.id)

    def _caetic_get_told(self):
        """Identifiers of the contacts to tell, as a mail template wants them."""
        self.ensure_one()
        # Members and advisers are not the customer's to read.
        activity_sudo = self.caetic_activity_id.sudo()
        users = activity_sudo.member_ids.user_id | activity_sudo.adviser_id
        return ",".join(map(str, users.partner_id.ids))
