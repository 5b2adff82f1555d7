# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from .. import engine


class AccountMove(models.Model):
    """Credit notes of a part of an invoice, several until all of it is credited."""

    _inherit = "account.move"

    caetic_date_credited = fields.Datetime(
        string="Last credited on", readonly=True, copy=False
    )

    def _caetic_link_lines(self):
        """Remember which line of the invoice each line takes back."""
        self.ensure_one()
        origin = self.reversed_entry_id.invoice_line_ids
        known = self.invoice_line_ids.caetic_origin_line_id
        if known or len(origin) != len(self.invoice_line_ids):
            return
        for line, taken in zip(self.invoice_line_ids, origin, strict=True):
            line.caetic_origin_line_id = taken

    def _caetic_get_refunds(self):
        """Credit notes of the invoice, those that wait for staff included."""
        self.ensure_one()
        return self.reversal_move_ids.filtered(
            lambda m: m.state != "cancel" and m.move_type == "out_refund"
        )

    def _portal_get_credit_lines(self):
        """Return the engine.CreditLine of each line of which something is left."""
        self.ensure_one()
        taken = self._caetic_get_refunds().invoice_line_ids
        by_line = taken.grouped("caetic_origin_line_id")
        lines = self.invoice_line_ids.filtered(lambda x: x.display_type == "product")
        return [
            line
            for line in (
                one._caetic_to_credit(by_line.get(one, taken.browse())) for one in lines
            )
            if line.left > 0
        ]

    def _portal_may_credit(self):
        """Tell whether something of the issued invoice is left to credit."""
        self.ensure_one()
        if self.move_type != "out_invoice" or self.state != "posted":
            return False
        refunded = sum(self._caetic_get_refunds().mapped("amount_untaxed"))
        left = self.amount_untaxed - refunded
        return self.currency_id.compare_amounts(left, 0) > 0

    def _portal_credit(self, credit):
        """Write a credit note and submit it; the invoice stays as it is (R606).

        :param credit: engine.CreditInput without issues
        """
        self.ensure_one()
        self._portal_check_present()
        # Two windows that credit the same rest: the second is refused by the database
        # and begins again, with what the first wrote.
        self.caetic_date_credited = fields.Datetime.now()
        if not self._portal_may_credit():
            raise UserError(self.env._("Nothing of this invoice is left to credit."))
        wanted = engine.credit_lines(self._portal_get_credit_lines(), credit)
        if not wanted:
            raise UserError(self.env._("This amount is too small for a credit note."))
        refund = self._reverse_moves([self._caetic_prepare_credit(credit)])
        refund._caetic_keep_lines({line.key: line for line in wanted})
        refund._caetic_submit()
        return refund

    def _caetic_prepare_credit(self, credit):
        return {
            "invoice_date": False,
            "delivery_date": self.delivery_date,
            "ref": self.ref,
            "narration": plaintext2html(credit.reason) if credit.reason else False,
            "caetic_send_on_post": self.caetic_send_on_post,
        }

    def _caetic_keep_lines(self, wanted):
        """Leave on the credit note what is credited, and nothing else.

        :param wanted: ``{line of the invoice: engine.Credited}``
        """
        self.ensure_one()
        commands = []
        for line in self.invoice_line_ids:
            credited = wanted.get(line.caetic_origin_line_id.id)
            if not credited:
                commands.append(Command.delete(line.id))
                continue
            values = {
                "quantity": credited.quantity,
                "price_unit": credited.price,
                "discount": credited.discount,
            }
            commands.append(Command.update(line.id, values))
        self.write({"invoice_line_ids": commands})

    def _caetic_is_partial(self):
        """Tell whether a credit note takes back a part only of its invoice."""
        self.ensure_one()
        origin = self.reversed_entry_id
        return bool(origin) and self.amount_untaxed < origin.amount_untaxed
