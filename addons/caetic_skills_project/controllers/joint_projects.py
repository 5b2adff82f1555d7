# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID
from odoo.addons.caetic_skills.controllers.network import NetworkPortal
from odoo.addons.caetic_skills.engine import read_text

from . import joint_wording

PATH = "/my/joint-projects"
MESSAGES = ("opened", "saved", "added", "sent", "deleted", "closed")
AIMS = ("name", "aims", "start", "end")
CLOSING = ("summary", "customer", "word", "url")


class JointProjectsPortal(NetworkPortal):
    """« Projets communs »: what one's teams do, and one's part of it."""

    def _joint_values(self, name=None):
        return self._network_page_values("joint_projects", name)

    # -- list -------------------------------------------------------------------------

    @route(PATH, type="http", auth="user", website=True, readonly=True)
    def portal_my_joint_projects(self, **kw):
        rows = request.env["project.project"]._portal_joint_rows()
        values = {
            **self._joint_values(),
            "running": [one for one in rows if one["is_open"]],
            "past": [one for one in rows if not one["is_open"]],
            "words": joint_wording.state_words(request.env),
        }
        return request.render("caetic_skills_project.portal_my_joint_projects", values)

    # -- one --------------------------------------------------------------------------

    @route(
        f"{PATH}/<int:project_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_joint_project(self, project_id, message="", **kw):
        return self._render_joint(project_id, message=str(message))

    def _render_joint(self, number, form=None, issues=None, alert="", message=""):
        """Render the page; a form that is refused stands open, as it was typed.

        :param dict form: texts typed, by the name of their field in the page
        :param dict issues: codes by the same names
        """
        projects = request.env["project.project"]
        page = projects._portal_joint_page(number) if 0 < number <= MAX_ID else None
        if not page:
            return request.redirect(PATH)
        today = fields.Date.context_today(projects)
        values = {
            **self._joint_values("joint_project"),
            "page": page,
            "words": joint_wording.state_words(request.env),
            "form": {"hours_day": str(today), **(form or {})},
            "errors": joint_wording.issue_words(request.env, issues or {}),
            "alert": alert,
            "message": message if message in MESSAGES else "",
        }
        return request.render(
            "caetic_skills_project.portal_my_joint_project",
            values,
            status=422 if issues or alert else 200,
        )

    # -- aims and end, by the lead ----------------------------------------------------

    @route(
        f"{PATH}/<int:project_id>/edit",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_joint_project_edit(self, project_id, **post):
        projects = request.env["project.project"]
        return self._edit_joint(
            project_id,
            post,
            "edit",
            (AIMS, projects._portal_joint_get_aims, projects._portal_joint_set_aims),
        )

    @route(
        f"{PATH}/<int:project_id>/close",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_joint_project_close(self, project_id, **post):
        projects = request.env["project.project"]
        return self._edit_joint(
            project_id,
            post,
            "close",
            (CLOSING, projects._portal_joint_get_closing, projects._portal_joint_close),
        )

    def _edit_joint(self, number, post, page, steps):
        """Show a form of the lead, or save it.

        :param steps: names of the fields, what reads them, what writes them
        """
        names, read, write = steps
        if not 0 < number <= MAX_ID:
            return request.redirect(PATH)
        issues = {}
        try:
            if request.httprequest.method == "POST":
                form = {name: read_text(post.get(name)) for name in names}
                with request.env.cr.savepoint():
                    issues = write(number, form)
                if not issues:
                    done = "closed" if page == "close" else "saved"
                    return request.redirect(f"{PATH}/{number}?message={done}")
            else:
                form = read(number)
        except AccessError:
            return request.redirect(PATH)
        except UserError as error:
            return self._render_joint(number, alert=error.args[0])
        values = {
            **self._joint_values(f"joint_{page}"),
            "number": number,
            "form": form,
            "errors": joint_wording.issue_words(request.env, issues),
        }
        return request.render(
            f"caetic_skills_project.portal_my_joint_project_{page}",
            values,
            status=422 if issues else 200,
        )
