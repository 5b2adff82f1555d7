# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticMemberEmployee(models.Model):
    """Employee of a member, made at the first contract, CAPE included.

    So that Odoo's own HR, skills and expenses work for everybody. Until a CESA runs
    the employee's version has no contract date, wage or calendar: a CAPE is not
    employment (C. com. L127-1), and a CESA has no hours (R116).
    """

    _inherit = "caetic.member"

    employee_id = fields.Many2one(
        "hr.employee",
        index="btree_not_null",
        copy=False,
        readonly=True,
        ondelete="set null",
        groups="hr.group_hr_user,caetic_members.caetic_members_group_coordinator,"
        "caetic_members.caetic_members_group_payroll_officer",
    )

    def _ensure_employee_sudo(self, date):
        """Return the employee of each member, made where there is none.

        :param date: first day of the contract that calls for it
        """
        # Contracts are run by coordinators, who need no right on HR files.
        members_sudo = self.sudo()
        for member_sudo in members_sudo.filtered(lambda one: not one.employee_id):
            values = member_sudo._prepare_employee(date)
            employee_sudo = member_sudo._find_employee_sudo()
            member_sudo.employee_id = employee_sudo or employee_sudo.create(values)
        return members_sudo.employee_id

    def _find_employee_sudo(self):
        """Return the employee of an earlier stay: a person has one HR file."""
        # The earlier stay may be in somebody else's portfolio.
        stays_sudo = self.sudo().partner_id.caetic_member_ids
        return stays_sudo.filtered(
            lambda stay: stay.company_id == self.company_id
        ).employee_id[:1]

    def _prepare_employee(self, date):
        """Values of a new employee; to extend by the addons that add fields to it."""
        self.ensure_one()
        return {
            "name": self.name,
            "user_id": self.user_id.id,
            "work_contact_id": self.partner_id.id,
            "work_email": self.email,
            "company_id": self.company_id.id,
            "date_version": date,
            "resource_calendar_id": False,
        }
