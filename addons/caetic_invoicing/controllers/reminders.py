# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from .. import engine
from . import follow_wording, wording
from .unpaid import UnpaidPortal

REMINDER_FIELDS = ("greeting", "message")
DISPUTE_FIELDS = ("reason", "outcome", "note")


class RemindersPortal(UnpaidPortal):
    """Reminders and disputes of one document."""

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/reminders",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_reminders(
        self, activity_id, document_id, message="", **post
    ):
        activity, move = self._get_document(activity_id, document_id)
        if not move:
            return request.redirect("/my")
        if move.state != "posted" or move.move_type != "out_invoice":
            return request.redirect(self._get_document_url(activity, move))
        if request.httprequest.method == "GET":
            return self._render_reminders(activity, move, message=str(message))
        act = str(post.get("do", "preview"))
        if act in ("stop", "resume"):
            return self._follow(
                activity,
                move,
                lambda: activity._portal_stop_reminders(move, act == "stop"),
                act,
            )
        form = self._read_form({**post, "message": message}, REMINDER_FIELDS)
        return self._handle_reminder(activity, move, form, act)

    def _handle_reminder(self, activity, move, form, act):
        reminder, issues = engine.parse_reminder(form)
        if issues:
            return self._render_reminders(activity, move, form, issues, status=422)
        if act != "send":
            html = activity._portal_preview_reminder(move, reminder)
            return self._render_reminders(activity, move, form, preview=html)
        return self._follow(
            activity,
            move,
            lambda: activity._portal_remind(move, reminder),
            "sent",
            form,
        )

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/dispute",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_dispute(self, activity_id, document_id, **post):
        activity, move = self._get_document(activity_id, document_id)
        if not move:
            return request.redirect("/my")
        form = self._read_form(post, DISPUTE_FIELDS)
        if move._caetic_get_open_dispute():
            return self._close_dispute(activity, move, form)
        reason, issues = engine.parse_reason(form)
        if issues:
            return self._render_reminders(activity, move, form, issues, status=422)
        return self._follow(
            activity,
            move,
            lambda: activity._portal_open_dispute(move, reason),
            "disputed",
            form,
        )

    def _close_dispute(self, activity, move, form):
        note, issues = engine.parse_reason(form, "note")
        outcome = form.get("outcome", "")
        if outcome not in follow_wording.outcome_labels(request.env):
            issues = [engine.Issue("outcome", "unknown"), *issues]
        if issues:
            return self._render_reminders(activity, move, form, issues, status=422)
        return self._follow(
            activity,
            move,
            lambda: activity._portal_close_dispute(move, outcome, note),
            "closed",
            form,
        )

    def _follow(self, activity, move, act, message, form=None):
        """Do one act and come back to the page with what came of it."""
        try:
            with request.env.cr.savepoint():
                act()
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_reminders(
                activity, move, form, alert=error.args[0], status=422
            )
        url = self._get_document_url(activity, move)
        return request.redirect(f"{url}/reminders?message={message}")

    def _render_reminders(
        self,
        activity,
        move,
        form=None,
        issues=(),
        alert="",
        preview="",
        message="",
        status=200,
    ):
        facts = activity._portal_get_reminder(move)
        level = facts["level"]
        today = fields.Date.context_today(request.env.user)
        default = (
            {"greeting": level.greeting, "message": level.message} if level else {}
        )
        values = {
            **self._activity_page_values(activity, "sales"),
            **facts,
            "page_name": "caetic_reminders",
            "document": move,
            "row": wording.row_writer(request.env)(activity._portal_get_row(move)),
            "owed": float(move._caetic_get_owed().get(move.id, 0)),
            "form": {**default, **(form or {})},
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
            "preview": preview,
            "done": message,
            "waits": bool(level) and facts["date"] > today,
            "outcomes": list(follow_wording.outcome_labels(request.env).items()),
        }
        return request.render(
            "caetic_invoicing.portal_my_activity_reminders", values, status=status
        )
