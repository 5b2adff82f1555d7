# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

OPEN = ("draft", "proposed", "accepted")


class CaeticMemberMoney(models.Model):
    """Money around a person, on one screen: activities, transfers, parts."""

    _inherit = "caetic.member"

    currency_id = fields.Many2one(related="company_id.currency_id")
    stake_ids = fields.One2many(
        "caetic.activity.member", "member_id", string="Shares in activities"
    )
    open_transfer_ids = fields.Many2many(
        "caetic.transfer",
        string="Open transfers",
        compute="_compute_open_transfer_ids",
    )
    share_value = fields.Monetary(
        string="Value of the parts", compute="_compute_share_value"
    )
    share_remaining = fields.Monetary(
        string="Still to pay up", compute="_compute_share_value"
    )

    @api.depends("stake_ids.activity_id")
    def _compute_open_transfer_ids(self):
        """Transfers that are not posted yet, on either side of an activity."""
        activities = self.stake_ids.activity_id
        transfers = self.env["caetic.transfer"].search(
            [
                ("state", "in", OPEN),
                "|",
                ("activity_from_id", "in", activities.ids),
                ("activity_to_id", "in", activities.ids),
            ]
        )
        for member in self:
            mine = member.stake_ids.activity_id
            member.open_transfer_ids = transfers.filtered(
                lambda row, mine=mine: (
                    row.activity_from_id in mine or row.activity_to_id in mine
                )
            )

    @api.depends("partner_id.caetic_associate_ids.value", "company_id")
    def _compute_share_value(self):
        """Parts belong to the person: those of an earlier stay count."""
        groups = self.env["caetic.associate"]._read_group(
            [("partner_id", "in", self.partner_id.ids)],
            ["partner_id", "company_id"],
            ["value:sum", "remaining:sum"],
        )
        held = {(partner, company): sums for partner, company, *sums in groups}
        for member in self:
            key = (member.partner_id, member.company_id)
            member.share_value, member.share_remaining = held.get(key, (0, 0))
