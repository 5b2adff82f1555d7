# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..engine import Reader
from .portal import MAX_ID, CaeticPortal, path_id


class CaeticYearEndPortal(CaeticPortal):
    """Years of an activity: what was earned and paid, and what is wished."""

    @route(
        "/my/activities/<int:activity_id>/years",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_years(self, activity_id, message="", **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        return self._render_years(activity, message=message)

    def _render_years(self, activity, message="", errors=None, alert="", status=200):
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_years",
            "rows": activity._portal_get_years(),
            "parts": activity._portal_get_profit_shares(),
            "message": message,
            "errors": errors or {},
            "alert": alert,
        }
        return request.render(
            "caetic_members.portal_my_activity_years", values, status=status
        )

    @route(
        "/my/activities/<int:activity_id>/years/<int:line_id>/wish",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_year_wish(self, activity_id, line_id, **post):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        line_id = min(path_id(line_id), MAX_ID)
        reader = Reader({"wish": str(post.get("wish", ""))})
        wish = reader.choice("wish", ("pay", "keep"))
        if reader.issues:
            error = request.env._("Choose one of the two answers.")
            return self._render_years(activity, errors={line_id: error}, status=422)
        try:
            activity._portal_wish(line_id, wish)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_years(activity, alert=error.args[0], status=422)
        return request.redirect(f"/my/activities/{activity.id}/years?message=wished")
