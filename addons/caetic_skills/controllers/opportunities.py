# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID

from ..engine import opportunity_form
from . import opportunity_wording
from .network import NetworkPortal
from .profile import read_number

PATH = "/my/opportunities"


class OpportunitiesPortal(NetworkPortal):
    """Invitations to teams, needs that the person brought, teams they are in."""

    def _opportunity_values(self, name=None):
        return self._network_page_values("opportunities", name)

    # -- list -------------------------------------------------------------------------

    @route(PATH, type="http", auth="user", website=True, readonly=True)
    def portal_my_opportunities(self, message="", **kw):
        opportunities = request.env["caetic.opportunity"]
        values = {
            **self._opportunity_values(),
            "lists": opportunities._portal_get_lists(),
            "words": opportunity_wording.state_words(request.env),
            "may_bring": bool(opportunities._portal_get_member()),
            "message": str(message),
        }
        return request.render("caetic_skills.portal_my_opportunities", values)

    # -- bring one --------------------------------------------------------------------

    @route(
        f"{PATH}/new", type="http", auth="user", website=True, methods=["GET", "POST"]
    )
    def portal_my_opportunity_new(self, **post):
        opportunities = request.env["caetic.opportunity"]
        if not opportunities._portal_get_member():
            return request.redirect(PATH)
        form = {name: str(post.get(name, "")) for name in opportunity_form.FIELDS}
        if request.httprequest.method == "GET":
            return self._render_opportunity_new(form, {})
        number, issues = opportunities._portal_bring(form)
        if issues:
            texts = opportunity_wording.issue_words(request.env, issues)
            return self._render_opportunity_new(form, texts)
        return request.redirect(f"{PATH}/{number}?message=brought")

    def _render_opportunity_new(self, form, errors):
        values = {
            **self._opportunity_values("opportunity_new"),
            "form": form,
            "errors": errors,
            "modes": opportunity_wording.mode_words(request.env),
        }
        return request.render(
            "caetic_skills.portal_my_opportunity_new",
            values,
            status=422 if errors else 200,
        )

    # -- one --------------------------------------------------------------------------

    @route(
        f"{PATH}/<int:opportunity_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_opportunity(self, opportunity_id, message="", **kw):
        return self._render_opportunity(opportunity_id, message=str(message))

    def _render_opportunity(self, number, message="", alert="", words=""):
        opportunities = request.env["caetic.opportunity"]
        page = opportunities._portal_get_page(number) if 0 < number <= MAX_ID else None
        if not page:
            return request.redirect(PATH)
        values = {
            **self._opportunity_values("opportunity"),
            "page": page,
            "words": opportunity_wording.state_words(request.env),
            "modes": opportunity_wording.mode_words(request.env),
            "message": message,
            "alert": alert,
            "typed": words,
        }
        return request.render(
            "caetic_skills.portal_my_opportunity",
            values,
            status=422 if alert else 200,
        )

    @route(
        f"{PATH}/<int:opportunity_id>/team",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_opportunity_team(
        self, opportunity_id, act="", place="", person="", **post
    ):
        opportunities = request.env["caetic.opportunity"]
        acts = {
            "invite": (opportunities._portal_invite, ()),
            "withdraw": (opportunities._portal_withdraw, ()),
            "replace": (opportunities._portal_replace, (read_number(person),)),
        }
        if act not in acts or not 0 < opportunity_id <= MAX_ID:
            return request.redirect(PATH)
        method, more = acts[act]
        try:
            with request.env.cr.savepoint():
                method(opportunity_id, read_number(place), *more)
        except AccessError:
            return request.redirect(f"{PATH}/{opportunity_id}")
        except UserError as error:
            return self._render_opportunity(opportunity_id, alert=error.args[0])
        said = "taken_back" if act == "withdraw" else "asked"
        return request.redirect(f"{PATH}/{opportunity_id}?message={said}")

    @route(
        f"{PATH}/<int:opportunity_id>/answer",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_opportunity_answer(self, opportunity_id, answer="", words="", **post):
        if answer not in ("yes", "no") or not 0 < opportunity_id <= MAX_ID:
            return request.redirect(PATH)
        opportunities = request.env["caetic.opportunity"]
        try:
            with request.env.cr.savepoint():
                opportunities._portal_answer(opportunity_id, answer == "yes", words)
        except AccessError:
            return request.redirect(PATH)
        except UserError as error:
            return self._render_opportunity(
                opportunity_id, alert=error.args[0], words=str(words)
            )
        said = "accepted" if answer == "yes" else "declined"
        return request.redirect(f"{PATH}/{opportunity_id}?message={said}")
