# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from babel.dates import format_datetime

from odoo import api, models

WHEN = "EEEE d MMMM, HH:mm"
TEMPLATE = "caetic_workshops.mail_template_interview_{}"


class CaeticInterviewMail(models.Model):
    """Both sides are told: planned, moved, cancelled; the file goes into any calendar.

    An adviser needs no message about what they did themselves.
    """

    _inherit = "caetic.interview"

    @api.model_create_multi
    def create(self, vals_list):
        interviews = super().create(vals_list)
        interviews.filtered(lambda one: one.state == "planned")._tell("planned")
        return interviews

    def write(self, vals):
        before = {one.id: (one.state, one.start, one.adviser_id) for one in self}
        result = super().write(vals)
        for interview in self:
            state, start, adviser = before[interview.id]
            if interview.state == "planned" and state != "planned":
                interview._tell("planned")
            elif interview.state == "cancelled" and state == "planned":
                interview._tell("cancelled")
            elif interview.state == "planned" and (
                start != interview.start or adviser != interview.adviser_id
            ):
                interview._tell("moved")
        return result

    def _tell(self, what):
        """Put the messages in the outbox.

        :param str what: ``planned``, ``moved`` or ``cancelled``
        """
        # The message is the system's; its readers are the two people it names.
        for interview_sudo in self.sudo():
            if not interview_sudo._is_to_come():
                continue
            partners = interview_sudo.adviser_id.partner_id
            partners -= self.env.user.partner_id
            partners |= interview_sudo.member_id.partner_id
            interview_sudo._send_sudo(what, partners.filtered("email"))

    def _is_to_come(self):
        self.ensure_one()
        return bool(self.start) and self.start > self.env.cr.now()

    def _send_sudo(self, what, partners):
        template_sudo = self.env.ref(TEMPLATE.format(what)).sudo()  # As above.
        files = self._make_invitation_sudo() if what != "cancelled" else []
        for partner in partners:
            template_sudo.with_context(caetic_reader=partner.id).send_mail(
                self.id,
                email_values={
                    "recipient_ids": [(6, 0, partner.ids)],
                    "attachment_ids": [(6, 0, files)],
                },
                email_layout_xmlid="mail.mail_notification_light",
            )

    def _make_invitation_sudo(self):
        """Return the number of Odoo's own file for calendars (.ics), in a list."""
        # The private meeting is its adviser's; the file says when, where and with whom.
        meeting_sudo = self.sudo().calendar_event_id
        content = meeting_sudo._get_ics_file().get(meeting_sudo.id)
        if not content:
            return []
        attachments_sudo = self.env["ir.attachment"].sudo()  # As above.
        return attachments_sudo.create(
            {
                "name": "rendez-vous.ics",
                "raw": content,
                "mimetype": "text/calendar",
                "res_model": "mail.compose.message",
                "res_id": 0,
            }
        ).ids

    def _tell_next(self):
        """Propose the next interview to those who can book it themselves."""
        # As in ``_tell``.
        template_sudo = self.env.ref(TEMPLATE.format("next")).sudo()
        for interview_sudo in self.sudo():
            member_sudo = interview_sudo.member_id
            can_book = member_sudo.user_id and member_sudo.email
            if can_book and interview_sudo.next_date and not member_sudo._get_planned():
                template_sudo.send_mail(
                    interview_sudo.id,
                    email_layout_xmlid="mail.mail_notification_light",
                )

    # -- words of the messages, in French as they are ----------------------------------

    def _get_reader(self):
        """Return the contact who reads the message."""
        reader = self.env.context.get("caetic_reader")
        return self.env["res.partner"].browse(reader)

    def _get_other_name(self):
        """Return the name of the other side of the appointment."""
        self.ensure_one()
        is_person = self._get_reader() == self.member_id.partner_id
        return self.adviser_id.name if is_person else self.member_id.name

    def _get_when_words(self):
        """Return the moment in French, as the messages are."""
        self.ensure_one()
        if not self.start:
            return self._fr_date(self.date)
        local = self._to_local(self.start)
        return format_datetime(local, WHEN, tzinfo=local.tzinfo, locale="fr")

    def _get_where_words(self):
        """Return where or how in French, as the messages are."""
        self.ensure_one()
        words = self.with_context(lang="fr_FR")._get_mode_words().lower()
        if self.mode == "onsite":
            return self.location or words
        return f"{words} ({self.link})" if self.mode == "video" and self.link else words

    def _get_mail_path(self):
        """Return where the reader finds the appointment."""
        self.ensure_one()
        if self._get_reader() == self.member_id.partner_id:
            return "/my/appointments"
        return f"/odoo/caetic-interviews/{self.id}"
