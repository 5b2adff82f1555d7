# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.caetic_members.engine import allocate, to_decimal

HUNDRED = 100


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _caetic_get_unordered(self):
        """Return the items that no order of payment holds, but cancelled ones."""
        return self.filtered(
            lambda item: all(line.state == "cancel" for line in item.payment_line_ids)
        )

    def _caetic_get_settled_shares(self):
        """Return the analytic distribution of what a debt or a payment stands for.

        An invoice, a bill, an expense or a wage is shared as its own items of the plan
        of activities are; a payment as the documents that it pays.

        :returns: ``{"analytic account id": percentage}``, 100 in all to the hundredth,
            or ``False`` where nothing belongs to an activity
        """
        self.ensure_one()
        documents = self.move_id
        if not documents.line_ids.caetic_analytic_id:
            documents = self._caetic_get_paid_documents()
        weights = {
            str(owner.id): to_decimal(sum(items.mapped("balance")))
            for owner, items in documents.line_ids.grouped("caetic_analytic_id").items()
            if owner
        }
        signs = {weight > 0 for weight in weights.values() if weight}
        if not signs:
            return False
        if len(signs) > 1:
            # Of a sale and a discount of two activities no share is under 0 or over 1.
            weights = {key: abs(weight) for key, weight in weights.items()}
        shares = allocate(to_decimal(HUNDRED), weights)
        return {key: float(share) for key, share in shares.items() if share}

    def _caetic_get_paid_documents(self):
        """Return the documents that the other items of a payment are matched with."""
        items = self.move_id.line_ids - self
        matched = items.matched_debit_ids.debit_move_id
        matched |= items.matched_credit_ids.credit_move_id
        return matched.move_id
