# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID
from odoo.addons.caetic_skills.controllers.opportunities import (
    PATH,
    OpportunitiesPortal,
)


class OpportunityProjectPortal(OpportunitiesPortal):
    """The lead of a team that is formed opens its joint project."""

    @route(
        f"{PATH}/<int:opportunity_id>/project",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_opportunity_project(self, opportunity_id, **post):
        if not 0 < opportunity_id <= MAX_ID:
            return request.redirect(PATH)
        opportunities = request.env["caetic.opportunity"]
        try:
            with request.env.cr.savepoint():
                number = opportunities._portal_make_project(opportunity_id)
        except AccessError:
            return request.redirect(PATH)
        except UserError as error:
            return self._render_opportunity(opportunity_id, alert=error.args[0])
        return request.redirect(f"/my/joint-projects/{number}?message=opened")
