# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticContractPast(models.Model):
    """Contracts that an import brings, many at once."""

    _inherit = "caetic.contract"

    def _ensure_past_employees_sudo(self):
        """Make the employees of contracts about to start, in one go.

        Starting a contract makes its employee (see ``_ensure_employee_sudo``); a
        thousand, one after the other, would take minutes.
        """
        # Same reason as there: contracts are run without rights on HR files.
        waiting_sudo = self.sudo().filtered(
            lambda one: one.state == "signed" and not one.member_id.employee_id
        )
        members_sudo, rows = [], []
        for contract_sudo in waiting_sudo:
            member_sudo = contract_sudo.member_id
            member_sudo.employee_id = member_sudo._find_employee_sudo()
            if not member_sudo.employee_id:
                members_sudo.append(member_sudo)
                rows.append(member_sudo._prepare_employee(contract_sudo.date_start))
        # Same reason again: the coordinator holds no right on HR files.
        all_employees_sudo = self.env["hr.employee"].sudo()
        employees_sudo = all_employees_sudo.create(rows)
        for member_sudo, employee_sudo in zip(
            members_sudo, employees_sudo, strict=True
        ):
            member_sudo.employee_id = employee_sudo
