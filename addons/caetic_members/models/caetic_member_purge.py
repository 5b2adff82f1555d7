# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .caetic_member_anonymise import DELETED, SUPPORT


class CaeticMemberPurge(models.Model):
    """What a purge would do to a file, in words that name nobody (R802)."""

    _inherit = "caetic.member"

    def _get_purge_note(self, scope, obstacles):
        """Return what goes and what stays, or why all of it stays."""
        self.ensure_one()
        if obstacles:
            return "\n".join(obstacles)
        found = self._get_personal_records()
        gone = [
            self.env._(
                "%(count)s × %(what)s",
                count=len(records),
                what=self.env["ir.model"]._get(name).name,
            )
            for name, records in found.items()
            if records
            and (name in SUPPORT if scope == "support" else name != self._name)
        ]
        lines = [self.env._("Emptied: %(what)s", what=", ".join(gone) or "-")]
        if scope == "support":
            lines.append(self.env._("Kept: identity, contracts, journey"))
            return "\n".join(lines)
        lines.append(
            self.env._(
                "Deleted: %(what)s",
                what=", ".join(
                    self.env["ir.model"]._get(name).name for name in DELETED
                ),
            )
        )
        lines.append(
            self.env._(
                "Kept for statistics: year of birth, sex, first digits of the postcode, "
                "dates and kinds of the steps and contracts"
            )
        )
        until = self._get_accounting_end(self.partner_id)
        if until:
            lines.append(
                self.env._(
                    "Kept for the accounts until %(date)s: the name and the address "
                    "of the contact, apart from the file",
                    date=until,
                )
            )
        return "\n".join(lines)
