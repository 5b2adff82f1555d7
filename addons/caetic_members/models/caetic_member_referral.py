# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

READERS = (
    "caetic_members.caetic_members_group_adviser,"
    "caetic_members.caetic_members_group_coordinator"
)


class CaeticMemberReferral(models.Model):
    """Who sent a person to the cooperative, and where it sent them (R305, R311)."""

    _inherit = "caetic.member"

    referral_ids = fields.One2many(
        "caetic.referral", "member_id", string="Referrals", groups=READERS
    )
    prescriber_id = fields.Many2one(
        "res.partner",
        string="Sent by",
        compute="_compute_prescriber_id",
        inverse="_inverse_prescriber_id",
        store=True,
        index="btree_not_null",
        groups=READERS,
        domain="[('caetic_organisation_kind', '!=', False)]",
        help="Organisation of the first referral to the cooperative.",
    )

    @api.depends(
        "referral_ids.direction", "referral_ids.date", "referral_ids.organisation_id"
    )
    def _compute_prescriber_id(self):
        for member in self:
            member.prescriber_id = member._get_first_referral().organisation_id

    def _get_first_referral(self):
        """Return the referral that brought the person, the earliest one."""
        incoming = self.referral_ids.filtered(lambda one: one.direction == "in")
        return incoming.sorted(lambda one: (one.date, one._origin.id))[:1]

    def _inverse_prescriber_id(self):
        """Keep the prescriber where it comes from: the first referral."""
        created, gone = [], self.env["caetic.referral"]
        for member in self:
            organisation = member.prescriber_id
            referral = member._get_first_referral()
            if referral and organisation:
                referral.organisation_id = organisation
            elif referral:
                gone |= referral
            elif organisation:
                created.append(
                    {"member_id": member.id, "organisation_id": organisation.id}
                )
        gone.unlink()
        self.env["caetic.referral"].create(created)
