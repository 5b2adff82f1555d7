# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.caetic_skills.engine import read_link

from ..engine import read_aims, read_closing, read_entry, read_message

CLOSING = ("summary", "customer", "word", "url")


class ProjectProjectPortalActs(models.Model):
    """What a partner of a joint project does on the portal.

    Each method checks that the user is in the team of a project that runs, takes texts
    read by the engine, and does one named act. Issues are codes by field.
    """

    _inherit = "project.project"

    # -- aims, by the lead ------------------------------------------------------------

    @api.model
    def _portal_joint_get_aims(self, number):
        """Return the texts of the form of a project that the user leads."""
        project_sudo = self._portal_joint_open_sudo(number, leads=True)
        return project_sudo._portal_joint_form()

    @api.model
    def _portal_joint_set_aims(self, number, raw):
        """Write the name, the aims and the days; return issues by field."""
        project_sudo = self._portal_joint_open_sudo(number, leads=True)
        values, issues = read_aims(raw)
        if not issues:
            project_sudo.write(
                {
                    "name": values["name"],
                    "caetic_aims": values["aims"],
                    "date_start": values["start"],
                    "date": values["end"],
                }
            )
        return issues

    # -- time -------------------------------------------------------------------------

    @api.model
    def _portal_joint_add_hours(self, number, raw):
        """Add hours of the user; return issues by field."""
        project_sudo = self._portal_joint_open_sudo(number)
        today = fields.Date.context_today(self)
        tasks_sudo = project_sudo.tasks  # Those of a project that was checked.
        values, issues = read_entry(raw, today, set(tasks_sudo.ids))
        if not issues:
            project_sudo.caetic_entry_ids.create(
                {
                    "project_id": project_sudo.id,
                    "profile_id": project_sudo._portal_joint_place_sudo().profile_id.id,
                    "task_id": values["task"] or False,
                    "date": values["day"],
                    "hours": float(values["hours"]),
                    "words": values["words"],
                }
            )
        return issues

    @api.model
    def _portal_joint_delete_hours(self, number, entry_id):
        """Delete hours of the user.

        :raises AccessError: for those of somebody else
        """
        project_sudo = self._portal_joint_open_sudo(number)
        own = project_sudo._portal_joint_place_sudo().profile_id
        entry_sudo = project_sudo.caetic_entry_ids.filtered(
            lambda one: one.id == entry_id and one.profile_id == own
        )
        if not entry_sudo:
            raise AccessError(self.env._("These hours are somebody else's."))
        entry_sudo.unlink()

    # -- discussion -------------------------------------------------------------------

    @api.model
    def _portal_joint_write(self, number, text):
        """Write to the team; return issues by field."""
        project_sudo = self._portal_joint_open_sudo(number)
        plain, issue = read_message(text)
        if issue:
            return {"message": issue}
        project_sudo._write_talk(plain)
        return {}

    # -- the end, by the lead ---------------------------------------------------------

    @api.model
    def _portal_joint_get_closing(self, number):
        """Return the texts of the form that closes a project of the user's."""
        project_sudo = self._portal_joint_open_sudo(number, leads=True)
        return {name: project_sudo[f"caetic_{name}"] or "" for name in CLOSING}

    @api.model
    def _portal_joint_close(self, number, raw):
        """Close the project: a reference for each of the team; return issues.

        A form sent twice finds the project closed, and changes nothing.
        """
        project_sudo = self._portal_joint_find_sudo(number)
        closed = project_sudo.caetic_state == "closed"
        if closed and project_sudo._portal_joint_place_sudo().is_lead:
            return {}
        project_sudo = self._portal_joint_open_sudo(number, leads=True)
        values, issues = read_closing(raw)
        values["url"], issue = read_link(raw.get("url", ""))
        if issue:
            issues["url"] = issue
        if not issues:
            project_sudo.write({f"caetic_{name}": values[name] for name in CLOSING})
            project_sudo._close_joint()
        return issues
