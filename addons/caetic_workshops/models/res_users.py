# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import pytz
import vobject

from odoo import fields, models

MONTHS_BACK, MONTHS_AHEAD = 12, 24
HOLDING = ("open", "done")


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_calendar_entries(self, since, until):
        """Return what the person has to come to between two moments; to extend.

        :param since: naive UTC
        :param until: naive UTC
        :returns: list of dicts, see ``event.event._caetic_get_entries``
        """
        self.ensure_one()
        # Called for the person who owns the calendar: their own sessions only.
        events_sudo = self.env["event.event"].sudo()
        partner = self.partner_id
        coming = [("partner_id", "=", partner.id), ("state", "in", HOLDING)]
        sessions_sudo = events_sudo.search(
            [
                ("caetic_module_id", "!=", False),
                ("kanban_state", "!=", "cancel"),
                ("date_end", ">=", since),
                ("date_begin", "<=", until),
                "|",
                ("registration_ids", "any", coming),
                ("caetic_facilitator_ids.partner_id", "=", partner.id),
            ]
        )
        return sessions_sudo._caetic_get_entries()

    def _get_calendar_file(self):
        """Return the person's calendar (RFC 5545), bytes, moments in UTC."""
        self.ensure_one()
        now = fields.Datetime.now()
        entries = self._get_calendar_entries(
            fields.Datetime.subtract(now, months=MONTHS_BACK),
            fields.Datetime.add(now, months=MONTHS_AHEAD),
        )
        calendar = vobject.iCalendar()
        calendar.add("prodid").value = "-//CAETIC//Workshops//FR"
        # Names that clients give to the calendar; they read it again every hour.
        calendar.add("x-wr-calname").value = self.env._("Cooperative")
        calendar.add("x-published-ttl").value = "PT1H"
        for entry in sorted(entries, key=lambda one: (one["start"], one["uid"])):
            self._add_entry(calendar, entry)
        return calendar.serialize().encode()

    def _add_entry(self, calendar, entry):
        event = calendar.add("vevent")
        event.add("uid").value = f"{entry['uid']}@{self.env.cr.dbname}"
        for name, key in (("dtstamp", "stamp"), ("dtstart", "start"), ("dtend", "end")):
            # Moments are told in UTC: each client shows them in summer or winter time.
            moment = entry[key].replace(microsecond=0)
            event.add(name).value = pytz.utc.localize(moment)
        for name, key in (
            ("summary", "title"),
            ("location", "place"),
            ("description", "description"),
            ("url", "url"),
        ):
            if entry.get(key):
                event.add(name).value = entry[key]
