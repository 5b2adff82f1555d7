# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_invoicing import engine
from odoo.addons.caetic_members.engine import to_decimal


class SaleOrder(models.Model):
    """Approval: sent at once under the thresholds, else seen by staff (R113)."""

    _inherit = "sale.order"

    def _caetic_reason_texts(self):
        return {
            **super()._caetic_reason_texts(),
            "kind": self.env._("Quotes are read by staff before they leave."),
            "amount": self.env._("The amount is above what this activity sends alone."),
        }

    # -- submitting -------------------------------------------------------------------

    def _caetic_submit(self):
        """Open the quote to its customer if nothing holds it back, else to staff.

        :raises UserError: when the contract is over, or the state is wrong
        """
        self.ensure_one()
        self.caetic_activity_id._portal_check_present()
        self._caetic_check_editable()
        if all(line.display_type for line in self.order_line):
            raise UserError(self.env._("Add at least one line to the document."))
        self._caetic_check_contract()
        self._caetic_check_validity()
        self._caetic_check_excess()
        self._caetic_get_unagreed()._agree_elsewhere()
        codes = self._caetic_hand_over()
        self._caetic_get_unagreed()._agreement_ask()
        if not codes:
            self._caetic_open()

    def _caetic_check_contract(self):
        """Refuse quotes of an activity that no contract covers (R206)."""
        today = fields.Date.context_today(self)
        # Whoever sends may not read the contracts.
        activity_sudo = self.caetic_activity_id.sudo()
        if activity_sudo._is_closed(today):
            raise UserError(activity_sudo._get_closed_message(today))

    def _caetic_check_validity(self):
        self.ensure_one()
        if self.is_expired:
            raise UserError(
                self.env._("The quote is no longer valid: choose a later date.")
            )

    def _caetic_thresholds(self):
        activity = self.caetic_activity_id
        return engine.Thresholds(
            limit=activity._get_earned_limit(),
            invoices=activity.auto_send_quote,
            refunds=False,
            hold_public_body=activity.hold_public_body,
        )

    def _caetic_get_facts(self):
        """Facts for the approval engine: those of the invoices to come."""
        return {
            **super()._caetic_get_facts(),
            "untaxed": to_decimal(self.amount_untaxed),
            "is_shared": bool(self.caetic_share_ids) and self._caetic_is_shared_read(),
            "is_share_pending": bool(self._caetic_get_unagreed()),
        }

    def _caetic_is_training(self):
        return any(self.order_line.product_id.mapped("caetic_training"))

    def _caetic_open(self):
        """The customer may read and sign it from now on, and has it if wanted."""
        self._caetic_check_excess()
        self.state = "sent"
        for order in self:
            order._portal_ensure_token()
            if order.caetic_send_on_approval and order.partner_id.email:
                order._caetic_mail_customer()

    # -- staff ------------------------------------------------------------------------

    def action_caetic_approve(self):
        """Open the quotes to their customers."""
        self._caetic_check_approver()
        # Approving is the coordinator's; writing orders is not a right of theirs.
        orders_sudo = self.sudo()
        orders_sudo._caetic_open()
        return True
