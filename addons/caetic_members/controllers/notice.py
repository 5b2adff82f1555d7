# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import Controller, request, route


class CaeticNotice(Controller):
    """What becomes of the data of whoever fills in a public form (R807)."""

    @route(
        "/information-notice", type="http", auth="public", website=True, sitemap=False
    )
    def information_notice(self):
        company_sudo = request.env.company.sudo()  # Its name and address are public.
        values = {
            "company": company_sudo,
            "notice": request.env["caetic.privacy.notice"]._get_current(company_sudo),
        }
        return request.render("caetic_members.information_notice", values)
