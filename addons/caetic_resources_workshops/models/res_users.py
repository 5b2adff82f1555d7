# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _get_calendar_entries(self, since, until):
        """Add the bookings of the person, but for months: nobody is there all month."""
        entries = super()._get_calendar_entries(since, until)
        # Called for the person who owns the calendar: their own bookings only.
        bookings_sudo = self.env["caetic.resource.booking"].sudo()
        found_sudo = bookings_sudo.search(
            [
                ("member_id.user_id", "=", self.id),
                ("state", "in", ("confirmed", "done")),
                ("unit", "!=", "month"),
                ("stop", ">=", since),
                ("start", "<=", until),
            ]
        )
        base = self.get_base_url()
        return entries + [
            {
                "uid": f"booking-{one_sudo.id}",
                "stamp": one_sudo.write_date,
                "start": one_sudo.start,
                "end": one_sudo.stop,
                "title": one_sudo.resource_id.name,
                "place": one_sudo.resource_id.place or "",
                "description": one_sudo.words or "",
                "url": f"{base}/my/resources/bookings",
            }
            for one_sudo in found_sudo
        ]
