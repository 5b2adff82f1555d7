# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID

from . import opportunity_wording
from .network import NetworkPortal

PATH = "/opportunity/<int:invitation_id>/<string:token>"
FIELDS = ("answer", "quote", "words")
# The address holds a key: nothing keeps it, nothing tells it to another site.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class OpportunityLinkPortal(NetworkPortal):
    """Invitation of somebody without a login: a signed link, by mail."""

    @route(PATH, type="http", auth="public", website=True, readonly=True)
    def portal_opportunity_link(self, invitation_id, token, **kw):
        return self._render_opportunity_link(invitation_id, token)

    @route(
        f"{PATH}/answer",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_opportunity_link_answer(self, invitation_id, token, **post):
        form = {name: str(post.get(name, "")) for name in FIELDS}
        places = request.env["caetic.opportunity.invitation"]
        if form["answer"] not in ("yes", "no") or not 0 < invitation_id <= MAX_ID:
            return self._render_opportunity_link(invitation_id, token)
        try:
            with request.env.cr.savepoint():
                issues = places._link_answer(invitation_id, token, form)
        except UserError as error:
            return self._render_opportunity_link(
                invitation_id, token, form, alert=error.args[0]
            )
        if issues:
            texts = opportunity_wording.issue_words(request.env, issues)
            return self._render_opportunity_link(invitation_id, token, form, texts)
        return request.redirect(f"/opportunity/{invitation_id}/{token}", code=303)

    def _render_opportunity_link(self, number, token, form=None, errors=None, alert=""):
        places = request.env["caetic.opportunity.invitation"]
        page = places._link_get_page(number, token) if 0 < number <= MAX_ID else None
        values = {
            "page": page,
            "token": token,
            "form": form or {},
            "errors": errors or {},
            "alert": alert,
            "modes": opportunity_wording.mode_words(request.env),
        }
        status = 404 if not page else 422 if errors or alert else 200
        response = request.render(
            "caetic_skills.portal_opportunity_link", values, status=status
        )
        response.headers.update(HEADERS)
        return response
