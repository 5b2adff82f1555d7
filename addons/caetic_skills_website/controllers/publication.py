# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from odoo.addons.caetic_skills.controllers.network import NetworkPortal


class PublicationPortal(NetworkPortal):
    """What a person shows to the public, and what a visitor sees of it."""

    @route(
        "/my/profile/public",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_publication(self, message="", **post):
        profile_sudo = request.env["caetic.profile"]._portal_get_own_public()
        if not profile_sudo:
            return request.redirect("/my")
        if request.httprequest.method == "POST":
            profile_sudo._portal_publish(set(post))
            return request.redirect("/my/profile/public?message=saved")
        values = {
            **self._network_page_values("public"),
            "choices": profile_sudo._portal_get_publication(),
            "message": message,
        }
        view = "caetic_skills_website.portal_my_profile_public"
        return request.render(view, values)

    @route(
        "/my/profile/public/preview",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_publication_preview(self, **kw):
        profile_sudo = request.env["caetic.profile"]._portal_get_own_public()
        if not profile_sudo:
            return request.redirect("/my")
        values = {
            **self._network_page_values("public", "public_preview"),
            "page": profile_sudo._portal_get_preview(),
            "is_public": profile_sudo.is_public,
        }
        view = "caetic_skills_website.portal_my_profile_preview"
        return request.render(view, values)
