# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID

from .. import engine
from . import wording
from .invoices import InvoicesPortal

STAGE_FIELDS = ("label", "percentage", "amount", "date", "milestone")


class PlansPortal(InvoicesPortal):
    """Invoices in several times: the plan of a draft, and its next stage."""

    def _get_invoice_plan(self, activity_id, plan_id):
        activity = self._get_own_activity(activity_id)
        if not activity or plan_id > MAX_ID:
            return activity, request.env["caetic.invoice.plan"]
        return activity, activity._portal_get_invoice_plan(plan_id)

    def _get_invoice_plan_url(self, activity, plan):
        return f"/my/activities/{activity.id}/plans/{plan.id}"

    # -- list -------------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/plans",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_plans(self, activity_id, **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_plans",
            "plans": activity._portal_get_invoice_plans(),
        }
        return request.render("caetic_invoicing.portal_my_plans", values)

    # -- writing one ------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/plan",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_plan_form(self, activity_id, document_id, **post):
        activity, move = self._get_document(activity_id, document_id)
        if not move:
            return request.redirect("/my")
        if not move._portal_may_plan():
            return request.redirect(self._get_document_url(activity, move))
        if request.httprequest.method == "GET":
            form = {"method": engine.STAGES, "name": move.ref or ""}
            return self._render_invoice_plan_form(activity, move, form)
        rows = range(engine.MAX_STAGES)
        stages = [f"stage-{row}-{name}" for row in rows for name in STAGE_FIELDS]
        form = self._read_form(post, ["name", "method", *stages])
        return self._save_invoice_plan(activity, move, form)

    def _save_invoice_plan(self, activity, move, form):
        typed, issues = engine.parse_plan(form, activity._portal_get_parts(move))
        if issues:
            return self._render_invoice_plan_form(
                activity, move, form, issues, status=422
            )
        try:
            with request.env.cr.savepoint():
                plan = activity._portal_make_plan(move, typed)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_invoice_plan_form(
                activity, move, form, alert=error.args[0], status=422
            )
        return request.redirect(self._get_invoice_plan_url(activity, plan))

    def _render_invoice_plan_form(
        self, activity, move, form, issues=(), alert="", status=200
    ):
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_invoice_form",
            "document": move,
            "form": form,
            "rows": range(engine.MAX_STAGES),
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
        }
        return request.render(
            "caetic_invoicing.portal_my_plan_form", values, status=status
        )

    # -- one plan ---------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/plans/<int:plan_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_plan(self, activity_id, plan_id, **kw):
        activity, plan = self._get_invoice_plan(activity_id, plan_id)
        if not plan:
            return request.redirect("/my")
        return self._render_invoice_plan(activity, plan, {})

    def _render_invoice_plan(
        self, activity, plan, form, issues=(), alert="", status=200
    ):
        reached = plan._get_reached()
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_plan",
            "plan": plan,
            "reached": activity._format_number(reached),
            "is_over": reached >= 100,
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
        }
        return request.render("caetic_invoicing.portal_my_plan", values, status=status)

    @route(
        "/my/activities/<int:activity_id>/plans/<int:plan_id>/issue",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_plan_issue(self, activity_id, plan_id, **post):
        activity, plan = self._get_invoice_plan(activity_id, plan_id)
        if not plan:
            return request.redirect("/my")
        form = self._read_form(post, ("stage", "percentage"))
        if plan.method == engine.PROGRESS:
            percentage, issues = engine.parse_progress(form, plan._get_reached())
            if issues:
                return self._render_invoice_plan(
                    activity, plan, form, issues, status=422
                )
            return self._issue(
                activity, plan, form, lambda: plan._portal_progress(percentage)
            )
        stage = engine.Reader(form).identifier("stage")
        line = plan.line_ids.filtered(lambda one: one.id == stage)
        if not line:
            return request.redirect(self._get_invoice_plan_url(activity, plan))
        return self._issue(activity, plan, form, lambda: plan._portal_issue(line))

    def _issue(self, activity, plan, form, act):
        try:
            with request.env.cr.savepoint():
                move = act()
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_invoice_plan(
                activity, plan, form, alert=error.args[0], status=422
            )
        return request.redirect(self._get_document_url(activity, move))
