# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

# Fifty years of payslips, and their corrections.
MOST = 700


class CaeticMemberPortal(models.Model):
    """A person's own payslips, on the portal and nowhere else."""

    _inherit = "caetic.member"

    def _portal_get_payslips(self):
        """Return the person's valid payslips, newest first, in superuser mode.

        :raises AccessError: for others, staff included
        """
        self._portal_check_file()
        # The owner has no right on payslips: theirs only leave here.
        slips_sudo = self.env["hr.payslip"].sudo()
        found_sudo = slips_sudo.search(
            [("caetic_member_id", "=", self.id), ("state", "=", "done")],
            order="date_from desc, id desc",
            limit=MOST,
        )
        return found_sudo.filtered(lambda slip: slip._get_report_ref())
