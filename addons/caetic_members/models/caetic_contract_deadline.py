# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..engine import ContractFacts

FIELDS = (
    "member_id",
    "kind",
    "state",
    "parent_id",
    "date_start",
    "date_end",
    "date_signed",
    "end_reason",
    "association_deadline",
    "trial_end",
    "urssaf_notified_on",
    "france_travail_notified_on",
    "urssaf_end_notified_on",
    "france_travail_end_notified_on",
    "dpae_on",
)


class CaeticContractDeadline(models.Model):
    """What contracts say to the clocks."""

    _name = "caetic.contract"
    _inherit = ["caetic.contract", "caetic.clock.mixin"]

    @api.model
    def _get_clock_facts(self, domain):
        """Return facts of contracts: ``{id of the member: [engine.ContractFacts]}``.

        :param domain: which contracts; read with one query
        """
        domain = [*domain, ("kind", "in", ("cape", "cesa"))]
        found = {}
        for contract in self.search_fetch(domain, FIELDS, order="id"):
            facts = contract._to_clock()
            found.setdefault(contract.member_id.id, []).append(facts)
        return found

    def _to_clock(self):
        self.ensure_one()
        return ContractFacts(
            id=self.id,
            kind=self.kind,
            state=self.state,
            start=self.date_start,
            end=self.date_end or None,
            signed_on=self.date_signed or None,
            renews=self.parent_id.id or None,
            is_early=self.end_reason not in (False, "cape_term"),
            association=self.association_deadline or None,
            trial_end=self.trial_end or None,
            urssaf_on=self.urssaf_notified_on or None,
            france_travail_on=self.france_travail_notified_on or None,
            urssaf_end_on=self.urssaf_end_notified_on or None,
            france_travail_end_on=self.france_travail_end_notified_on or None,
            dpae_on=self.dpae_on or None,
        )
