# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, CaeticPortal

from ..signature import MAX_BYTES, read_signature
from . import sheet_words as words

# A drawing that is too large reaches its form, to be refused beside its field.
FORM_BYTES = 8 * MAX_BYTES
PREFIX = "a_"


class SheetPortal(CaeticPortal):
    """The attendance sheets of the sessions that one facilitates."""

    # -- finding ---------------------------------------------------------------------

    def _get_session(self, event_id):
        """Return a session that the user runs, or none: forbidden and unknown alike."""
        events = request.env["event.event"]
        number = event_id if 0 < event_id <= MAX_ID else 0
        return events._portal_get_session(number)

    def _get_half_day(self, event_id, slot_id):
        """Return ``(session, half-day)`` that the user runs, both empty if not."""
        event_sudo = self._get_session(event_id)
        slot_sudo = event_sudo.event_slot_ids.filtered(lambda one: one.id == slot_id)
        return event_sudo, slot_sudo

    def _sheet_page_values(self, page, **values):
        """Values of the frame of these pages; facilitators may have no activity."""
        frame = self._person_page_values(page)
        return {
            **frame,
            "place": "workshops",
            "person_page": False,
            "page_name": f"caetic_{page}",
            "state_words": words.state_words(request.env),
            **words.page_words(request.env),
            **values,
        }

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_sheet_count" in counters:
            count = request.env["event.event"]._portal_count_sessions()
            values["caetic_sheet_count"] = count
        return values

    # -- list ------------------------------------------------------------------------

    @route("/my/sheets", type="http", auth="user", website=True, readonly=True)
    def portal_my_sheets(self, **kw):
        sessions_sudo = request.env["event.event"]._portal_get_sessions()
        values = self._sheet_page_values("sheets", sessions=sessions_sudo)
        return request.render("caetic_workshops.portal_my_sheets", values)

    # -- one sheet: all people, all half-days ------------------------------------------

    @route(
        "/my/sheets/<int:event_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_sheet(self, event_id, message="", **post):
        event_sudo = self._get_session(event_id)
        if not event_sudo:
            return request.redirect("/my/sheets")
        if request.httprequest.method == "GET":
            return self._render_sheet(event_sudo, message)
        marks = {
            int(name[len(PREFIX) :]): str(value)
            for name, value in post.items()
            if name.startswith(PREFIX) and name[len(PREFIX) :].isdecimal()
        }
        every = str(post.get("all", ""))
        written, kept = event_sudo._portal_save_sheet(
            marks, int(every) if every.isdecimal() else 0
        )
        notice = words.saved_words(request.env, written, kept)
        return self._render_sheet(event_sudo, notice=notice)

    def _render_sheet(self, event_sudo, message="", notice=""):
        slots, people = event_sudo._portal_get_sheet()
        values = self._sheet_page_values(
            "sheet",
            event=event_sudo,
            slots=slots,
            people=people,
            message=message,
            notice=notice,
        )
        return request.render("caetic_workshops.portal_my_sheet", values)

    # -- tablet ------------------------------------------------------------------------

    @route(
        "/my/sheets/<int:event_id>/<int:slot_id>/sign",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_sheet_sign(self, event_id, slot_id, row="", message="", **post):
        event_sudo, slot_sudo = self._get_half_day(event_id, slot_id)
        if not slot_sudo:
            return request.redirect("/my/sheets")
        number = int(row) if row.isdecimal() else 0
        if request.httprequest.method == "GET":
            return self._render_sign(event_sudo, slot_sudo, number, message=message)
        picture, issue = read_signature(str(post.get("signature", "")))
        if issue:
            error = words.signature_words(request.env, issue)
            return self._render_sign(event_sudo, slot_sudo, number, error, status=422)
        try:
            event_sudo._portal_sign_tablet(slot_sudo, number, picture)
        except UserError as error:
            text = error.args[0]
            return self._render_sign(event_sudo, slot_sudo, 0, text, status=409)
        return request.redirect(f"{self._slot_url(slot_sudo)}/sign?message=signed")

    def _render_sign(
        self, event_sudo, slot_sudo, number, error="", message="", status=200
    ):
        rows_sudo = slot_sudo._caetic_get_waiting_rows()
        values = self._sheet_page_values(
            "sheet_sign",
            event=event_sudo,
            slot=slot_sudo,
            rows=rows_sudo,
            row=rows_sudo.filtered(lambda one: one.id == number),
            error=error,
            message=message,
        )
        page = "caetic_workshops.portal_my_sheet_sign"
        return request.render(page, values, status=status)

    def _slot_url(self, slot_sudo):
        return f"/my/sheets/{slot_sudo.event_id.id}/{slot_sudo.id}"

    # -- code in the room --------------------------------------------------------------

    @route(
        "/my/sheets/<int:event_id>/<int:slot_id>/code",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_sheet_code(self, event_id, slot_id, **post):
        event_sudo, slot_sudo = self._get_half_day(event_id, slot_id)
        if not slot_sudo:
            return request.redirect("/my/sheets")
        if request.httprequest.method == "POST":
            event_sudo._portal_renew_code(slot_sudo)
            return request.redirect(f"{self._slot_url(slot_sudo)}/code")
        start, end = slot_sudo._caetic_get_opening()
        values = self._sheet_page_values(
            "sheet_code",
            event=event_sudo,
            slot=slot_sudo,
            picture=slot_sudo._caetic_draw_code_sudo(),
            opens=words.moment_words(request.env, slot_sudo, start),
            ends=words.moment_words(request.env, slot_sudo, end),
        )
        response = request.render("caetic_workshops.portal_my_sheet_code", values)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    # -- closing -----------------------------------------------------------------------

    @route(
        "/my/sheets/<int:event_id>/<int:slot_id>/close",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_sheet_close(self, event_id, slot_id, **post):
        event_sudo, slot_sudo = self._get_half_day(event_id, slot_id)
        if not slot_sudo or slot_sudo.caetic_sheet_state == "closed":
            return request.redirect(
                f"/my/sheets/{event_sudo.id}" if event_sudo else "/my/sheets"
            )
        if request.httprequest.method == "GET":
            return self._render_close(event_sudo, slot_sudo)
        picture, issue = b"", ""
        if post.get("signature"):
            picture, issue = read_signature(str(post["signature"]))
        if issue:
            error = words.signature_words(request.env, issue)
            return self._render_close(event_sudo, slot_sudo, error, status=422)
        try:
            with request.env.cr.savepoint():
                event_sudo._portal_close_sheet(slot_sudo, picture)
        except UserError as error:
            return self._render_close(event_sudo, slot_sudo, error.args[0], status=409)
        return request.redirect(f"/my/sheets/{event_sudo.id}?message=closed")

    def _render_close(self, event_sudo, slot_sudo, error="", status=200):
        rows_sudo = slot_sudo.caetic_attendance_ids
        counts = {
            state: len(
                rows_sudo.filtered(lambda one, wanted=state: one.state == wanted)
            )
            for state in words.state_words(request.env)
        }
        values = self._sheet_page_values(
            "sheet_close", event=event_sudo, slot=slot_sudo, counts=counts, error=error
        )
        page = "caetic_workshops.portal_my_sheet_close"
        return request.render(page, values, status=status)

    # -- correction --------------------------------------------------------------------

    @route(
        "/my/sheets/<int:event_id>/<int:slot_id>/correct/<int:row_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_sheet_correct(self, event_id, slot_id, row_id, **post):
        event_sudo, slot_sudo = self._get_half_day(event_id, slot_id)
        row_sudo = slot_sudo.caetic_attendance_ids.filtered(
            lambda one: one.id == row_id
        )
        if not row_sudo.seal or not row_sudo._may_correct(request.env.user):
            return request.redirect(
                f"/my/sheets/{event_sudo.id}" if event_sudo else "/my/sheets"
            )
        form = {name: str(post.get(name, "")) for name in ("state", "reason")}
        if request.httprequest.method == "GET":
            return self._render_correct(event_sudo, row_sudo, form)
        try:
            with request.env.cr.savepoint():
                row_sudo._correct(form["state"], form["reason"])
        except UserError as error:
            text = error.args[0]
            return self._render_correct(event_sudo, row_sudo, form, text, status=422)
        return request.redirect(f"/my/sheets/{event_sudo.id}?message=corrected")

    def _render_correct(self, event_sudo, row_sudo, form, error="", status=200):
        values = self._sheet_page_values(
            "sheet_correct",
            event=event_sudo,
            slot=row_sudo.slot_id,
            row=row_sudo,
            form=form,
            error=error,
        )
        page = "caetic_workshops.portal_my_sheet_correct"
        return request.render(page, values, status=status)

    # -- documents ---------------------------------------------------------------------

    @route("/my/sheets/<int:event_id>/blank", type="http", auth="user", website=True)
    def portal_my_sheet_blank(self, event_id, **kw):
        event_sudo = self._get_session(event_id)
        if not event_sudo.event_slot_ids:
            return request.redirect("/my/sheets")
        name = f"{event_sudo._caetic_get_blank_title()}.pdf"
        return self._send_paper(event_sudo._get_blank_sheet_pdf(), name)

    @route(
        "/my/sheets/<int:event_id>/<int:slot_id>/pdf",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_sheet_pdf(self, event_id, slot_id, **kw):
        _event_sudo, slot_sudo = self._get_half_day(event_id, slot_id)
        if not slot_sudo:
            return request.redirect("/my/sheets")
        try:
            content = slot_sudo._get_sheet_pdf()
        except UserError as error:
            return request.make_response(str(error), status=409)
        return self._send_paper(content, f"{slot_sudo._get_document_title()}.pdf")

    @route(
        "/my/sheets/certificate/<int:registration_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_attendance_certificate(self, registration_id, **kw):
        """One's own certificate of attendance."""
        registrations = request.env["event.registration"]
        number = registration_id if 0 < registration_id <= MAX_ID else 0
        registration_sudo = registrations._portal_get_certified(number)
        if not registration_sudo:
            return request.redirect("/my")
        try:
            content = registration_sudo._get_certificate_pdf()
        except UserError as error:
            return request.make_response(str(error), status=409)
        name = f"{registration_sudo._caetic_get_certificate_title()}.pdf"
        return self._send_paper(content, name)
