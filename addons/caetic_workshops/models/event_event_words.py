# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import pytz

from odoo import models
from odoo.tools import format_date, format_time
from odoo.tools.date_utils import float_to_time

LONG = "EEEE d MMMM y"


class EventEventWords(models.Model):
    """A session in words: its days, hours and place, in the reader's language."""

    _inherit = "event.event"

    def _caetic_get_half_days(self):
        """Return the half-days, in order: ``date``, ``half``, ``hours`` in words."""
        self.ensure_one()
        return [
            {
                "day": slot.date,
                "date": format_date(self.env, slot.date, date_format=LONG),
                "half": slot.caetic_half,
                "hours": self._caetic_get_hours(slot.start_hour, slot.end_hour),
            }
            for slot in self.event_slot_ids.sorted("start_datetime")
        ]

    def _caetic_get_hours(self, start, end):
        """Return two local hours in words."""
        words = [
            format_time(self.env, float_to_time(hour), time_format="short")
            for hour in (start, end)
        ]
        return self.env._("%(start)s to %(end)s", start=words[0], end=words[1])

    def _caetic_get_when(self):
        """Return the first day and hour, local, and how many half-days follow."""
        self.ensure_one()
        zone = pytz.timezone(self.date_tz or "Europe/Paris")
        begin = pytz.utc.localize(self.date_begin).astimezone(zone)
        day = format_date(self.env, begin.date(), date_format=LONG)
        hour = format_time(self.env, begin.time(), time_format="short")
        return self.env._("%(day)s, %(hour)s", day=day, hour=hour)

    def _caetic_get_place(self):
        """Return the town, else the name of the place, or that it is a video call."""
        self.ensure_one()
        if self.address_id:
            return self.address_id.city or self.address_id.name
        return self.env._("Online")

    def _caetic_get_address(self):
        """Return where to go, on one line: nothing for a video call."""
        self.ensure_one()
        if not self.address_id:
            return ""
        lines = [self.address_id.name, self.address_id.street]
        town = " ".join(filter(None, [self.address_id.zip, self.address_id.city]))
        return ", ".join(dict.fromkeys(one for one in [*lines, town] if one))

    def _caetic_get_entries(self):
        """Return the half-days of sessions as entries of a calendar.

        :returns: dicts of ``uid``, ``start`` and ``end`` (naive UTC), ``title``,
            ``place``, ``description``, ``url`` and ``stamp`` (naive UTC)
        """
        base = self.env["event.event"].get_base_url()
        entries = []
        for event in self:
            place = event._caetic_get_address() or event.caetic_link or ""
            entries += [
                {
                    "uid": f"caetic-slot-{slot.id}",
                    "start": slot.start_datetime,
                    "end": slot.end_datetime,
                    "title": event.name,
                    "place": place,
                    "description": event.caetic_link or "",
                    "url": f"{base}/my/workshops/{event.id}",
                    "stamp": max(slot.write_date, event.write_date),
                }
                for slot in event.event_slot_ids
            ]
        return entries
