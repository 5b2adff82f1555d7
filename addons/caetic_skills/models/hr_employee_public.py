# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class HrEmployeePublic(models.Model):
    """Public file of an employee: skills of today that its reader may read.

    Odoo takes them from the private file, whoever reads, and the page of a colleague
    who objects would fail instead of showing none.
    """

    _inherit = "hr.employee.public"

    current_employee_skill_ids = fields.One2many(
        related=None, compute="_compute_current_employee_skill_ids"
    )

    @api.depends("employee_skill_ids")
    @api.depends_context("uid")
    def _compute_current_employee_skill_ids(self):
        current = self.employee_skill_ids.get_current_skills_by_employee()
        for employee in self:
            employee.current_employee_skill_ids = current[employee.id]
