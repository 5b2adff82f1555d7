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
        return entries + [one_sudo._get_calendar_entry() for one_sudo in found_sudo]
