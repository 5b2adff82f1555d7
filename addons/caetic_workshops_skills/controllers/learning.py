# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from odoo.addons.caetic_skills.controllers.profile import ProfilePortal, read_number


class LearningPortal(ProfilePortal):
    """Skills gained in workshops: one tap adds one to the profile."""

    @route(
        "/my/profile/learned", type="http", auth="user", website=True, methods=["POST"]
    )
    def portal_my_profile_learned(self, skill="", **post):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        changed = profile._portal_accept_skill(read_number(skill))
        message = "?message=saved#caetic_learning" if changed else ""
        return request.redirect(f"/my/profile{message}")
