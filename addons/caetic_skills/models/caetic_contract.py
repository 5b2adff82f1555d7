# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticContract(models.Model):
    """Profiles of those whom an import brings come in one go, with the employees."""

    _inherit = "caetic.contract"

    def _ensure_past_employees_sudo(self):
        """Make the profiles too: each would come alone with the start of a contract."""
        result = super()._ensure_past_employees_sudo()
        members = self.filtered(lambda one: one.state == "signed").member_id
        self.env["caetic.profile"]._ensure_profiles_sudo(members)
        return result
