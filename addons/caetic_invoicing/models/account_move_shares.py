# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import suppress

from odoo import models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.caetic_members.engine import to_decimal


class AccountMove(models.Model):
    """Shares of a document: what they may be, whether all agree, what posting makes."""

    _name = "account.move"
    _inherit = ["account.move", "caetic.shared.mixin"]

    # -- what is shared ---------------------------------------------------------------

    def _caetic_get_lines(self):
        return self.invoice_line_ids

    def _caetic_get_line_amounts(self):
        self.ensure_one()
        sign = 1 if self.move_type == "out_refund" else -1
        return {
            line.id: sign * to_decimal(line.balance)
            for line in self.invoice_line_ids
            if line.display_type == "product"
        }

    def _caetic_prepare_place(self, line_id):
        self.ensure_one()
        return {"move_id": self.id, "move_line_id": line_id}

    def _caetic_check_shareable(self):
        if "posted" in self.mapped("state"):
            raise ValidationError(
                self.env._("A posted document is not shared any more.")
            )

    def _caetic_get_share_day(self):
        return self.invoice_date or super()._caetic_get_share_day()

    def _caetic_asks_shares(self):
        self.ensure_one()
        return self.move_type == "out_invoice"

    def _caetic_tells_answers(self):
        self.ensure_one()
        return self.state == "draft"

    def _caetic_get_shared_excess(self):
        """What a credit note takes back is at most what it credits."""
        self.ensure_one()
        shares = self.caetic_share_ids
        if not shares.origin_id:
            return super()._caetic_get_shared_excess()
        total = sum(map(to_decimal, shares.mapped("amount")))
        return total > self._caetic_get_shared_base()

    def _caetic_match_lines(self, other):
        """Return ``{line: same line of another document}``, for those that it has.

        A line that says which one it takes back is that one; else same words, product
        and price, whatever the quantity.
        """
        linked = {
            line.caetic_origin_line_id: line
            for line in other.invoice_line_ids
            if line.caetic_origin_line_id in self.invoice_line_ids
        }
        if linked:
            return linked
        left = {}
        for line in other.invoice_line_ids:
            left.setdefault(line._caetic_get_likeness(), []).append(line)
        same = {}
        for line in self.invoice_line_ids:
            candidates = left.get(line._caetic_get_likeness())
            if candidates:
                same[line] = candidates.pop(0)
        return same

    def _caetic_read_again(self):
        codes = self._caetic_get_reasons()
        if codes or self.state != "draft":
            self.caetic_approval_codes = list(codes)
            return
        # The answer stands if Odoo refuses to post: staff will see the document.
        with suppress(UserError), self.env.cr.savepoint():
            self.caetic_approval_codes = []
            self._caetic_fit_date()
            self._post(soft=False)

    # -- posting ----------------------------------------------------------------------

    def _caetic_make_transfers(self):
        # Whoever posts, what was agreed on the document is carried out.
        shares_sudo = self.caetic_share_ids.sudo().filtered(
            lambda share: share.amount > 0 and not share.transfer_id
        )
        if not shares_sudo:
            return
        # Same act: the transfers are the system's.
        transfers_sudo = self.env["caetic.transfer"].sudo()
        transfers = transfers_sudo._create_from_shares(
            [share._prepare_transfer() for share in shares_sudo]
        )
        for share, transfer in zip(shares_sudo, transfers, strict=True):
            share.transfer_id = transfer

    def _caetic_take_shares_back(self):
        """A credit note takes back the shares of the invoice that it corrects."""
        # Shares follow the document, whoever reverses it.
        refunds_sudo = self.sudo().filtered(lambda m: m.move_type == "out_refund")
        for refund in refunds_sudo:
            refund._caetic_link_lines()
            shares = refund.reversed_entry_id.caetic_share_ids
            known = refund.caetic_share_ids
            if known:
                # The share of a line goes with the line, if it was written again.
                shares = shares.filtered("move_line_id") - known.origin_id
            if shares:
                shares._copy_shares_to(refund)
            # Other credit notes may have been posted since this one was written.
            self.env.add_to_compute(known._fields["amount"], refund.caetic_share_ids)
