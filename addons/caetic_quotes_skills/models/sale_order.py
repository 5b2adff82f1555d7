# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, fields, models


class SaleOrder(models.Model):
    """The quote of a team: each of its invoices carries the shares."""

    _inherit = "sale.order"

    caetic_opportunity_id = fields.Many2one(
        "caetic.opportunity",
        string="Opportunity",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="base.group_user",
    )

    def _prepare_invoice(self):
        values = super()._prepare_invoice()
        opportunity = self.caetic_opportunity_id
        if not opportunity:
            return values
        shares = opportunity._get_shares_of_others(self.caetic_activity_id)
        return {
            **values,
            "caetic_opportunity_id": opportunity.id,
            "caetic_share_ids": [
                Command.create({"activity_id": other.id, "percentage": float(share)})
                for other, share in shares.items()
            ],
        }
