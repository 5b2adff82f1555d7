# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, models


class CaeticContractVersion(models.Model):
    """What a running contract writes into the HR file: a CESA writes the version."""

    _inherit = "caetic.contract"

    def _start(self):
        result = super()._start()
        if self.kind in ("cape", "cesa"):
            self.member_id._ensure_employee_sudo(self.date_start)
        contract = self.parent_id if self.kind == "amendment" else self
        if contract.kind == "cesa":
            contract._write_version_sudo(self.date_start)
        return result

    def _end(self, date, reason):
        result = super()._end(date, reason)
        for contract in self.filtered(lambda one: one.kind == "cesa"):
            contract._end_version_sudo()
        return result

    def _write_version_sudo(self, date):
        """Write the terms in force from a day on into the employee's version."""
        self.ensure_one()
        # Contracts are run by coordinators, who need no right on HR files.
        employee_sudo = self.sudo().member_id.employee_id
        values = self._prepare_version(date)
        version_sudo = employee_sudo.version_ids.filtered(
            lambda version: version.date_version == date
        )
        if version_sudo:
            version_sudo.write(values)
        else:
            # Odoo's method leaves the superuser mode half way, but for its own user.
            employee_sudo = employee_sudo.with_user(SUPERUSER_ID)
            employee_sudo.create_version({**values, "date_version": date})

    def _prepare_version(self, date):
        """Values of the HR version; no calendar, so that no hours appear (R116)."""
        self.ensure_one()
        return {
            "contract_date_start": self.date_start,
            "contract_date_end": self.date_end,
            "contract_type_id": self.env.ref("caetic_members.contract_type_cesa").id,
            "wage": self._get_terms(date).fixed_part,
            "resource_calendar_id": False,
        }

    def _end_version_sudo(self):
        self.ensure_one()
        # Same reason as _write_version_sudo: the end of the contract ends the version.
        versions_sudo = self.sudo().member_id.employee_id.version_ids
        versions_sudo.filtered(
            lambda version: version.contract_date_start == self.date_start
        ).write({"contract_date_end": self.date_end})
