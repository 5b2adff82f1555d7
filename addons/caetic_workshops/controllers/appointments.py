# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, CaeticPortal

from . import coaching_wording as wording


class AppointmentPortal(CaeticPortal):
    """My appointments: book, cancel, read the shared reports, do the tasks."""

    def _get_own_stays(self):
        """Return the stays of the user, the one that runs first."""
        members = request.env["caetic.member"].with_context(active_test=False)
        if not members.has_access("read"):
            return members
        return members.search(
            [("user_id", "=", request.env.uid)], order="active desc, id desc"
        )

    def _get_own(self, model, number):
        """Return a record of the user's own stays, or an empty one.

        Unknown and forbidden give the same answer: nothing is learnt by trying.
        """
        records = request.env[model]
        if not 0 < number <= MAX_ID:
            return records
        return records.search(
            [("id", "=", number), ("member_id.user_id", "=", request.env.uid)]
        )

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_appointment_count" in counters:
            stays = self._get_own_stays()
            values["caetic_appointment_count"] = stays._portal_count_appointments()
        if "caetic_competence_count" in counters:
            grids = request.env["caetic.competence.grid"]
            own = [("member_id.user_id", "=", request.env.uid)]
            readable = grids.has_access("read")
            values["caetic_competence_count"] = readable and grids.search_count(own)
        return values

    # -- the page ---------------------------------------------------------------------

    @route("/my/appointments", type="http", auth="user", website=True, readonly=True)
    def portal_my_appointments(self, adviser="", message="", **kw):
        stays = self._get_own_stays()
        if not stays:
            return request.redirect("/my")
        return self._render_appointments(
            stays, {"adviser": str(adviser)}, message=str(message)
        )

    @route(
        "/my/appointments/book",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_appointments_book(self, **post):
        stays = self._get_own_stays()
        if not stays:
            return request.redirect("/my")
        form = {
            name: str(post.get(name, "")) for name in ("slot", "subject", "adviser")
        }
        try:
            _interview, issues = stays[0]._portal_book(form["slot"], form["subject"])
        except AccessError as error:
            return self._render_appointments(
                stays, form, alert=error.args[0], status=403
            )
        if issues:
            texts = wording.booking_texts(request.env, issues)
            status = 409 if issues.get("slot") == "taken" else 422
            return self._render_appointments(stays, form, texts, status=status)
        return request.redirect("/my/appointments?message=booked")

    @route(
        "/my/appointments/<int:interview_id>/cancel",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_appointment_cancel(self, interview_id, **post):
        interview = self._get_own("caetic.interview", interview_id)
        if not interview:
            return request.redirect("/my/appointments")
        try:
            interview._portal_cancel(str(post.get("reason", "")))
        except UserError as error:
            return self._render_appointments(
                self._get_own_stays(), {}, alert=error.args[0], status=422
            )
        return request.redirect("/my/appointments?message=cancelled")

    @route(
        "/my/appointments/tasks/<int:task_id>/done",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_task_done(self, task_id, **post):
        tasks = request.env["caetic.plan.task"]
        known = 0 < task_id <= MAX_ID
        partner = request.env.user.partner_id
        task = tasks.search(
            [("id", "=", task_id if known else 0), ("partner_id", "=", partner.id)]
        )
        if task.state == "todo":
            task._portal_set_done()
        return request.redirect("/my/appointments?message=task#caetic_tasks")

    def _render_appointments(
        self, stays, form, errors=None, alert="", message="", status=200
    ):
        values = {
            **self._prepare_appointment_values(stays, form),
            "errors": errors or {},
            "alert": alert,
            "message": message,
        }
        return request.render(
            "caetic_workshops.portal_my_appointments", values, status=status
        )

    def _prepare_appointment_values(self, stays, form):
        stay = stays[0]
        adviser = form.get("adviser", "")
        number = int(adviser) if adviser.isdecimal() and len(adviser) < 10 else 0
        coming, over = stays._portal_get_appointments()
        proposed = stay._portal_get_proposed()
        return {
            **self._person_page_values("appointments"),
            "page_name": "caetic_appointments",
            "agenda": stay._portal_get_agenda(number),
            "is_open": stay._is_file_open(),
            "coming": coming,
            "over": over,
            "tasks": stays._portal_get_tasks(),
            "proposed": None if coming else proposed,
            "today": fields.Date.context_today(stay),
            "form": form,
        }

    # -- one interview ----------------------------------------------------------------

    @route(
        "/my/appointments/<int:interview_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_appointment(self, interview_id, **kw):
        interview = self._get_own("caetic.interview", interview_id)
        if not interview:
            return request.redirect("/my/appointments")
        values = {
            **self._person_page_values("appointments"),
            "page_name": "caetic_appointment",
            "interview": interview,
            "report": interview._portal_get_report(),
            "today": fields.Date.context_today(interview),
        }
        return request.render("caetic_workshops.portal_my_appointment", values)

    @route(
        "/my/appointments/<int:interview_id>/report",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_appointment_report(self, interview_id, **kw):
        interview = self._get_own("caetic.interview", interview_id)
        if interview.state != "done":
            return request.redirect("/my/appointments")
        content = interview._portal_get_pdf()
        name = f"{interview._portal_get_pdf_name()}.pdf"
        return self._send_paper(content, name)
