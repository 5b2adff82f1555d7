# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID
from odoo.addons.caetic_skills.controllers.opportunities import (
    PATH,
    OpportunitiesPortal,
)


class OpportunityInvoicePortal(OpportunitiesPortal):
    """The lead of a team prepares its invoice."""

    @route(
        f"{PATH}/<int:opportunity_id>/invoice",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_opportunity_invoice(self, opportunity_id, **post):
        if not 0 < opportunity_id <= MAX_ID:
            return request.redirect(PATH)
        opportunities = request.env["caetic.opportunity"]
        try:
            move = opportunities._portal_prepare_invoice(opportunity_id)
        except AccessError:
            return request.redirect(PATH)
        except UserError as error:
            return self._render_opportunity(opportunity_id, alert=error.args[0])
        url = f"/my/activities/{move.caetic_activity_id.id}/invoices/{move.id}"
        return request.redirect(f"{url}/edit" if move._portal_is_editable() else url)
