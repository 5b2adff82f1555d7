# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.caetic_members.models.caetic_archive_mixin import FRENCH


class CaeticWorkshopModuleProgramme(models.Model):
    """Programme of a module, on paper."""

    _inherit = "caetic.workshop.module"

    def _get_programme_pdf(self):
        """Return the programme as a PDF in French.

        :returns: bytes
        """
        self.ensure_one()
        # Whoever may read the module may read its programme.
        reports_sudo = self.env["ir.actions.report"].sudo().with_context(lang=FRENCH)
        name = "caetic_workshops.report_programme_action"
        return reports_sudo._render_qweb_pdf(name, self.ids)[0]
