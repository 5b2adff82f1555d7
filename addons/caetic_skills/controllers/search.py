# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from werkzeug.urls import url_encode

from odoo.exceptions import AccessError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID

from ..engine.criteria import LEVELS, read_criteria
from ..engine.words import fold
from ..models.caetic_profile_contact import LONGEST
from . import search_words as wording
from .network import NetworkPortal

FORM = ("q", "trade", "skill", "level", "by", "days", "place", "remote", "people")
FILTERS = ("trade", "skill", "level", "by", "days", "place", "remote")
PATH = "/my/network"
MESSAGES = ("sent", "shown", "hidden", "confirmed", "withdrawn")


class NetworkSearchPortal(NetworkPortal):
    """The network of a person: search, a colleague's page, the map of skills."""

    def _get_network_profile(self, profile_id):
        """Return a profile that the user sees, with their own rights, or None."""
        if not 0 < profile_id <= MAX_ID:
            return None
        profile_sudo = request.env["caetic.profile"]._portal_get_visible(profile_id)
        return profile_sudo.with_env(request.env) if profile_sudo else None

    # -- search -----------------------------------------------------------------------

    @route(PATH, type="http", auth="user", website=True, readonly=True)
    def portal_my_network(self, page="1", **kw):
        profiles = request.env["caetic.profile"]
        form = {name: str(kw.get(name, "")) for name in FORM}
        criteria, issues = read_criteria(form)
        number = int(page) if page.isascii() and page.isdigit() else 1
        found = profiles._portal_search(criteria, min(number, MAX_ID))
        if found is None:
            return request.redirect("/my")
        is_asked = bool(criteria.text or criteria.is_filtered)
        values = {
            **self._network_page_values("search"),
            **profiles._portal_get_choices(),
            **found,
            **self._prepare_search_page(form, criteria, found),
            "errors": wording.issue_words(request.env, issues),
            "is_asked": is_asked,
            "is_filtered": criteria.is_filtered,
            "neighbours": [] if is_asked else profiles._portal_get_neighbours(),
        }
        status = 422 if issues else 200
        return request.render("caetic_skills.portal_my_network", values, status=status)

    def _prepare_search_page(self, form, criteria, found):
        """Values of the page that only repeat what was typed, in other words."""
        profiles = request.env["caetic.profile"]
        typed = criteria.text.split()
        return {
            "form": form,
            "filter_count": sum(bool(form[name]) for name in FILTERS)
            + (criteria.people != "all"),
            "levels": [(one, profiles._get_level_words(one)) for one in LEVELS],
            "searched": " ".join(
                found["corrections"].get(word, word) for word in map(fold, typed)
            ),
            "pager_urls": self._get_page_urls(form, found),
        }

    def _get_page_urls(self, form, found):
        """Return the addresses of the page before and of the page after, or None."""
        typed = {name: text for name, text in form.items() if text}

        def address(page):
            inside = 0 < page <= found["pages"]
            return f"{PATH}?{url_encode({**typed, 'page': page})}" if inside else None

        return address(found["page"] - 1), address(found["page"] + 1)

    # -- a colleague ------------------------------------------------------------------

    @route(
        f"{PATH}/<int:profile_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_network_profile(self, profile_id, message="", **kw):
        profile = self._get_network_profile(profile_id)
        if profile is None:
            return request.not_found()
        return self._render_colleague(profile, message=message)

    def _render_colleague(self, profile, form=None, issues=None, message=""):
        errors = wording.issue_words(request.env, issues or {})
        values = {
            **self._network_page_values("search", "colleague"),
            "profile": profile,
            "card": profile._portal_get_card(),
            "contact": profile._portal_get_contact(),
            "form": form or {},
            "errors": errors,
            "longest": LONGEST,
            "message": message if message in MESSAGES else "",
        }
        status = 422 if errors else 200
        return request.render(
            "caetic_skills.portal_my_network_profile", values, status=status
        )

    @route(
        f"{PATH}/<int:profile_id>/write",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_network_write(self, profile_id, text="", **post):
        profile = self._get_network_profile(profile_id)
        if profile is None:
            return request.not_found()
        try:
            issues = profile._portal_write_to(str(text))
        except AccessError:
            return request.not_found()
        if issues:
            return self._render_colleague(profile, {"text": str(text)}, issues)
        return request.redirect(f"{PATH}/{profile_id}?message=sent")

    @route(
        f"{PATH}/<int:profile_id>/email",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_network_email(self, profile_id, shown="", **post):
        profile = self._get_network_profile(profile_id)
        if profile is None:
            return request.not_found()
        try:
            profile._portal_show_email(shown == "1")
        except AccessError:
            return request.not_found()
        message = "shown" if shown == "1" else "hidden"
        return request.redirect(f"{PATH}/{profile_id}?message={message}")

    # -- map --------------------------------------------------------------------------

    @route(f"{PATH}/map", type="http", auth="user", website=True, readonly=True)
    def portal_my_network_map(self, **kw):
        profiles = request.env["caetic.profile"]
        heat = profiles._portal_get_heat()
        if heat is None:
            return request.redirect("/my")
        values = {
            **self._network_page_values("map"),
            **heat,
            "levels": [(f"{one:03}", profiles._get_level_words(one)) for one in LEVELS],
            "get_shade": lambda count: wording.shade(count, heat["most"]),
        }
        return request.render("caetic_skills.portal_my_network_map", values)

    @route(
        f"{PATH}/map/<int:trade_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_network_map_people(self, trade_id, level="", **kw):
        """Who a number of the map counts."""
        profiles = request.env["caetic.profile"]
        people = None
        if trade_id <= MAX_ID:
            people = profiles._portal_get_heat_people(trade_id, str(level))
        if people is None:
            return request.redirect(f"{PATH}/map")
        values = {**self._network_page_values("map", "map_people"), **people}
        return request.render("caetic_skills.portal_my_network_map_people", values)
