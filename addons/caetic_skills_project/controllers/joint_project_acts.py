# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.file import FORM_BYTES
from odoo.addons.caetic_members.controllers.portal import MAX_ID
from odoo.addons.caetic_members.uploads import read_upload
from odoo.addons.caetic_skills.engine import read_text

from .joint_projects import PATH, JointProjectsPortal

POST = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}
# Field of the page: name that the engine reads.
TASK = {"task_name": "name", "task_due": "due", "task_who": "who"}
HOURS = {
    "hours": "hours",
    "hours_day": "day",
    "hours_task": "task",
    "hours_words": "words",
}


class JointProjectActsPortal(JointProjectsPortal):
    """What somebody of the team does on the page of a joint project."""

    def _act_joint(self, number, act, anchor, form=None, message="saved"):
        """Do one act, then show where it was done; say beside the field what failed.

        :param act: called without argument, returns issues by field of the page
        :param dict form: texts typed
        """
        if not 0 < number <= MAX_ID:
            return request.redirect(PATH)
        try:
            with request.env.cr.savepoint():
                issues = act()
        except AccessError:
            return request.redirect(PATH)
        except UserError as error:
            return self._render_joint(number, form, alert=error.args[0])
        if issues:
            return self._render_joint(number, form, issues)
        return request.redirect(f"{PATH}/{number}?message={message}#{anchor}")

    def _read_joint(self, names, post):
        """Return ``(texts by field of the page, texts by name of the engine)``."""
        form = {name: read_text(post.get(name)) for name in names}
        return form, {names[name]: text for name, text in form.items()}

    def _name_issues(self, names, issues):
        """Return issues by field of the page."""
        fields = {engine: page for page, engine in names.items()}
        return {fields[name]: code for name, code in issues.items()}

    # -- tasks ------------------------------------------------------------------------

    @route(f"{PATH}/<int:project_id>/tasks", **POST)
    def portal_my_joint_task_add(self, project_id, **post):
        projects = request.env["project.project"]
        form, raw = self._read_joint(TASK, post)

        def act():
            issues = projects._portal_joint_add_task(project_id, raw)
            return self._name_issues(TASK, issues)

        return self._act_joint(project_id, act, "caetic_tasks", form, "added")

    @route(f"{PATH}/<int:project_id>/tasks/<int:task_id>", **POST)
    def portal_my_joint_task(self, project_id, task_id, act="", **post):
        projects = request.env["project.project"]
        return self._act_joint(
            project_id,
            lambda: projects._portal_joint_move_task(project_id, task_id, str(act)),
            "caetic_tasks",
        )

    # -- time -------------------------------------------------------------------------

    @route(f"{PATH}/<int:project_id>/hours", **POST)
    def portal_my_joint_hours_add(self, project_id, **post):
        projects = request.env["project.project"]
        form, raw = self._read_joint(HOURS, post)

        def act():
            issues = projects._portal_joint_add_hours(project_id, raw)
            return self._name_issues(HOURS, issues)

        return self._act_joint(project_id, act, "caetic_time", form, "added")

    @route(f"{PATH}/<int:project_id>/hours/<int:entry_id>/delete", **POST)
    def portal_my_joint_hours_delete(self, project_id, entry_id, **post):
        projects = request.env["project.project"]
        return self._act_joint(
            project_id,
            lambda: projects._portal_joint_delete_hours(project_id, entry_id),
            "caetic_time",
            message="deleted",
        )

    # -- discussion -------------------------------------------------------------------

    @route(f"{PATH}/<int:project_id>/messages", **POST)
    def portal_my_joint_message(self, project_id, **post):
        projects = request.env["project.project"]
        form = {"message": read_text(post.get("message"))}
        return self._act_joint(
            project_id,
            lambda: projects._portal_joint_write(project_id, form["message"]),
            "caetic_talk",
            form,
            "sent",
        )

    # -- papers -----------------------------------------------------------------------

    @route(f"{PATH}/<int:project_id>/documents", max_content_length=FORM_BYTES, **POST)
    def portal_my_joint_document_add(self, project_id, **post):
        projects = request.env["project.project"]
        filename, content = read_upload(post.get("document"))
        return self._act_joint(
            project_id,
            lambda: projects._portal_joint_add_paper(project_id, filename, content),
            "caetic_documents",
            message="added",
        )

    @route(
        f"{PATH}/<int:project_id>/documents/<int:paper_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_joint_document(self, project_id, paper_id, **kw):
        """A paper of a project of the user, always as a file to keep."""
        projects = request.env["project.project"]
        if not 0 < project_id <= MAX_ID:
            return request.redirect(PATH)
        paper_sudo = projects._portal_joint_find_paper(project_id, paper_id)
        if not paper_sudo:
            return request.redirect(PATH)
        stream = request.env["ir.binary"]._get_stream_from(paper_sudo, "raw")
        return stream.get_response(as_attachment=True)

    @route(f"{PATH}/<int:project_id>/documents/<int:paper_id>/delete", **POST)
    def portal_my_joint_document_delete(self, project_id, paper_id, **post):
        projects = request.env["project.project"]
        return self._act_joint(
            project_id,
            lambda: projects._portal_joint_delete_paper(project_id, paper_id),
            "caetic_documents",
            message="deleted",
        )
