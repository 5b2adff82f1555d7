# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

STAFF = "base.group_user"


class CaeticMemberProfile(models.Model):
    """Profile of a person: made with their employee, kept over their stays."""

    _inherit = "caetic.member"

    profile_ids = fields.One2many(
        "caetic.profile",
        "member_id",
        string="Profile",
        groups=STAFF,
        context={"active_test": False},
    )

    def _ensure_employee_sudo(self, date):
        """Skills of a person need an employee (R905): both come together."""
        employees = super()._ensure_employee_sudo(date)
        self.env["caetic.profile"]._ensure_profiles_sudo(self)._mirror()
        return employees
