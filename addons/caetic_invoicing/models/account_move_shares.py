# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import suppress
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class AccountMove(models.Model):
    """Shares of a document: what they may be, whether all agree, what posting makes."""

    _inherit = "account.move"

    # -- figures ----------------------------------------------------------------------

    def _caetic_get_line_amounts(self):
        """Return ``{line id: EUR without VAT}``, in the currency of the company."""
        self.ensure_one()
        sign = 1 if self.move_type == "out_refund" else -1
        return {
            line.id: sign * to_decimal(line.balance)
            for line in self.invoice_line_ids
            if line.display_type == "product"
        }

    def _caetic_get_shared_base(self, line=None):
        """Return what a share is of: a line, or all of them; EUR without VAT."""
        amounts = self._caetic_get_line_amounts()
        if line:
            return amounts.get(line.id, Decimal(0))
        return sum(amounts.values(), Decimal(0))

    def _caetic_get_shared_excess(self):
        """Tell whether a line gives away more than all of itself."""
        self.ensure_one()
        shares = self.caetic_share_ids
        if shares.origin_id:
            total = sum(map(to_decimal, shares.mapped("amount")), Decimal(0))
            return total > self._caetic_get_shared_base()
        return engine.is_above_whole(
            self._caetic_get_line_amounts(), [share._to_engine() for share in shares]
        )

    def _caetic_check_excess(self):
        """Refuse shares above the whole: lines may have changed since they were typed.

        :raises ValidationError: above 100 % of a line or of the document
        """
        for move in self:
            if move.caetic_share_ids and move._caetic_get_shared_excess():
                raise ValidationError(
                    self.env._("The shares of a document cannot exceed 100 %.")
                )

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

    # -- agreement --------------------------------------------------------------------

    def _caetic_is_shared_read(self):
        """Tell whether staff read what activities share, although all have agreed."""
        self.ensure_one()
        is_invoice = self.move_type == "out_invoice"
        return is_invoice and self.company_id.caetic_staff_reads_shared

    def _caetic_get_unagreed(self):
        """Return the shares of an invoice that their activities have not accepted."""
        invoices = self.filtered(lambda move: move.move_type == "out_invoice")
        return invoices.caetic_share_ids.filtered(
            lambda share: share.agreement_state != "accepted"
        )

    def _caetic_get_agreed_shares(self):
        """Return ``{activity: (percentage, user, day)}`` that stand for the document.

        To extend: what a convention or a team has agreed on is not asked again.
        """
        self.ensure_one()
        day = self.invoice_date or fields.Date.context_today(self)
        return self.caetic_activity_id._get_convention_shares(day)

    def _caetic_share_answered(self, share):
        """Go on with a submitted document once its shares are answered."""
        self.ensure_one()
        if share.agreement_state == "refused":
            self._caetic_return_refused(share)
        elif self.caetic_approval_state == "submitted":
            self._caetic_lock()
            self._caetic_read_again()

    def _caetic_return_refused(self, share):
        """Give the document back to its author, with the reason of the colleague."""
        self.write(
            {
                "caetic_approval_state": "refused",
                "caetic_refusal_reason": self.env._(
                    "%(activity)s does not accept its share: %(reason)s",
                    activity=share.activity_id.name,
                    reason=share.agreement_reason,
                ),
            }
        )

    def _caetic_read_again(self):
        """Look again at what holds a submitted document; post it if nothing does."""
        codes = self._caetic_get_reasons()
        if codes or self.state != "draft":
            self.caetic_approval_codes = list(codes)
            return
        # The answer stands if Odoo refuses to post: staff will see the document.
        with suppress(UserError), self.env.cr.savepoint():
            self.caetic_approval_codes = []
            self._caetic_fit_date()
            self._post(soft=False)

    def _portal_get_shares(self):
        """Return what the seller sees of each share, and what was answered to it."""
        self.ensure_one()
        asks = self.state == "draft" and self.move_type == "out_invoice"
        return [
            {
                "activity": share.activity_id.name,
                "label": share._get_label() if share.move_line_id else "",
                "amount": share.amount,
                "currency": share.currency_id,
                "answer": share.agreement_state if asks else "",
                "reason": share.agreement_reason or "",
            }
            for share in self.caetic_share_ids
        ]

    def _portal_has_refused_share(self):
        """Tell whether a colleague, not staff, sent the document back."""
        states = self.caetic_share_ids.mapped("agreement_state")
        return self.state == "draft" and "refused" in states

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
