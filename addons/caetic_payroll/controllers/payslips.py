# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, CaeticPortal

from . import wording


class PayslipsPortal(CaeticPortal):
    """One's own payslips, never by a link with a token."""

    def _get_own_member(self):
        """Return the stay of the user in the cooperative, read as the user."""
        members = request.env["caetic.member"]
        if not members.has_access("read"):
            return members
        return members.search([("user_id", "=", request.env.uid)], limit=1)

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_payslip_count" in counters:
            member = self._get_own_member()
            slips = member._portal_get_payslips() if member else ()
            values["caetic_payslip_count"] = len(slips)
        return values

    @route("/my/pay", type="http", auth="user", website=True, readonly=True)
    def portal_my_pay(self, **kw):
        member = self._get_own_member()
        slips = member._portal_get_payslips() if member else ()
        values = {
            **self._person_page_values("pay"),
            "rows": [
                {
                    "slip": slip,
                    "month": wording.month_words(request.env, slip.date_from),
                }
                for slip in slips
            ],
        }
        return request.render("caetic_payroll.portal_my_pay", values)

    @route("/my/pay/<int:slip_id>/pdf", type="http", auth="user", website=True)
    def portal_my_payslip_pdf(self, slip_id, **kw):
        """Download one's own payslip; printed and sealed at the first request."""
        member = self._get_own_member()
        slips = member._portal_get_payslips() if member else ()
        slip = slips and slips.filtered(lambda one: one.id == slip_id <= MAX_ID)
        if not slip:
            return request.redirect("/my/pay")
        content = request.env["hr.payslip"].browse(slip.id)._portal_get_pdf()
        return self._send_paper(content, f"{slip._get_document_title()}.pdf")
