# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SaleOrder(models.Model):
    """The quote of a team: its members have agreed on the shares (R427)."""

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

    def _caetic_get_agreed_shares(self):
        team = self.caetic_opportunity_id._get_agreed_parts(self.caetic_activity_id)
        return {**super()._caetic_get_agreed_shares(), **team}

    def _prepare_invoice(self):
        team = {"caetic_opportunity_id": self.caetic_opportunity_id.id}
        return {**super()._prepare_invoice(), **team}

    def _action_confirm(self):
        """What the customer signs is won, for the amount of the quote."""
        result = super()._action_confirm()
        # A customer without an account signs: the system closes the opportunity.
        for order_sudo in self.sudo():
            order_sudo.caetic_opportunity_id._win_by_quote(order_sudo)
        return result
