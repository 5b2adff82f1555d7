# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.caetic_members.engine import cents, to_decimal


class CaeticSaleShare(models.Model):
    """Part of a customer document that goes to another activity (R427).

    Posting the document makes an internal transfer (R426) whose availability follows
    the customer's payment (R428).
    """

    _name = "caetic.sale.share"
    _description = "Share of a sale"
    _order = "move_id, id"

    move_id = fields.Many2one(
        "account.move", string="Document", required=True, index=True, ondelete="cascade"
    )
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Line",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('move_id', '=', move_id), ('display_type', '=', 'product')]",
        help="Empty: the share is of the whole document.",
    )
    activity_id = fields.Many2one(
        "caetic.activity", string="Shared with", required=True, index=True
    )
    percentage = fields.Float(string="Share (%)", digits="Caetic Rate", required=True)
    amount = fields.Monetary(
        string="Amount (VAT excl.)", compute="_compute_amount", store=True
    )
    transfer_id = fields.Many2one("caetic.transfer", readonly=True, copy=False)
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    currency_id = fields.Many2one(related="move_id.company_currency_id")

    _percentage_range = models.Constraint(
        "CHECK (percentage > 0 AND percentage <= 100)",
        "A share is above zero and at most 100 %.",
    )

    @api.depends(
        "percentage",
        "move_line_id.balance",
        "move_id.invoice_line_ids.balance",
    )
    def _compute_amount(self):
        for share in self:
            lines = share.move_line_id or share.move_id.invoice_line_ids
            untaxed = abs(to_decimal(sum(lines.mapped("balance"))))
            share.amount = cents(untaxed * to_decimal(share.percentage) / 100)

    @api.constrains("move_id", "move_line_id", "activity_id", "percentage")
    def _check_shares(self):
        for move in self.move_id:
            owner = move.caetic_activity_id
            if not owner or owner in move.caetic_share_ids.activity_id:
                raise ValidationError(
                    self.env._("A share goes to another activity than the seller's.")
                )
            if move._caetic_get_shared_excess():
                raise ValidationError(
                    self.env._("The shares of a document cannot exceed 100 %.")
                )
            if move.state == "posted":
                raise ValidationError(
                    self.env._("A posted document is not shared any more.")
                )

    def _prepare_transfer(self):
        """Values of the transfer; a credit note takes the share back."""
        self.ensure_one()
        seller, other = self.move_id.caetic_activity_id, self.activity_id
        if self.move_id.move_type == "out_refund":
            seller, other = other, seller
        return {
            "activity_from_id": seller.id,
            "activity_to_id": other.id,
            "amount": self.amount,
            "label": self.env._("Share of %(document)s", document=self.move_id.name),
            "date": self.move_id.date,
            "source_move_id": self.move_id.id,
        }

    def _prepare_refund_shares(self, refund):
        """Values of the same shares on a credit note, line by line."""
        taken = refund.invoice_line_ids
        same = {line.caetic_origin_line_id.id: line.id for line in taken}
        return [
            {
                "activity_id": share.activity_id.id,
                "percentage": share.percentage,
                "move_line_id": same.get(share.move_line_id.id, False),
            }
            for share in self
            if not share.move_line_id or share.move_line_id.id in same
        ]
