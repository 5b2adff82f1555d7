# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, path_id
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .. import engine
from . import wording
from .customers import CustomersPortal

PAGE_SIZE = 50
REASON_LIMIT = 1_000


class SaleSharesPortal(CustomersPortal):
    """Shares that colleagues propose to an activity: read, accepted, refused."""

    def _get_share(self, activity_id, share_id):
        """Return ``(activity, share)`` of the user, empty when not theirs."""
        activity = self._get_own_activity(activity_id)
        if not activity or share_id > MAX_ID:
            return activity, request.env["caetic.sale.share"]
        return activity, activity._portal_find_share(share_id)

    def _get_share_writer(self):
        """Return the function that puts a share in words; to extend."""
        return wording.share_writer(request.env)

    @route(
        [
            "/my/activities/<int:activity_id>/shares",
            "/my/activities/<int:activity_id>/shares/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_shares(self, activity_id, page=1, message="", **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        page = min(max(path_id(page), 1), MAX_ID)
        rows, total = activity._portal_get_shares((page - 1) * PAGE_SIZE, PAGE_SIZE)
        base = f"/my/activities/{activity.id}/shares"
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_sale_shares",
            "rows": list(map(self._get_share_writer(), rows)),
            "message": message,
            "pager": portal_pager(base, total, page, PAGE_SIZE),
        }
        return request.render("caetic_invoicing.portal_my_activity_shares", values)

    @route(
        "/my/activities/<int:activity_id>/shares/<int:share_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_share(self, activity_id, share_id, **kw):
        activity, share = self._get_share(activity_id, share_id)
        if not share:
            return request.redirect("/my")
        return self._render_share(activity, share)

    def _render_share(
        self, activity, share, form=None, issues=(), alert="", status=200
    ):
        row = activity._portal_get_share_row(share)
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_sale_share",
            "row": self._get_share_writer()(row),
            "form": form or {},
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
        }
        return request.render(
            "caetic_invoicing.portal_my_activity_share", values, status=status
        )

    @route(
        "/my/activities/<int:activity_id>/shares/<int:share_id>/accept",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_share_accept(self, activity_id, share_id, **post):
        return self._answer_share(activity_id, share_id, accepts=True)

    @route(
        "/my/activities/<int:activity_id>/shares/<int:share_id>/refuse",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_share_refuse(self, activity_id, share_id, **post):
        form = self._read_form(post, ("reason",))
        reader = engine.Reader(form)
        reason = reader.text("reason", REASON_LIMIT, required=True, multiline=True)
        if reader.issues:
            activity, share = self._get_share(activity_id, share_id)
            if not share:
                return request.redirect("/my")
            return self._render_share(activity, share, form, reader.issues, status=422)
        return self._answer_share(activity_id, share_id, False, reason)

    def _answer_share(self, activity_id, share_id, accepts, reason=""):
        activity, share = self._get_share(activity_id, share_id)
        if not share:
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                activity._portal_answer_share(share_id, accepts, reason)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            form = {"reason": reason}
            return self._render_share(
                activity, share, form, alert=error.args[0], status=422
            )
        message = "accepted" if accepts else "refused"
        url = f"/my/activities/{activity.id}/shares"
        return request.redirect(f"{url}?message={message}")
