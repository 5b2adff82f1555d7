# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID

from ..engine import read_text
from . import profile_wording
from .network import NetworkPortal

AVAILABILITY = (
    "when",
    "available_from",
    "days",
    "work_mode",
    "zip",
    "town",
    "rate_min",
    "rate_max",
)
MESSAGES = ("useful", "saved", "asked", "deleted", "hidden", "shown")
# Answers that fit most people, in days a month.
DAYS = ("2", "5", "10", "15", "20")


def read_number(text):
    """Return an identifier typed by a browser, 0 when it is none."""
    text = str(text or "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else 0
    return number if number <= MAX_ID else 0


def read_numbers(name):
    """Return the identifiers that a form sent under one name."""
    sent = request.httprequest.form.getlist(name)
    return {number for text in sent if (number := read_number(text))}


class ProfilePortal(NetworkPortal):
    """« Mon profil »: trades, skills and availability, in three short steps."""

    def _get_profile(self):
        """Return the profile of the user, made on their first visit, or nothing."""
        return request.env["caetic.profile"]._portal_get_own()

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_profile_count" in counters:
            hosted = request.env["caetic.profile"]._portal_get_hosted()
            values["caetic_profile_count"] = len(hosted)
        return values

    def _render_profile(self, template, values, issues=None):
        """Render a form of the profile; one that is refused says why."""
        errors = profile_wording.issue_texts(request.env, issues or {})
        values = {
            **self._network_page_values("profile", f"profile_{template}"),
            **values,
            "alert": errors.pop("", ""),
            "errors": errors,
        }
        return request.render(
            f"caetic_skills.portal_profile_{template}",
            values,
            status=422 if issues else 200,
        )

    # -- the page ---------------------------------------------------------------------

    @route("/my/profile", type="http", auth="user", website=True)
    def portal_my_profile(self, message="", **kw):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        page = profile._portal_get_page()
        if not page["groups"] and not page["availability"]:
            return request.redirect("/my/profile/trades")
        values = {
            "page": page,
            "next_step": profile_wording.next_words(request.env, page["next"]),
            "message": message if message in MESSAGES else "",
        }
        return self._render_profile("page", values)

    @route("/my/profile/preview", type="http", auth="user", website=True, readonly=True)
    def portal_my_profile_preview(self, **kw):
        profile = request.env["caetic.profile"]._portal_read_own()
        if not profile:
            return request.redirect("/my/profile")
        page = profile._portal_get_page()
        return self._render_profile("preview", {"card": page, "page": page})

    @route(
        "/my/profile/visibility",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_profile_visibility(self, listed="", **post):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        profile._portal_answer(listed == "1")
        done = "shown" if listed == "1" else "hidden"
        return request.redirect(f"/my/profile?message={done}#caetic_visibility")

    # -- step 1: trades ---------------------------------------------------------------

    @route(
        "/my/profile/trades",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_profile_trades(self, **post):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_profile(
                "trades", {"tiles": profile._portal_get_tiles()}
            )
        chosen = read_numbers("trades")
        issues = profile._portal_set_trades(chosen)
        if issues:
            values = {"tiles": profile._portal_get_tiles(chosen)}
            return self._render_profile("trades", values, issues)
        return request.redirect("/my/profile/skills")

    # -- step 2: skills ---------------------------------------------------------------

    @route(
        "/my/profile/skills",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_profile_skills(self, **post):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_proposed(profile)
        levels = self._read_levels(post)
        profile._portal_set_levels(levels)
        if not any(levels.values()):
            return self._render_proposed(profile, {"skills": "skills"})
        known = profile._portal_get_availability()["when"]
        path = "?message=saved#caetic_skills" if known else "/availability"
        return request.redirect(f"/my/profile{path}")

    def _render_proposed(self, profile, issues=None):
        groups = profile._portal_get_proposed()
        if not groups:
            return request.redirect("/my/profile/trades")
        return self._render_profile("skills", {"groups": groups}, issues)

    def _read_levels(self, post):
        """Return the level number by skill number that a form sent."""
        return {
            number: read_number(level)
            for name, level in post.items()
            if name.startswith("skill_") and (number := read_number(name[6:]))
        }

    # -- step 3: availability ---------------------------------------------------------

    @route(
        "/my/profile/availability",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_profile_availability(self, **post):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        form, issues = profile._portal_get_availability(), {}
        if request.httprequest.method == "POST":
            first = not form["when"]
            form = {name: read_text(post.get(name)) for name in AVAILABILITY}
            issues = profile._portal_set_availability(form)
            if not issues:
                done = "useful" if first else "saved"
                return request.redirect(f"/my/profile?message={done}")
        days = [*DAYS, form["days"]] if form["days"].isdecimal() else DAYS
        values = {"form": form, "days": sorted({*days}, key=int)}
        return self._render_profile("availability", values, issues)

    # -- other skills -----------------------------------------------------------------

    @route(
        "/my/profile/skills/search",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_profile_search(self, q="", **kw):
        profile = request.env["caetic.profile"]._portal_read_own()
        if not profile:
            return request.redirect("/my/profile")
        return self._render_search(profile, read_text(q))

    def _render_search(self, profile, text, issues=None, wish=""):
        values = {
            "q": text,
            "rows": profile._portal_find_skills(text),
            "wish": wish or text,
        }
        return self._render_profile("search", values, issues)

    @route(
        "/my/profile/skills/add",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_profile_add(self, **post):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        profile._portal_set_levels(self._read_levels(post))
        return request.redirect("/my/profile?message=saved#caetic_skills")

    @route(
        "/my/profile/skills/wish",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_profile_wish(self, wish="", **post):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        wish = read_text(wish)
        issues = profile._portal_ask_skill(wish)
        if issues:
            return self._render_search(profile, "", issues, wish)
        return request.redirect("/my/profile?message=asked#caetic_skills")

    @route(
        "/my/profile/skills/<int:line_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_profile_skill(self, line_id, **kw):
        profile = request.env["caetic.profile"]._portal_read_own()
        skill = profile and profile._portal_get_skill(line_id)
        if not skill:
            return request.redirect("/my/profile")
        return self._render_profile("skill", {"skill": skill, "rows": [skill]})

    # -- colleagues -------------------------------------------------------------------

    @route(
        "/my/network/<int:profile_id>/confirm",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_network_confirm(self, profile_id, **post):
        """Confirm a skill of a colleague, or take one's confirmation back."""
        profiles = request.env["caetic.profile"]
        profile = profiles._portal_get_visible(profile_id).with_env(request.env)
        if not profile:
            return request.redirect("/my/network")
        line_id = read_number(post.get("line"))
        page = f"/my/network/{profile_id}"
        try:
            if post.get("do") == "withdraw":
                profile._portal_withdraw(line_id)
                return request.redirect(f"{page}?message=withdrawn#caetic_skills")
            note = read_text(post.get("note"))
            issues = profile._portal_confirm(line_id, note)
        except AccessError:
            return request.redirect(page)
        if issues:
            return self._render_confirm(profile, line_id, note, issues)
        return request.redirect(f"{page}?message=confirmed#caetic_skills")

    def _render_confirm(self, profile, line_id, note, issues):
        values = {"card": profile._portal_get_card(), "line_id": line_id, "note": note}
        return self._render_profile("confirm", values, issues)
