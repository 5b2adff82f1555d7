# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL


class CaeticActivityProfile(models.Model):
    """The home of an activity reminds of a profile that nobody finds yet."""

    _inherit = "caetic.activity"

    def _get_todo_sources(self):
        return [
            *super()._get_todo_sources(),
            (self._get_profile_todo, self._sql_profile_todo()),
        ]

    def _sql_profile_todo(self):
        return SQL(
            """
            SELECT FROM caetic_member member
            WHERE member.user_id = %s AND NOT EXISTS (
            SELECT FROM caetic_profile profile
            WHERE profile.member_id = member.id AND profile.active AND profile.is_useful
            )
            """,
            self.env.uid,
        )

    def _get_profile_todo(self):
        profiles = self.env["caetic.profile"]
        if not profiles._portal_get_hosted():
            return []
        profile_sudo = profiles._portal_read_own().sudo()  # The user's own.
        if profile_sudo.is_useful:
            return []
        return [
            {
                "title": self.env._(
                    "Complete your profile: colleagues look for skills"
                ),
                "url": "/my/profile",
                "level": "info",
            }
        ]
