# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CalendarAttendee(models.Model):
    """Words of the reminder of an appointment."""

    _inherit = "calendar.attendee"

    def _get_caetic_interview_sudo(self):
        """Return the appointment as this reader is told of it, or none."""
        self.ensure_one()
        # The reminder is the system's: it says to each side when they meet.
        meeting_sudo = self.event_id.sudo()
        return meeting_sudo.caetic_interview_ids[:1].with_context(
            caetic_reader=self.partner_id.id
        )

    def _get_caetic_when(self):
        """Return the moment in French, as the reminder is."""
        interview_sudo = self._get_caetic_interview_sudo()
        return interview_sudo._get_when_words() if interview_sudo else ""

    def _get_caetic_other(self):
        """Return the name of the other side."""
        interview_sudo = self._get_caetic_interview_sudo()
        return interview_sudo._get_other_name() if interview_sudo else ""

    def _get_caetic_path(self):
        """Return where this reader finds the appointment."""
        interview_sudo = self._get_caetic_interview_sudo()
        return interview_sudo._get_mail_path() if interview_sudo else "/my"
