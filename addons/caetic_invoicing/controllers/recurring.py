# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID

from .. import engine
from . import wording
from .invoices import InvoicesPortal

RECURRING_FIELDS = ("name", "unit", "day", "start", "end", "count", "mode")
ACTS = ("pause", "resume", "stop")


class RecurringPortal(InvoicesPortal):
    """Invoices that repeat: list, new one, pause and stop."""

    @route(
        "/my/activities/<int:activity_id>/recurring",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_recurring(self, activity_id, **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        return self._render_recurring(activity)

    def _render_recurring(self, activity, alert="", status=200):
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_recurring",
            "recurring": activity._portal_get_recurring(),
            "errors": {},
            "alert": alert,
        }
        return request.render(
            "caetic_invoicing.portal_my_recurring", values, status=status
        )

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/repeat",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_repeat(self, activity_id, document_id, **post):
        activity, move = self._get_document(activity_id, document_id)
        if not move:
            return request.redirect("/my")
        if not move._portal_may_repeat():
            return request.redirect(self._get_document_url(activity, move))
        today = fields.Date.context_today(activity)
        if request.httprequest.method == "GET":
            start = engine.add_months(today.replace(day=1), 1)
            form = {"unit": "month", "day": "1", "mode": engine.REVIEW}
            form |= {"start": start.isoformat(), "name": move.ref or ""}
            return self._render_repeat(activity, move, form)
        form = self._read_form(post, RECURRING_FIELDS)
        return self._save_repeat(activity, move, form, today)

    def _save_repeat(self, activity, move, form, today):
        typed, issues = engine.parse_recurring(form, today)
        if issues:
            return self._render_repeat(activity, move, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                activity._portal_repeat(move, typed)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_repeat(
                activity, move, form, alert=error.args[0], status=422
            )
        return request.redirect(f"/my/activities/{activity.id}/recurring")

    def _render_repeat(self, activity, move, form, issues=(), alert="", status=200):
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_invoice_form",
            "document": move,
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
        }
        return request.render(
            "caetic_invoicing.portal_my_repeat", values, status=status
        )

    @route(
        "/my/activities/<int:activity_id>/recurring/<int:recurring_id>/<string:act>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_recurring_act(self, activity_id, recurring_id, act, **post):
        activity = self._get_own_activity(activity_id)
        if not activity or recurring_id > MAX_ID or act not in ACTS:
            return request.redirect("/my")
        recurring = activity._portal_get_recurring(recurring_id)
        if not recurring:
            return request.redirect("/my")
        acts = {
            "pause": recurring._portal_pause,
            "resume": recurring._portal_resume,
            "stop": recurring._portal_stop,
        }
        try:
            with request.env.cr.savepoint():
                acts[act]()
        except UserError as error:
            return self._render_recurring(activity, error.args[0], 422)
        return request.redirect(f"/my/activities/{activity.id}/recurring")
