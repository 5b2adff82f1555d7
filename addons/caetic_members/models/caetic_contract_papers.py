# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError

from .caetic_contract_clocks import SIGNED

REPORT = "caetic_members.report_contract"
# Terms of money and position that an amendment may change.
TERMS = ("job_title", "fixed_part", "scheme_id", "objective_turnover")


class CaeticContractPapers(models.Model):
    """Papers of a contract: its text, certificates, application as an associate."""

    _name = "caetic.contract"
    _inherit = ["caetic.contract", "caetic.archive.mixin"]

    def _get_report_ref(self):
        self.ensure_one()
        # The text of a staff contract is the employer's own.
        return None if self.kind == "staff" else "caetic_members.report_contract_action"

    def _is_document_final(self, report_name):
        self.ensure_one()
        return report_name != REPORT or self.state in SIGNED

    def _get_document_title(self):
        self.ensure_one()
        return f"{self.with_context(lang='fr_FR').name} {self.date_start}"

    def action_sign(self):
        result = super().action_sign()
        self._archive_pdf()
        return result

    # -- what the templates print --------------------------------------------------

    def _get_certified_day(self):
        """Return the day of a certificate.

        :raises UserError: nothing is certified of a contract that is not signed
        """
        self.ensure_one()
        if self.state not in SIGNED or self.kind not in ("cape", "cesa"):
            raise UserError(self.env._("Only a signed CAPE or CESA is certified."))
        return self._get_today()

    def _get_main_contract(self):
        """Return the contract that an amendment changes, through its amendments."""
        self.ensure_one()
        contract = self
        while contract.kind == "amendment":
            contract = contract.parent_id
        return contract

    def _get_first_period(self):
        """Return the CAPE that a chain of renewals began with."""
        self.ensure_one()
        contract = self
        while contract.kind == "cape" and contract.parent_id:
            contract = contract.parent_id
        return contract

    def _get_clause_lines(self, name):
        """Return the paragraphs of a clause, none for an empty one."""
        self.ensure_one()
        return [
            line.strip() for line in (self[name] or "").splitlines() if line.strip()
        ]

    def _get_tier_lines(self):
        """Return the tiers of the scheme as ``(from, up to, rate)``, in words."""
        self.ensure_one()
        tiers = self.scheme_id.tier_ids.sorted("from_amount")
        ends = [*tiers.mapped("from_amount")[1:], None]
        return [
            (
                self._fr_amount(tier.from_amount),
                self._fr_amount(end) if end is not None else "",
                self._fr_rate(tier.rate),
            )
            for tier, end in zip(tiers, ends, strict=True)
        ]

    def _get_changes(self):
        """Return what an amendment changes: ``[(field, value before, value after)]``.

        Values are written for the page; an empty one is an empty text.
        """
        self.ensure_one()
        before = self._get_main_contract()._get_terms(
            self.date_start - timedelta(days=1)
        )
        if before == self:
            before = self._get_main_contract()
        return [
            (name, before._write_term(name), self._write_term(name))
            for name in TERMS
            if before[name] != self[name]
        ]

    def _write_term(self, name):
        """Write one of the terms as a document prints it."""
        self.ensure_one()
        value = self[name]
        if not value:
            return ""
        if name == "scheme_id":
            return value.name
        return value if name == "job_title" else self._fr_amount(value)
