# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

# What the calendar shows of an interview.
SHOWN = {
    "adviser_id",
    "link",
    "location",
    "member_id",
    "staff_ids",
    "start",
    "state",
    "stop",
}
FROM_CALENDAR = "caetic_from_calendar"
FROM_INTERVIEW = "caetic_from_interview"


class CaeticInterviewCalendar(models.Model):
    """An interview stands in the calendar of its adviser, kept in step both ways.

    The meeting is private: colleagues see that the adviser is busy. It says who and
    when, never what was said.
    """

    _inherit = "caetic.interview"

    calendar_event_id = fields.Many2one(
        "calendar.event",
        string="Meeting",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.model_create_multi
    def create(self, vals_list):
        interviews = super().create(vals_list)
        interviews.filtered(lambda one: one.state == "planned")._show_sudo()
        return interviews

    def write(self, vals):
        result = super().write(vals)
        if SHOWN & set(vals) and not self.env.context.get(FROM_CALENDAR):
            self._show_sudo()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_meetings(self):
        self._hide_sudo()

    def _show_sudo(self):
        """Make the meetings what the interviews say.

        An interview that was held keeps its meeting where it stood.
        """
        # A private meeting is its adviser's: whoever plans for them may not write it.
        for interview_sudo in self.sudo():
            meeting_sudo = interview_sudo._quiet(interview_sudo.calendar_event_id)
            if interview_sudo.state == "cancelled":
                meeting_sudo.active = False
            elif interview_sudo.state == "planned" and meeting_sudo:
                values = interview_sudo._prepare_meeting()
                meeting_sudo.write({**values, "active": True})
            elif interview_sudo.state == "planned":
                interview_sudo._create_meeting()

    def _create_meeting(self):
        meeting = self._quiet(self.env["calendar.event"]).create(
            self._prepare_meeting()
        )
        # Both agreed when the appointment was made.
        meeting.attendee_ids.write({"state": "accepted"})
        self.calendar_event_id = meeting.id

    def _prepare_meeting(self):
        self.ensure_one()
        people = self.adviser_id | self.staff_ids
        partners = people.partner_id | self.member_id.partner_id
        alarm = self.env.ref(
            "caetic_workshops.calendar_alarm_interview", raise_if_not_found=False
        )
        return {
            "name": self._get_meeting_name(),
            "start": self.start,
            "stop": self.stop,
            "user_id": self.adviser_id.id,
            "partner_ids": [fields.Command.set(partners.ids)],
            "privacy": "private",
            "location": self.location or False,
            "videocall_location": self.link or False,
            "description": False,
            "alarm_ids": [fields.Command.set(alarm.ids if alarm else [])],
        }

    def _get_meeting_name(self):
        """Return what stands in the calendar: a name, no subject."""
        self.ensure_one()
        words = self.with_context(lang=self.adviser_id.lang)
        return words.env._("Appointment: %(name)s", name=self.member_id.name)

    def _get_calendar_entry(self, user):
        """Return the interview as an entry of a person's private calendar.

        :param user: res.users whose calendar it is; it says with whom, not about what
        """
        self.ensure_one()
        is_person = self.member_id.user_id == user
        other = self.adviser_id.name if is_person else self.member_id.name
        page = "/my/appointments" if is_person else "/odoo/caetic-interviews"
        return {
            "uid": f"caetic-interview-{self.id}",
            "start": self.start,
            "end": self.stop,
            "title": self.env._("Appointment with %(name)s", name=other),
            "place": self.location or "",
            "description": self.link or "",
            "url": f"{self.get_base_url()}{page}/{self.id}",
            "stamp": self.write_date,
        }

    def _hide_sudo(self):
        """Delete the meetings of interviews."""
        # The meeting names the person: it goes with the interview, whoever deletes it.
        meetings_sudo = self.sudo().calendar_event_id
        self._quiet(meetings_sudo).unlink()

    @api.model
    def _quiet(self, meetings):
        """Return meetings whose changes neither come back here nor send Odoo's mails.

        Ours say the same in three lines, with the same file for the calendar.
        """
        return meetings.with_context(
            **{FROM_INTERVIEW: True},
            no_mail_to_attendees=True,
            skip_contact_description=True,
            skip_attendee_notification=True,
            mail_create_nolog=True,
            mail_notrack=True,
            mail_create_nosubscribe=True,
        )
