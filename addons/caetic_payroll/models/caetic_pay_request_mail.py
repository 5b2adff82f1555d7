# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from babel.dates import format_date

from odoo import fields, models

from .caetic_pay_request import STATES

TEMPLATES = {
    "approved": "caetic_payroll.mail_template_pay_approved",
    "refused": "caetic_payroll.mail_template_pay_refused",
}


class CaeticPayRequestMail(models.Model):
    """The person is told by e-mail what becomes of their request, without amounts."""

    _inherit = "caetic.pay.request"

    told_state = fields.Selection(
        STATES,
        string="Last told by e-mail",
        readonly=True,
        copy=False,
        help="Nobody is told the same twice; a new submission starts again.",
    )

    def action_submit(self):
        result = super().action_submit()
        self.told_state = False
        return result

    def action_approve(self):
        waiting = self.filtered(lambda one: one.state == "submitted")
        result = super().action_approve()
        waiting._tell("approved")
        return result

    def _refuse(self, reason):
        result = super()._refuse(reason)
        self._tell("refused")
        return result

    def _tell(self, state):
        """Put the e-mails in the outbox, for those who have an address."""
        untold = self.filtered(lambda one: one.told_state != state)
        reached = untold.filtered("member_id.email")
        # The message is the system's: coordinators have no right on the outbox.
        template_sudo = self.env.ref(TEMPLATES[state]).sudo()
        template_sudo.send_mail_batch(
            reached.ids, email_layout_xmlid="mail.mail_notification_light"
        )
        untold.told_state = state

    def _get_portal_path(self):
        """Return the path of the page of pay of the month."""
        self.ensure_one()
        return f"/my/activities/{self.activity_id.id}/pay?month={self.month}"

    def _get_month_words(self):
        """Return the month in French, as the messages are: “octobre 2026”."""
        self.ensure_one()
        return month_words(self.month)


def month_words(day):
    """Return the month of a day in French: “octobre 2026”."""
    return format_date(day, "MMMM y", locale="fr")
