# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .caetic_member import HOSTED
from .caetic_member_referral import READERS


class ResPartnerOrganisation(models.Model):
    """Organisation the cooperative works with: who sent whom, what became of them."""

    _inherit = "res.partner"

    caetic_organisation_kind = fields.Selection(
        [
            ("prescriber", "Prescriber"),
            ("professional", "Professional organisation"),
            ("funder", "Funder"),
            ("other", "Other partner"),
        ],
        string="Partner of the cooperative",
        index="btree_not_null",
    )
    caetic_referred_count = fields.Integer(
        string="People sent", compute="_compute_caetic_referred_count", groups=READERS
    )
    caetic_hosted_count = fields.Integer(
        string="Now in the cooperative",
        compute="_compute_caetic_referred_count",
        groups=READERS,
    )

    @api.depends()
    def _compute_caetic_referred_count(self):
        """Count persons, not stays: who comes back was sent once."""
        sent = self._count_caetic_referred([])
        hosted = self._count_caetic_referred([("stage", "in", HOSTED)])
        for partner in self:
            partner.caetic_referred_count = sent.get(partner, 0)
            partner.caetic_hosted_count = hosted.get(partner, 0)

    def _count_caetic_referred(self, domain):
        groups = self.env["caetic.referral"]._read_group(
            [("organisation_id", "in", self.ids), ("direction", "=", "in"), *domain],
            ["organisation_id", "member_id"],
        )
        people = {}
        for organisation, member in groups:
            people.setdefault(organisation, set()).add(member.partner_id.id)
        return {organisation: len(ids) for organisation, ids in people.items()}

    def action_open_caetic_referrals(self):
        """Open the people that the organisation sent, by what became of them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_referral_action"
        )
        return {
            **action,
            "domain": [("organisation_id", "=", self.id)],
            "context": {
                "default_organisation_id": self.id,
                "search_default_incoming": 1,
                "search_default_group_stage": 1,
            },
        }
