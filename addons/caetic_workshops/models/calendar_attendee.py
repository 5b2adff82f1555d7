# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CalendarAttendee(models.Model):
    """Words of the reminder of an appointment."""

    _inherit = "calendar.attendee"

    def _get_caetic_when(self):
        """Return the moment in French, as the reminder is."""
        self.ensure_one()
        # The reminder is the system's: it says to each side when they meet.
        meeting_sudo = self.event_id.sudo()
        interview_sudo = meeting_sudo.caetic_interview_ids[:1]
        return interview_sudo._get_when_words() if interview_sudo else ""

    def _get_caetic_path(self):
        """Return where this reader finds the appointment."""
        self.ensure_one()
        meeting_sudo = self.event_id.sudo()  # As above.
        interview_sudo = meeting_sudo.caetic_interview_ids[:1]
        reader_sudo = interview_sudo.with_context(caetic_reader=self.partner_id.id)
        return reader_sudo._get_mail_path() if interview_sudo else "/my"
