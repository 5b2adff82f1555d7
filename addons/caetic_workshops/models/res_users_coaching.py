# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ResUsersCoaching(models.Model):
    """The private calendar of a person has their interviews as well."""

    _inherit = "res.users"

    def _get_calendar_entries(self, since, until):
        # Called for the person who owns the calendar: their own interviews only.
        interviews_sudo = self.env["caetic.interview"].sudo()
        found_sudo = interviews_sudo.search(
            [
                ("state", "=", "planned"),
                ("start", "<=", until),
                ("stop", ">=", since),
                "|",
                ("member_id.user_id", "=", self.id),
                "|",
                ("adviser_id", "=", self.id),
                ("staff_ids", "in", self.ids),
            ]
        )
        return [
            *super()._get_calendar_entries(since, until),
            *(one_sudo._get_calendar_entry(self) for one_sudo in found_sudo),
        ]
