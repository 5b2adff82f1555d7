# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from odoo.addons.caetic_invoicing import engine
from odoo.addons.caetic_invoicing.models.account_move_approval import APPROVERS
from odoo.addons.caetic_members.engine import to_decimal


class SaleOrder(models.Model):
    """Approval: sent at once under the thresholds, else seen by staff (R113)."""

    _inherit = "sale.order"

    @api.depends("caetic_approval_codes")
    def _compute_caetic_approval_reasons(self):
        texts = self._caetic_reason_texts()
        for order in self:
            codes = order.caetic_approval_codes or []
            order.caetic_approval_reasons = "\n".join(texts[code] for code in codes)

    def _caetic_reason_texts(self):
        return {
            **self.env["account.move"]._caetic_reason_texts(),
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
        codes = self._caetic_get_reasons()
        self.write(
            {
                "caetic_approval_codes": list(codes),
                "caetic_approval_state": "submitted",
                "caetic_date_submitted": fields.Datetime.now(),
                "caetic_refusal_reason": False,
            }
        )
        self._caetic_get_unagreed()._agreement_ask()
        if not codes:
            self._caetic_open()

    def _caetic_get_reasons(self):
        """Codes of what staff look at before the quote leaves; empty: it leaves."""
        return engine.reasons(self._caetic_get_document(), self._caetic_thresholds())

    def _caetic_check_editable(self):
        for order in self:
            if order.state != "draft" or order.caetic_approval_state == "submitted":
                raise UserError(self.env._("This document can no longer be changed."))

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

    def _caetic_get_document(self):
        """Facts for the approval engine: those of the invoices to come."""
        self.ensure_one()
        partner = self.partner_id.commercial_partner_id
        return engine.Document(
            untaxed=to_decimal(self.amount_untaxed),
            customer_is_company=partner.is_company,
            customer_country=partner.country_id.code or "",
            has_siret=bool(partner.company_registry),
            has_vat=bool(partner.vat),
            has_address=all((partner.street, partner.zip, partner.city)),
            is_shared=bool(self.caetic_share_ids) and self._caetic_is_shared_read(),
            is_share_pending=bool(self._caetic_get_unagreed()),
            is_training=self._caetic_is_training(),
            has_training_number=bool(self.company_id.caetic_training_number),
            has_coop_identity=self.company_id._caetic_has_identity(),
            is_public_body=partner._caetic_is_public_body(),
        )

    def _caetic_is_training(self):
        return any(self.order_line.product_id.mapped("caetic_training"))

    def _caetic_open(self):
        """The customer may read and sign it from now on, and has it if wanted."""
        self.state = "sent"
        for order in self:
            order._portal_ensure_token()
            if order.caetic_send_on_approval and order.partner_id.email:
                order._caetic_mail_customer()

    # -- staff ------------------------------------------------------------------------

    def _caetic_check_approver(self):
        if not self.env.su and not self.env.user.has_groups(APPROVERS):
            raise AccessError(
                self.env._("Only coordinators and accountants approve documents.")
            )
        self.check_access("read")
        self._caetic_lock()
        if self.filtered(lambda order: order.caetic_approval_state != "submitted"):
            raise UserError(
                self.env._("Only documents that wait for approval are approved.")
            )

    def _caetic_lock(self):
        """Keep the quotes to oneself until the end of the transaction.

        :raises UserError: when somebody else has them
        """
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is approving these documents just now.")
            ) from error

    def action_caetic_approve(self):
        """Open the quotes to their customers."""
        self._caetic_check_approver()
        # Approving is the coordinator's; writing orders is not a right of theirs.
        orders_sudo = self.sudo()
        orders_sudo._caetic_open()
        return True

    def action_caetic_refuse(self):
        """Ask for the reason in a small wizard."""
        self._caetic_check_approver()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send back"),
            "res_model": "sale.order.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_ids": self.ids},
        }

    def _caetic_refuse(self, reason):
        """Give the quote back to its author, everything typed kept."""
        self._caetic_check_approver()
        # Same as approving: no right on orders is needed to say no.
        orders_sudo = self.sudo()
        orders_sudo.write(
            {"caetic_approval_state": "refused", "caetic_refusal_reason": reason}
        )
