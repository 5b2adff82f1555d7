# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from odoo.addons.caetic_members.weekdays import WEEKDAYS

from ..engine.agenda import Span, Window, free_slots
from .caetic_interview import MODES

UTC = ZoneInfo("UTC")
# A Monday: the names of the days come from the language, not from a list of ours.
MONDAY = date(2024, 1, 1)


class CaeticAppointmentWindow(models.Model):
    """Hours of the week when an adviser receives; the person books one of them."""

    _name = "caetic.appointment.window"
    _description = "Hours of reception"
    _order = "adviser_id, weekday, hour_from, id"
    _rec_name = "adviser_id"

    adviser_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        ondelete="cascade",
    )
    weekday = fields.Selection(WEEKDAYS, string="Day", required=True, default="0")
    hour_from = fields.Float(string="From (hour)", required=True, default=9.0)
    hour_to = fields.Float(string="To (hour)", required=True, default=12.0)
    minutes = fields.Integer(
        string="Length of an appointment (min)", required=True, default=60
    )
    mode = fields.Selection(MODES, string="How", required=True, default="onsite")
    location = fields.Char(string="Place")
    link = fields.Char(string="Link of the video call")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    booking_count = fields.Integer(
        string="Bookings", readonly=True, copy=False, help="Made on the portal so far."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    _hours = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to)",
        "The hours of reception start before they end, within the day.",
    )
    _length = models.Constraint(
        "CHECK (minutes BETWEEN 10 AND 480)",
        "An appointment lasts between ten minutes and eight hours.",
    )
    _dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "The hours of reception end before they start.",
    )

    def _to_engine(self):
        return [
            Window(
                key=window.id,
                weekday=int(window.weekday),
                start=_minutes(window.hour_from),
                end=_minutes(window.hour_to),
                length=window.minutes,
                first=window.date_from or None,
                last=window.date_to or None,
            )
            for window in self
        ]

    @api.model
    def _get_free_slots_sudo(self, company, advisers):
        """Return ``{adviser: [engine.Slot]}`` of what may be booked now.

        The number of queries depends on the number of advisers, three at most for a
        person, not on their appointments.

        :param advisers: res.users
        """
        # Hours and meetings are the advisers': only that they are free comes out.
        windows_sudo = self.sudo().search(
            [("adviser_id", "in", advisers.ids), ("company_id", "=", company.id)]
        )
        now = fields.Datetime.now()
        busy = self._get_busy_sudo(company, advisers, now)
        slots = {}
        for adviser in advisers:
            own = windows_sudo.filtered(lambda one, who=adviser: one.adviser_id == who)
            slots[adviser] = free_slots(
                own._to_engine(),
                busy[adviser],
                now.replace(tzinfo=UTC),
                ZoneInfo(company.caetic_agenda_tz or "Europe/Paris"),
                company.caetic_agenda_notice,
                company.caetic_agenda_horizon,
            )
        return slots

    @api.model
    def _get_busy_sudo(self, company, advisers, now):
        """Return ``{adviser: [engine.Span]}``: meetings, leave and public holidays."""
        until = now + timedelta(days=company.caetic_agenda_horizon + 1)
        meetings_sudo = self._get_meetings_sudo(advisers, now, until)
        leaves_sudo = self._get_leaves_sudo(company, advisers, now, until)
        # As in ``_get_free_slots_sudo``.
        interviews_sudo = self.env["caetic.interview"].sudo()
        planned_sudo = interviews_sudo.search(
            [
                ("adviser_id", "in", advisers.ids),
                ("state", "=", "planned"),
                ("stop", ">", now),
            ]
        )
        busy = {}
        for adviser in advisers:
            busy[adviser] = [
                *self._get_meeting_spans(meetings_sudo, adviser),
                *(
                    _span(one.date_from, one.date_to)
                    for one in leaves_sudo
                    if not one.resource_id or one.resource_id.user_id == adviser
                ),
                *(
                    _span(one.start, one.stop)
                    for one in planned_sudo
                    if one.adviser_id == adviser
                ),
            ]
        return busy

    @api.model
    def _get_meetings_sudo(self, advisers, now, until):
        # As in ``_get_free_slots_sudo``.
        meetings_sudo = self.env["calendar.event"].sudo()
        return meetings_sudo.search(
            [
                ("partner_ids", "in", advisers.partner_id.ids),
                ("start", "<", until),
                ("stop", ">", now),
                ("show_as", "=", "busy"),
            ]
        )

    @api.model
    def _get_leaves_sudo(self, company, advisers, now, until):
        """Return leave of the advisers and holidays of the cooperative."""
        # As in ``_get_free_slots_sudo``.
        leaves_sudo = self.env["resource.calendar.leaves"].sudo()
        return leaves_sudo.search(
            [
                ("date_from", "<", until),
                ("date_to", ">", now),
                ("company_id", "in", (company.id, False)),
                "|",
                ("resource_id", "=", False),
                ("resource_id.user_id", "in", advisers.ids),
            ]
        )

    @api.model
    def _get_meeting_spans(self, meetings, adviser):
        """Return when meetings take an adviser, those they declined left out."""
        zone = ZoneInfo(self.env.company.caetic_agenda_tz or "Europe/Paris")
        for meeting in meetings:
            own = meeting.attendee_ids.filtered(
                lambda one: one.partner_id == adviser.partner_id
            )
            if not own or own[0].state == "declined":
                continue
            if meeting.allday:
                # A day off is a day of the local clock.
                start = meeting.start.replace(hour=0, minute=0, second=0, tzinfo=zone)
                stop = meeting.stop.replace(hour=0, minute=0, second=0, tzinfo=zone)
                stop += timedelta(days=1)
                yield Span(start.astimezone(UTC), stop.astimezone(UTC))
            else:
                yield _span(meeting.start, meeting.stop)

    @api.model
    def _lock_agenda_sudo(self, adviser):
        """Let one booking of an adviser through at a time.

        A row is changed, not only locked: whoever waited behind another booking gets a
        conflict when that one is saved, and Odoo runs their request again, which then
        sees the slot taken.
        """
        # The counter is the system's: whoever books may not write the hours.
        first_sudo = self.sudo().search(
            [("adviser_id", "=", adviser.id)], order="id", limit=1
        )
        first_sudo.booking_count += 1
        first_sudo.flush_recordset()


def _minutes(hour):
    """Return the minute of the day of an hour as a form gives it: 9.5 is 570."""
    return int(hour * 60 + 0.5)


def _span(start, stop):
    """Return the time between two moments of the database (UTC, naive)."""
    return Span(start.replace(tzinfo=UTC), stop.replace(tzinfo=UTC))
