# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models


class AccountMove(models.Model):
    """An invoice that comes from a signed quote."""

    _inherit = "account.move"

    caetic_quote_id = fields.Many2one(
        "sale.order",
        string="Quote",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    caetic_stage_ids = fields.One2many(
        "caetic.quote.stage", "move_id", string="Payments of the quote"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Carry the shares of the quote, whichever button makes its invoice."""
        moves = super().create(vals_list)
        # Shares follow the document, whoever invoices it.
        for move_sudo in moves.sudo().filtered("caetic_quote_id"):
            if move_sudo.move_type == "out_invoice":
                move_sudo.caetic_quote_id._caetic_carry_shares(move_sudo)
        return moves

    def _caetic_get_kept_base(self):
        """Return what invoices ask for, less what was credited; EUR without VAT."""
        refunds = self.reversal_move_ids.filtered(lambda m: m.state == "posted")
        asked = sum((m._caetic_get_shared_base() for m in self), Decimal(0))
        return asked - sum((m._caetic_get_shared_base() for m in refunds), Decimal(0))

    def _caetic_is_deposit(self):
        """Tell whether it asks for money before the service (R607)."""
        self.ensure_one()
        # The customer reads the document, not the schedule of the quote.
        stages_sudo = self.sudo().caetic_stage_ids
        return bool(stages_sudo) and stages_sudo.kind != "balance"

    def _caetic_is_training(self):
        """A deposit has no product: the quote says what it is for (R619)."""
        # Whoever prints it may not read the quote.
        quote_sudo = self.caetic_quote_id.sudo()
        return super()._caetic_is_training() or quote_sudo._caetic_is_training()

    def _portal_may_repeat(self):
        """A draft of a quote belongs to its schedule: only issued ones repeat."""
        is_stage = self.state == "draft" and self.caetic_quote_id
        return super()._portal_may_repeat() and not is_stage

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted._caetic_free_stages()
        return posted

    def button_cancel(self):
        result = super().button_cancel()
        self.filtered(lambda m: m.state == "cancel")._caetic_drop_stages()
        return result

    def _caetic_free_stages(self):
        """A payment whose invoice is wholly credited may be invoiced again."""
        invoices = self.reversed_entry_id.filtered("caetic_quote_id")
        invoices._portal_get_credited()._caetic_drop_stages()

    def _caetic_drop_stages(self):
        # The schedule follows its invoices, whoever cancels them.
        stages_sudo = self.sudo().caetic_stage_ids
        stages_sudo.move_id = False
