# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import CaeticPortal, path_id

from .. import engine
from . import wording

FIELDS = ("fund", "kind", "amount", "months", "reason")


class FundPortal(CaeticPortal):
    """Shared funds of the cooperative: what they are, what I asked, ask."""

    @route(
        "/my/activities/<int:activity_id>/funds",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_funds(self, activity_id, message="", **post):
        activity = self._get_own_activity(path_id(activity_id))
        if not activity:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_funds(activity, {}, done=message == "asked")
        form = {name: str(post.get(name, "")) for name in FIELDS}
        return self._ask_fund(activity, form)

    def _ask_fund(self, activity, form):
        try:
            with request.env.cr.savepoint():
                known = activity._portal_get_funds()["funds"].ids
                asked, issues = engine.parse_request(form, known)
                if not issues:
                    activity._portal_ask_fund(asked)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_funds(activity, form, alert=error.args[0], status=422)
        if issues:
            texts = wording.request_texts(request.env, issues)
            return self._render_funds(activity, form, texts, status=422)
        return request.redirect(f"/my/activities/{activity.id}/funds?message=asked")

    def _render_funds(
        self, activity, form, errors=None, alert="", done=False, status=200
    ):
        facts = activity._portal_get_funds()
        values = {
            **self._activity_page_values(activity, "money"),
            **facts,
            "page_name": "caetic_term",
            "kinds": wording.kind_labels(request.env),
            "states": {
                one.id: wording.state_words(request.env, one.state)
                for one in facts["requests"]
            },
            "form": form,
            "errors": errors or {},
            "alert": alert,
            "done": done,
        }
        return request.render("caetic_funds.portal_my_funds", values, status=status)
