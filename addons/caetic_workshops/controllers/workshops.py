# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.deadlines import CaeticDeadlinePortal
from odoo.addons.caetic_members.controllers.portal import MAX_ID

from . import wording

GONE = ("left", "refused")
SOON = 3
MESSAGES = ("registered", "waiting", "withdrawn", "wished", "forgotten")


class WorkshopPortal(CaeticDeadlinePortal):
    """Workshops of a person: sessions, registration, catalogue and wishes."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_session_count" in counters:
            member = self._get_workshop_member()
            values["caetic_session_count"] = (
                len(member._portal_get_sessions()) if member else 0
            )
        return values

    def _prepare_activity_values(self, activity):
        values = super()._prepare_activity_values(activity)
        own = self._get_own_members().filtered(
            lambda one: one.company_id == activity.company_id
        )
        soon = sorted(own._get_soon(), key=lambda row: row["date"]) if own else []
        return {**values, "soon": soon[:SOON]}

    def _get_workshop_member(self):
        """Return the stay of the user that runs, else the last one, or nothing."""
        members = self._get_own_members().sorted("id")
        running = members.filtered(lambda one: one.state not in GONE)
        return (running or members)[-1:]

    def _workshop_page_values(self, page):
        """Values that ``caetic_workshops.portal_workshops_layout`` needs.

        :param page: page of the bar that is lit (``sessions``, ``catalogue``,
            ``calendar``)
        """
        return {
            **self._own_page_values("workshops"),
            "is_member": bool(self._get_workshop_member()),
            "runs_sessions": bool(request.env["event.event"]._portal_count_sessions()),
            "workshop_page": page,
            "page_name": f"caetic_workshop_{page}",
        }

    def _get_message(self, message):
        return message if message in MESSAGES else ""

    # -- sessions ---------------------------------------------------------------------

    @route("/my/workshops", type="http", auth="user", website=True, readonly=True)
    def portal_my_workshops(self, **kw):
        member = self._get_workshop_member()
        if not member:
            return request.redirect("/my")
        rows = self._word_rows(member._portal_get_sessions())
        mine = [row for row in rows if row["state"]]
        values = {
            **self._workshop_page_values("sessions"),
            "mine": mine,
            "rows": [row for row in rows if not row["state"]],
            "past": self._word_past(member._portal_get_past()),
            "progress": self._get_progress(member),
        }
        return request.render("caetic_workshops.portal_my_workshops", values)

    def _get_progress(self, member):
        done, total = member.module_done_count, member.module_total_count
        return {"done": done, "total": total, "percent": int(member.module_progress)}

    def _word_rows(self, rows):
        for row in rows:
            row["words"], row["colour"] = wording.state_words(request.env, row)
            row["why"] = wording.issue_words(request.env, row["issue"])
        return rows

    def _word_past(self, rows):
        states = wording.attendance_words(request.env)
        halves = wording.half_words(request.env)
        for row in rows:
            for half_day in row["attendance"]:
                half_day["words"], half_day["colour"] = states[half_day["state"]]
                half_day["half"] = halves.get(half_day["half"], "")
        return rows

    @route(
        "/my/workshops/<int:event_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_workshop(self, event_id, message="", **kw):
        return self._render_session(event_id, message=self._get_message(message))

    def _render_session(self, event_id, message="", alert="", status=200):
        member = self._get_workshop_member()
        if not member:
            return request.redirect("/my")
        row = 0 < event_id <= MAX_ID and member._portal_get_session(event_id)
        if not row:
            return request.not_found()
        self._word_rows([row])
        values = {
            **self._workshop_page_values("session"),
            "session": row,
            "halves": wording.half_words(request.env),
            "message": message,
            "alert": alert,
        }
        return request.render(
            "caetic_workshops.portal_my_workshop", values, status=status
        )

    @route(
        "/my/workshops/<int:event_id>/register",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_workshop_register(self, event_id, **post):
        member = self._get_workshop_member()
        if not member or not 0 < event_id <= MAX_ID:
            return request.not_found()
        try:
            registration_sudo, issue = member._portal_register(event_id)
        except UserError as error:
            return self._render_session(event_id, alert=error.args[0], status=422)
        if issue == "unknown":
            return request.not_found()
        if issue and issue != "registered":
            alert = wording.issue_words(request.env, issue)
            return self._render_session(event_id, alert=alert, status=422)
        message = "waiting" if registration_sudo.state == "waiting" else "registered"
        return request.redirect(f"/my/workshops/{event_id}?message={message}")

    @route(
        "/my/workshops/<int:event_id>/withdraw",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_workshop_withdraw(self, event_id, **post):
        member = self._get_workshop_member()
        if not member or not 0 < event_id <= MAX_ID:
            return request.not_found()
        try:
            member._portal_withdraw(event_id)
        except UserError as error:
            return self._render_session(event_id, alert=error.args[0], status=422)
        return request.redirect(f"/my/workshops/{event_id}?message=withdrawn")

    # -- catalogue --------------------------------------------------------------------

    @route(
        "/my/workshops/catalogue", type="http", auth="user", website=True, readonly=True
    )
    def portal_my_catalogue(self, message="", **kw):
        return self._render_catalogue(message=self._get_message(message))

    def _render_catalogue(self, message="", alert="", status=200):
        member = self._get_workshop_member()
        if not member:
            return request.redirect("/my")
        values = {
            **self._workshop_page_values("catalogue"),
            "rows": member._portal_get_catalogue(),
            "progress": self._get_progress(member),
            "message": message,
            "alert": alert,
        }
        return request.render(
            "caetic_workshops.portal_my_catalogue", values, status=status
        )

    @route(
        "/my/workshops/modules/<int:module_id>/wish",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_wish(self, module_id, words="", do="", **post):
        member = self._get_workshop_member()
        if not member or not 0 < module_id <= MAX_ID:
            return request.not_found()
        message = "wished"
        try:
            if do == "forget":
                member._portal_drop_wish(module_id)
                message = "forgotten"
            elif not member._portal_set_wish(module_id, str(words)):
                return request.not_found()
        except UserError as error:
            return self._render_catalogue(alert=error.args[0], status=422)
        url = f"/my/workshops/catalogue?message={message}#caetic_module_{module_id}"
        return request.redirect(url)

    @route(
        "/my/workshops/modules/<int:module_id>/documents/<int:document_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_module_document(self, module_id, document_id, **kw):
        member = self._get_workshop_member()
        if not member or max(module_id, document_id) > MAX_ID:
            return request.not_found()
        document_sudo = member._portal_get_document_sudo(module_id, document_id)
        if not document_sudo:
            return request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(document_sudo)
        return stream.get_response(as_attachment=True)
