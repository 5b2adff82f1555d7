# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID

from .. import engine
from . import wording
from .lines import LinesPortal

REASON_LIMIT = 1_000
PATH = "/my/activities/<int:activity_id>/conventions"
ONE = f"{PATH}/<int:convention_id>"


class ConventionsPortal(LinesPortal):
    """Conventions of an activity: proposed, accepted, refused, stopped."""

    def _get_convention(self, activity_id, convention_id):
        """Return ``(activity, convention)`` of the user, empty when not theirs."""
        activity = self._get_own_activity(activity_id)
        if not activity or convention_id > MAX_ID:
            return activity, request.env["caetic.share.agreement"]
        return activity, activity._portal_get_convention(convention_id)

    @route(PATH, type="http", auth="user", website=True, readonly=True)
    def portal_my_activity_conventions(self, activity_id, message="", **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        rows = activity._portal_get_conventions()
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_conventions",
            "rows": list(map(wording.convention_writer(request.env), rows)),
            "message": message,
        }
        return request.render("caetic_invoicing.portal_my_conventions", values)

    # -- form -------------------------------------------------------------------------

    @route(
        f"{PATH}/new", type="http", auth="user", website=True, methods=["GET", "POST"]
    )
    def portal_my_activity_convention_form(self, activity_id, **post):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_convention_form(activity, {})
        form = self._read_form(post, ("name", "start", "end"))
        form.update(self._read_rows(post))
        act = str(post.get("do", "propose"))
        if self._is_row_act(act):
            form = self._change_rows(activity, form, act)
            return self._render_convention_form(activity, form)
        return self._propose_convention(activity, form)

    def _propose_convention(self, activity, form):
        convention, issues = engine.parse_convention(form)
        issues += activity._portal_check_convention(convention)
        if issues:
            return self._render_convention_form(activity, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                activity._portal_propose_convention(convention)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_convention_form(
                activity, form, alert=error.args[0], status=422
            )
        url = f"/my/activities/{activity.id}/conventions"
        return request.redirect(f"{url}?message=proposed")

    def _render_convention_form(self, activity, form, issues=(), alert="", status=200):
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_convention",
            "form": form,
            "share_rows": engine.rows_of(form, "share") or [0],
            "partners": activity._portal_get_partners(),
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
        }
        return request.render(
            "caetic_invoicing.portal_my_convention_form", values, status=status
        )

    # -- one convention ---------------------------------------------------------------

    @route(ONE, type="http", auth="user", website=True, readonly=True)
    def portal_my_activity_convention(self, activity_id, convention_id, **kw):
        activity, convention = self._get_convention(activity_id, convention_id)
        if not convention:
            return request.redirect("/my")
        return self._render_convention(activity, convention)

    def _render_convention(
        self, activity, convention, form=None, issues=(), alert="", status=200
    ):
        row = activity._prepare_convention_row(convention)
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_convention",
            "row": wording.convention_writer(request.env)(row),
            "form": form or {},
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
        }
        return request.render(
            "caetic_invoicing.portal_my_convention", values, status=status
        )

    @route(f"{ONE}/accept", type="http", auth="user", website=True, methods=["POST"])
    def portal_my_activity_convention_accept(self, activity_id, convention_id, **post):
        return self._act_on_convention(
            activity_id,
            convention_id,
            lambda activity: activity._portal_answer_convention(convention_id, True),
            "accepted",
        )

    @route(f"{ONE}/refuse", type="http", auth="user", website=True, methods=["POST"])
    def portal_my_activity_convention_refuse(self, activity_id, convention_id, **post):
        form = self._read_form(post, ("reason",))
        reader = engine.Reader(form)
        reason = reader.text("reason", REASON_LIMIT, required=True, multiline=True)
        activity, convention = self._get_convention(activity_id, convention_id)
        if convention and reader.issues:
            return self._render_convention(
                activity, convention, form, reader.issues, status=422
            )
        return self._act_on_convention(
            activity_id,
            convention_id,
            lambda one: one._portal_answer_convention(convention_id, False, reason),
            "refused",
        )

    @route(f"{ONE}/stop", type="http", auth="user", website=True, methods=["POST"])
    def portal_my_activity_convention_stop(self, activity_id, convention_id, **post):
        return self._act_on_convention(
            activity_id,
            convention_id,
            lambda activity: activity._portal_stop_convention(convention_id),
            "stopped",
        )

    def _act_on_convention(self, activity_id, convention_id, act, message):
        activity, convention = self._get_convention(activity_id, convention_id)
        if not convention:
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                act(activity)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_convention(
                activity, convention, alert=error.args[0], status=422
            )
        url = f"/my/activities/{activity.id}/conventions"
        return request.redirect(f"{url}?message={message}")
