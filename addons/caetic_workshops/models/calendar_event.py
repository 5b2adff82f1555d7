# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .caetic_interview_calendar import FROM_CALENDAR, FROM_INTERVIEW

MOVES = {"active", "location", "start", "stop", "start_date", "stop_date", "user_id"}


class CalendarEvent(models.Model):
    """A meeting moved or cancelled in the calendar moves its interview."""

    _inherit = "calendar.event"

    caetic_interview_ids = fields.One2many(
        "caetic.interview",
        "calendar_event_id",
        string="Interview",
        groups="caetic_members.caetic_members_group_adviser,caetic_members.caetic_members_group_coordinator",
    )

    def write(self, vals):
        names = set(vals)
        linked_sudo = self._get_linked_interviews_sudo()
        if not linked_sudo:
            return super().write(vals)
        if "privacy" in names:
            vals = {**vals, "privacy": "private"}
        # Our message about the new hour replaces Odoo's.
        quiet = self.with_context(no_mail_to_attendees=True)
        result = super(CalendarEvent, quiet).write(vals)
        if names & MOVES:
            linked_sudo._follow_meetings()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_cancel_interviews(self):
        linked_sudo = self._get_linked_interviews_sudo()
        if linked_sudo:
            linked_sudo._cancel(self.env._("Taken out of the calendar."))

    def _get_linked_interviews_sudo(self):
        """Return the planned interviews of these meetings."""
        interviews = self.env["caetic.interview"]
        if self.env.context.get(FROM_INTERVIEW):
            return interviews
        # Whoever may write a private meeting is its adviser: the interview follows.
        return (
            interviews.sudo()
            .search([("calendar_event_id", "in", self.ids), ("state", "=", "planned")])
            .with_context(**{FROM_CALENDAR: True})
        )
