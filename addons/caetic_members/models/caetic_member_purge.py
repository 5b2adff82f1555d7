# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .caetic_member_anonymise import DELETED, REGISTERS


class CaeticMemberPurge(models.Model):
    """What a purge would do to a file, in words that name nobody (R802)."""

    _inherit = "caetic.member"

    def _get_purge_note(self, scope, obstacles):
        """Return what goes and what stays, or why all of it stays."""
        self.ensure_one()
        if obstacles:
            return "\n".join(obstacles)
        emptied = self.env._("Emptied: %(what)s", what=self._count_records(scope))
        if scope == "support":
            kept = self.env._("Kept: identity, contracts, journey")
            return f"{emptied}\n{kept}"
        deleted = [self.env["ir.model"]._get(name).name for name in DELETED]
        names = ", ".join(filter(None, deleted))
        lines = [
            emptied,
            self.env._("Deleted: %(what)s", what=names),
            self.env._(
                "Kept for statistics: year of birth, sex, first digits of the "
                "postcode, dates and kinds of the steps and contracts"
            ),
            *self._get_accounting_note(),
        ]
        return "\n".join(lines)

    def _count_records(self, scope):
        """Return what a file holds, counted by kind; ``-`` when it holds nothing."""
        support = self._get_support_models()
        counts = [
            self.env._(
                "%(count)s × %(what)s",
                count=len(records),
                what=self.env["ir.model"]._get(name).name,
            )
            for name, records in self._get_personal_records().items()
            if records
            and (name in support or scope == "file")
            and name not in (self._name, *REGISTERS)
        ]
        return ", ".join(counts) or "-"

    def _get_accounting_note(self):
        until = self._get_accounting_end(self.partner_id)
        if not until:
            return []
        return [
            self.env._(
                "Kept for the accounts until %(date)s: the name and the address of "
                "the contact, apart from the file",
                date=until,
            )
        ]
