# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.engine import to_decimal


class AccountMove(models.Model):
    """The draft that a plan was written from, and the invoices of its stages."""

    _inherit = "account.move"

    caetic_plan_line_ids = fields.One2many(
        "caetic.invoice.plan.line", "move_id", string="Stage of a plan"
    )

    def _portal_may_plan(self):
        """Tell whether a draft may be issued in several times instead of once."""
        self.ensure_one()
        is_draft = self._portal_is_editable() and self.move_type == "out_invoice"
        return is_draft and not self.caetic_plan_line_ids and not self.posted_before

    def _portal_may_repeat(self):
        """Tell whether the document may be repeated: an invoice, whole.

        An issued one, or a draft that becomes the model of those to come.
        """
        self.ensure_one()
        is_ready = self.state == "posted" or self._portal_may_change()
        is_whole = self.move_type == "out_invoice" and not self.caetic_plan_line_ids
        return is_ready and is_whole

    def _portal_may_change(self):
        """Tell whether the form may change it: a stage of a plan is as planned."""
        self.ensure_one()
        is_refund = self.move_type == "out_refund"
        return (
            self._portal_is_editable()
            and not is_refund
            and not self.caetic_plan_line_ids
        )

    def _caetic_prepare_parts(self):
        """Values of the parts of a plan: lines of the same kind and VAT together."""
        self.ensure_one()
        parts = {}
        for line in self.invoice_line_ids.filtered("product_id"):
            key = (line.product_id.id, sum(line.tax_ids.mapped("amount")))
            parts[key] = parts.get(key, 0) + to_decimal(line.price_subtotal)
        return [
            {"product_id": product_id, "rate": rate, "untaxed": untaxed}
            for (product_id, rate), untaxed in parts.items()
        ]

    def _caetic_prepare_stage(self):
        """Values of an invoice of the same sale."""
        self.ensure_one()
        return {
            "move_type": "out_invoice",
            "journal_id": self.journal_id.id,
            "caetic_activity_id": self.caetic_activity_id.id,
            "partner_id": self.partner_id.id,
            "partner_shipping_id": self.partner_shipping_id.id,
            "invoice_payment_term_id": self.invoice_payment_term_id.id,
            "invoice_user_id": self.invoice_user_id.id,
            "ref": self.ref,
            "narration": self.narration,
            "caetic_send_on_post": self.caetic_send_on_post,
        }
