# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, CaeticPortal

from ..models.caetic_accelerator_portal import FORM
from . import accelerator_wording

ACT_FIELDS = (
    "title",
    "need",
    "summary",
    "idea",
    "learned",
    "who",
    "id",
    "task",
    "date_due",
    "state",
    "participants",
)
PATH = "/my/accelerators"


class AcceleratorPortal(CaeticPortal):
    """Project accelerators: meetings of one's own groups, their record, their timer."""

    def _get_meeting(self, meeting_id):
        """Return a meeting of the user's groups, or an empty record.

        Unknown and forbidden give the same answer, for staff as well.
        """
        meetings = request.env["caetic.accelerator"]
        if not 0 < meeting_id <= MAX_ID:
            return meetings
        return meetings._portal_search().filtered(lambda one: one.id == meeting_id)

    def _accelerator_values(self, page):
        # Who comes from outside has no other page of a person.
        is_member = request.env["caetic.accelerator"]._portal_get_member()
        values = self._person_page_values("accelerators" if is_member else False)
        return {**values, "page_name": f"caetic_{page}"}

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_accelerator_count" in counters:
            meetings = request.env["caetic.accelerator"]._portal_search()
            values["caetic_accelerator_count"] = len(meetings)
        return values

    # -- list -------------------------------------------------------------------------

    @route(PATH, type="http", auth="user", website=True, readonly=True)
    def portal_my_accelerators(self, **kw):
        meetings = request.env["caetic.accelerator"]._portal_search()
        values = {
            **self._accelerator_values("accelerators"),
            "meetings": meetings,
            "words": accelerator_wording.state_words(request.env),
            "may_propose": bool(meetings._portal_get_member()),
        }
        return request.render("caetic_workshops.portal_my_accelerators", values)

    # -- new --------------------------------------------------------------------------

    @route(
        f"{PATH}/new", type="http", auth="user", website=True, methods=["GET", "POST"]
    )
    def portal_my_accelerator_new(self, **post):
        meetings = request.env["caetic.accelerator"]
        if not meetings._portal_get_member():
            return request.redirect(PATH)
        form = {name: str(post.get(name, "")) for name in FORM}
        if request.httprequest.method == "GET":
            return self._render_new(form, {})
        try:
            with request.env.cr.savepoint():
                meeting, issues = meetings._portal_propose(form)
        except AccessError:
            return request.redirect(PATH)
        if issues:
            texts = accelerator_wording.issue_words(request.env, issues)
            return self._render_new(form, texts)
        return request.redirect(f"{PATH}/{meeting.id}")

    def _render_new(self, form, errors):
        meetings = request.env["caetic.accelerator"]
        values = {
            **self._accelerator_values("accelerator_new"),
            "form": form,
            "errors": errors,
            "templates": meetings._portal_get_templates(),
            "sessions": meetings._portal_get_sessions(),
        }
        status = 422 if errors else 200
        return request.render(
            "caetic_workshops.portal_my_accelerator_new", values, status=status
        )

    # -- record -----------------------------------------------------------------------

    @route(
        f"{PATH}/<int:meeting_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_accelerator(self, meeting_id, **kw):
        meeting = self._get_meeting(meeting_id)
        if not meeting:
            return request.redirect(PATH)
        return self._render_meeting(meeting, {}, {})

    def _render_meeting(self, meeting, form, errors):
        status = 422 if errors else 200
        values = {
            **self._accelerator_values("accelerator"),
            "meeting": meeting,
            "steps": meeting.step_ids,
            "page": meeting._portal_get_page(),
            "words": accelerator_wording.state_words(request.env),
            "own_id": str(request.env.user.partner_id.id),
            "form": form,
            "alert": errors.get("", ""),
            "errors": errors,
        }
        return request.render(
            "caetic_workshops.portal_my_accelerator", values, status=status
        )

    @route(
        f"{PATH}/<int:meeting_id>/act/<string:act>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_accelerator_act(self, meeting_id, act, **post):
        meeting = self._get_meeting(meeting_id)
        if not meeting:
            return request.redirect(PATH)
        form = {name: str(post[name]) for name in ACT_FIELDS if name in post}
        try:
            with request.env.cr.savepoint():
                issues = meeting._portal_act(act, form)
        except UserError as error:
            return self._render_meeting(meeting, form, {"": error.args[0]})
        if issues is None:
            return request.redirect(f"{PATH}/{meeting.id}")
        if issues:
            texts = accelerator_wording.issue_words(request.env, issues)
            return self._render_meeting(meeting, form, texts)
        return request.redirect(f"{PATH}/{meeting.id}#caetic_{act.partition('_')[0]}")

    # -- timer ------------------------------------------------------------------------

    @route(
        f"{PATH}/<int:meeting_id>/run",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_accelerator_run(self, meeting_id, **kw):
        meeting = self._get_meeting(meeting_id)
        if not meeting:
            return request.redirect(PATH)
        values = {
            **self._accelerator_values("accelerator_run"),
            "meeting": meeting,
            "steps": meeting.step_ids,
            "clock": meeting._get_clock_state(),
            "may_drive": bool(meeting._portal_get_roles()),
        }
        return request.render("caetic_workshops.portal_my_accelerator_run", values)

    @route(
        f"{PATH}/<int:meeting_id>/clock",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_accelerator_clock(self, meeting_id, **kw):
        """The state of the timer, for the other screens."""
        meeting = self._get_meeting(meeting_id)
        if not meeting:
            return request.make_json_response({}, status=404)
        return request.make_json_response(meeting._get_clock_state())

    @route(
        f"{PATH}/<int:meeting_id>/clock/<string:act>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_accelerator_clock_act(self, meeting_id, act, **post):
        meeting = self._get_meeting(meeting_id)
        if not meeting:
            return request.redirect(PATH)
        try:
            with request.env.cr.savepoint():
                meeting._portal_run_clock(act)
        except UserError as error:
            return self._render_meeting(meeting, {}, {"": error.args[0]})
        if act == "finish":
            return request.redirect(f"{PATH}/{meeting.id}")
        return request.redirect(f"{PATH}/{meeting.id}/run")
