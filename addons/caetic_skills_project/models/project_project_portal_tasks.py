# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, time

from odoo import api, models
from odoo.exceptions import AccessError

from ..engine import read_task

DONE = "1_done"
AGAIN = "01_in_progress"
ACTS = ("take", "leave", "done", "undo", "delete")
# A day is kept as its noon: the same day in Paris and in Cayenne.
NOON = time(12)


class ProjectProjectPortalTasks(models.Model):
    """Tasks of a joint project, on the portal."""

    _inherit = "project.project"

    def _portal_joint_tasks(self, place_sudo):
        """Return the tasks: to do first, by day; those done last."""
        self.ensure_one()
        own = place_sudo.profile_id
        tasks_sudo = self.tasks.sorted(
            lambda one: (
                one.is_closed,
                not one.date_deadline,
                one.date_deadline or one.create_date,
                one.id,
            )
        )
        return [
            {
                "id": one.id,
                "name": one.name,
                "who": one.caetic_profile_id.name or "",
                "is_mine": one.caetic_profile_id == own,
                "is_done": one.is_closed,
                "due": one._get_due_day(),
                "is_late": one._is_late(),
                "acts": one._get_joint_acts(place_sudo),
            }
            for one in tasks_sudo
        ]

    @api.model
    def _portal_joint_add_task(self, number, raw):
        """Add a task; return issues by field."""
        project_sudo = self._portal_joint_open_sudo(number)
        people_sudo = project_sudo.caetic_place_ids.profile_id
        values, issues = read_task(raw, set(people_sudo.ids))
        if not issues:
            due = values["due"]
            tasks_sudo = project_sudo.tasks.with_context(mail_create_nosubscribe=True)
            tasks_sudo.create(
                {
                    "project_id": project_sudo.id,
                    "name": values["name"],
                    "caetic_profile_id": values["who"] or False,
                    "date_deadline": due and datetime.combine(due, NOON),
                    "user_ids": False,
                }
            )
        return issues

    @api.model
    def _portal_joint_move_task(self, number, task_id, act):
        """Take, leave, finish, take up again or delete a task.

        :raises AccessError: for a task, or an act, that is not the user's
        """
        project_sudo = self._portal_joint_open_sudo(number)
        place_sudo = project_sudo._portal_joint_place_sudo()
        task_sudo = project_sudo.tasks.filtered(lambda one: one.id == task_id)
        if not task_sudo or act not in task_sudo._get_joint_acts(place_sudo):
            raise AccessError(self.env._("This task is somebody else's."))
        if act == "delete":
            task_sudo.unlink()
        elif act in ("take", "leave"):
            task_sudo.caetic_profile_id = act == "take" and place_sudo.profile_id
        else:
            task_sudo.state = DONE if act == "done" else AGAIN
