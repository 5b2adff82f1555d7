# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL, format_date

SOON_DAYS = 7
SHOWN = 5
# Characters of a name: the page of the project says the rest.
LONGEST = 60


def shorten(name):
    """Return a name that leaves room for the others of a list."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


class CaeticActivity(models.Model):
    """The home of an activity tells what its person does in joint projects."""

    _inherit = "caetic.activity"

    def _get_todo_sources(self):
        return [
            *super()._get_todo_sources(),
            (self._get_joint_todo, self._sql_joint_todo()),
        ]

    def _sql_joint_todo(self):
        return SQL(
            """
            SELECT FROM caetic_profile profile
            JOIN project_task task ON task.caetic_profile_id = profile.id
            WHERE profile.partner_id = %s AND task.state NOT IN ('1_done', '1_canceled')
            """,
            self.env.user.partner_id.id,
        )

    def _get_joint_todo(self):
        """Return the user's own tasks: those due within days, and those without one.

        The first due first; beyond some of them, how many others there are.
        """
        tasks_sudo = self.env["project.task"]._portal_joint_mine_sudo(SOON_DAYS)
        rows = [self._prepare_joint_todo(task_sudo) for task_sudo in tasks_sudo[:SHOWN]]
        others = len(tasks_sudo) - len(rows)
        if others:
            rows.append(
                {
                    "title": self.env._("Other tasks of joint projects: %s", others),
                    "url": "/my/joint-projects",
                    "level": "info",
                }
            )
        return rows

    def _prepare_joint_todo(self, task_sudo):
        due = task_sudo._get_due_day()
        title = self.env._(
            "%(task)s (%(project)s)",
            task=shorten(task_sudo.name),
            project=shorten(task_sudo.project_id.name),
        )
        if due:
            title = self.env._(
                "%(task)s, by %(date)s",
                task=title,
                date=format_date(self.env, due, date_format="d MMMM"),
            )
        late = due and due < fields.Date.context_today(self)
        return {
            "title": title,
            "url": f"/my/joint-projects/{task_sudo.project_id.id}#caetic_tasks",
            "level": "danger" if late else "warning" if due else "info",
        }
