# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import UserError
from odoo.http import request, route

from . import coaching_wording as wording
from .appointments import AppointmentPortal


class CompetencePortal(AppointmentPortal):
    """My competences: the self-assessment, saved in one request."""

    @route("/my/competences", type="http", auth="user", website=True, readonly=True)
    def portal_my_competences(self, message="", **kw):
        stays = self._get_own_stays()
        if not stays:
            return request.redirect("/my")
        grids = request.env["caetic.competence.grid"].search(
            [("member_id.user_id", "=", request.env.uid)]
        )
        values = {
            **self._person_page_values("competences"),
            "page_name": "caetic_competences",
            "grids": grids,
            "message": str(message),
            "today": fields.Date.context_today(grids),
        }
        return request.render("caetic_workshops.portal_my_competences", values)

    @route(
        "/my/competences/<int:grid_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_competence_grid(self, grid_id, **post):
        grid = self._get_own("caetic.competence.grid", grid_id)
        if not grid:
            return request.redirect("/my/competences")
        if request.httprequest.method == "GET":
            return self._render_grid(grid, {})
        levels, comments = {}, {}
        for line in grid.line_ids:
            level, comment = post.get(f"level_{line.id}"), post.get(f"words_{line.id}")
            if level is not None:
                levels[line.id] = str(level)
            if comment is not None:
                comments[line.id] = str(comment).strip()
        is_final = post.get("do") == "finish"
        try:
            issues = grid._portal_save(levels, comments, is_final)
        except UserError as error:
            return self._render_grid(grid, {}, alert=error.args[0], status=422)
        if issues:
            texts = wording.grid_texts(request.env, issues)
            return self._render_grid(grid, texts, typed=comments, status=422)
        message = "finished" if is_final else "saved"
        return request.redirect(f"/my/competences?message={message}")

    def _render_grid(self, grid, errors, typed=None, alert="", status=200):
        values = {
            **self._person_page_values("competences"),
            "page_name": "caetic_competence_grid",
            "grid": grid,
            "page": grid._portal_get_grid(),
            "errors": errors,
            "typed": typed or {},
            "alert": alert,
        }
        return request.render(
            "caetic_workshops.portal_my_competence_grid", values, status=status
        )
