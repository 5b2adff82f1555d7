# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class HrEmployee(models.Model):
    """The profile of an employee, for the rule of who reads their skills."""

    _inherit = "hr.employee"

    caetic_profile_ids = fields.One2many(
        "caetic.profile",
        "employee_id",
        string="Profiles",
        context={"active_test": False},
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
