# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..engine import DocumentFacts


class CaeticMemberDocumentDeadline(models.Model):
    """What papers say to the clocks."""

    _name = "caetic.member.document"
    _inherit = ["caetic.member.document", "caetic.clock.mixin"]

    @api.model
    def _get_clock_facts(self, domain):
        """Return papers that expire: ``{id of the member: [engine.DocumentFacts]}``.

        :param domain: which papers; read with one query, their types with another
        """
        kinds = self._get_own_kinds()
        documents = self.search_fetch(
            [*domain, ("date_expiry", "!=", False)],
            ["member_id", "type_id", "date_expiry"],
            order="id",
        )
        found = {}
        for document in documents:
            kind = kinds.get(document.type_id, "document")
            facts = document._to_clock(kind)
            found.setdefault(document.member_id.id, []).append(facts)
        return found

    @api.model
    def _get_own_kinds(self):
        """Papers with a clock of their own, by type; the others are ``document``."""
        residence = self.env.ref("caetic_members.document_type_residence", False)
        insurance = self.env.ref("caetic_members.document_type_insurance", False)
        return {residence: "residence", insurance: "insurance"}

    def _to_clock(self, kind):
        self.ensure_one()
        return DocumentFacts(
            id=self.id,
            type_id=self.type_id.id,
            kind=kind,
            expiry=self.date_expiry,
            alert_months=self.type_id.alert_months,
            name=self.type_id.name if kind == "document" else "",
        )
