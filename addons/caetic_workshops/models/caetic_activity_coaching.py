# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL, format_date


class CaeticActivityCoaching(models.Model):
    """The home of an activity shows the reader's own late tasks and open grids."""

    _inherit = "caetic.activity"

    def _get_todo_sources(self):
        return [
            *super()._get_todo_sources(),
            (self._get_task_todo, self._sql_task_todo()),
            (self._get_grid_todo, self._sql_grid_todo()),
        ]

    def _sql_task_todo(self):
        return SQL(
            """
            SELECT FROM caetic_plan_task
            WHERE partner_id = %s AND state = 'todo'
            """,
            self.env.user.partner_id.id,
        )

    def _sql_grid_todo(self):
        return SQL(
            """
            SELECT FROM caetic_member member
            JOIN caetic_competence_grid grid ON grid.member_id = member.id
            WHERE member.user_id = %s AND grid.state = 'todo'
            """,
            self.env.uid,
        )

    def _get_task_todo(self):
        today = fields.Date.context_today(self)
        tasks = self.env["caetic.plan.task"].search(
            [
                ("partner_id", "=", self.env.user.partner_id.id),
                ("state", "=", "todo"),
                ("date_due", "<=", fields.Date.add(today, days=7)),
            ]
        )
        return [
            {
                "title": self.env._(
                    "%(task)s, by %(date)s",
                    task=task.name,
                    date=format_date(self.env, task.date_due, date_format="d MMMM"),
                ),
                "url": "/my/appointments#caetic_tasks",
                "level": "danger" if task.date_due < today else "warning",
            }
            for task in tasks
        ]

    def _get_grid_todo(self):
        today = fields.Date.context_today(self)
        grids = self.env["caetic.competence.grid"].search(
            [("member_id.user_id", "=", self.env.uid), ("state", "=", "todo")]
        )
        return [
            {
                "title": self.env._("Assess your competences"),
                "url": f"/my/competences/{grid.id}",
                "level": "danger" if grid.date_due < today else "warning",
            }
            for grid in grids
        ]
