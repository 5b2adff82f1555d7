# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import suppress

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.caetic_invoicing import engine
from odoo.addons.caetic_members.engine import to_decimal

from .sale_order import STAFF


class SaleOrder(models.Model):
    """Work in common on a quote (R427): its invoices carry the shares it agreed on."""

    _name = "sale.order"
    _inherit = ["sale.order", "caetic.shared.mixin"]

    caetic_share_ids = fields.One2many(
        "caetic.sale.share", "order_id", string="Shares", copy=False, groups=STAFF
    )

    # -- what is shared ---------------------------------------------------------------

    def _caetic_get_lines(self):
        return self._caetic_get_printed_lines()

    def _caetic_get_line_amounts(self):
        self.ensure_one()
        return {
            line.id: to_decimal(line.price_subtotal)
            for line in self._caetic_get_printed_lines()
            if not line.display_type
        }

    def _caetic_prepare_place(self, line_id):
        self.ensure_one()
        return {"order_id": self.id, "order_line_id": line_id}

    def _caetic_check_shareable(self):
        if set(self.mapped("state")) - {"draft"}:
            raise ValidationError(
                self.env._("A quote that has left is not shared any more.")
            )

    # -- agreement --------------------------------------------------------------------

    def _caetic_lock(self):
        """Keep the quote to oneself while an answer is counted: another may come."""
        self._caetic_lock_approval()
        self.invalidate_recordset()

    def _caetic_read_again(self):
        codes = self._caetic_get_reasons()
        if codes or self.state != "draft":
            self.caetic_approval_codes = list(codes)
            return
        # The answer stands if the quote cannot leave: staff will see it.
        with suppress(UserError), self.env.cr.savepoint():
            self.caetic_approval_codes = []
            self._caetic_check_contract()
            self._caetic_check_validity()
            self._caetic_open()

    def _portal_asks_shares(self):
        """Tell whether submitting only asks the colleagues, and no staff."""
        self.ensure_one()
        return self.state == "draft" and self._caetic_get_reasons() == (
            "share_pending",
        )

    def copy(self, default=None):
        """Propose the same shares again on the copy."""
        copies = super().copy(default)
        for order, copied in zip(self, copies, strict=True):
            # Shares follow the quote, whoever copies it.
            shares_sudo = order.sudo().caetic_share_ids
            if shares_sudo and order.caetic_activity_id == copied.caetic_activity_id:
                shares_sudo._copy_to_quote(copied.sudo())
        return copies

    # -- invoices ---------------------------------------------------------------------

    def _caetic_carry_shares(self, move):
        """Give an invoice of the quote its part of each share, agreement included.

        Sums add up: over all invoices each activity gets what the quote says, to the
        cent, whatever the schedule; what credit notes took back comes again.

        :param move: draft of the quote, in superuser mode as the quote is
        :returns: the new shares
        """
        self.ensure_one()
        shares = self.caetic_share_ids
        if not shares:
            return shares
        invoices = self.env["account.move"].search(
            [
                ("caetic_quote_id", "=", self.id),
                ("move_type", "=", "out_invoice"),
                ("state", "!=", "cancel"),
                ("id", "!=", move.id),
            ]
        )
        agreed = map(to_decimal, shares.mapped("amount"))
        amounts = engine.carried(
            move._caetic_get_shared_base(),
            self._caetic_get_shared_base(),
            invoices._caetic_get_kept_base(),
            list(zip(agreed, shares._get_carried(invoices), strict=True)),
        )
        return shares._carry_to(move, amounts)
