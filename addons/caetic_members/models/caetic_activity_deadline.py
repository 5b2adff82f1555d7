# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

from .caetic_deadline import PERSONAL


class CaeticActivityDeadline(models.Model):
    """Near deadlines among what waits for the entrepreneur."""

    _inherit = "caetic.activity"

    def _get_todo_sources(self):
        return [
            *super()._get_todo_sources(),
            (self._get_deadline_todo, self._sql_deadline_todo()),
        ]

    def _sql_deadline_todo(self):
        return SQL(
            """
            SELECT FROM caetic_deadline deadline
            JOIN caetic_member member ON member.id = deadline.member_id
            WHERE member.user_id = %s AND deadline.state IN ('late', 'alert')
            """,
            self.env.uid,
        )

    def _get_deadline_todo(self):
        """The reader's own clocks that speak up; a fellow member has theirs."""
        today = fields.Date.context_today(self)
        deadlines = self.env["caetic.deadline"].search(
            [
                ("member_id.user_id", "=", self.env.uid),
                ("kind", "in", PERSONAL),
                ("state", "in", ("late", "alert")),
            ]
        )
        return [
            {
                "title": self.env._(
                    "%(title)s: %(when)s",
                    title=deadline._get_title(),
                    when=deadline._get_when(today),
                ),
                "url": "/my/deadlines",
                "level": "danger" if deadline.state == "late" else "warning",
            }
            for deadline in deadlines
        ]
