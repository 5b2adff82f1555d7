# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.http import request, route

from .portal import CaeticPortal


class CaeticDeadlinePortal(CaeticPortal):
    """What is coming for a person, and the choice of the weekly summary."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_deadline_count" in counters:
            deadlines = request.env["caetic.deadline"]
            values["caetic_deadline_count"] = deadlines._count_portal_rows(
                self._get_own_members()
            )
        return values

    @route("/my/deadlines", type="http", auth="user", website=True, readonly=True)
    def portal_my_deadlines(self, saved=None, **kw):
        members = self._get_own_members()
        if not members:
            return request.redirect("/my")
        values = self._prepare_deadline_values(members)
        values["saved"] = bool(saved)
        return request.render("caetic_members.portal_my_deadlines", values)

    @route(
        "/my/deadlines/digest",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_digest(self, wanted=None, **kw):
        for member in self._get_own_members():
            member._portal_set_digest(wanted == "1")
        return request.redirect("/my/deadlines?saved=1#caetic_digest")

    def _get_own_members(self):
        """Return the stays of the user, read as the user."""
        members = request.env["caetic.member"]
        if not members.has_access("read"):
            return members
        return members.search([("user_id", "=", request.env.uid)])

    def _prepare_deadline_values(self, members):
        today = fields.Date.context_today(members)
        return {
            **self._person_page_values("deadlines"),
            "page_name": "caetic_deadlines",
            "members": members,
            "wants_digest": any(members.mapped("wants_digest")),
            "rows": request.env["caetic.deadline"]._get_portal_rows(members, today),
        }
