# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

APPROVERS = (
    "caetic_members.caetic_members_group_coordinator,"
    "caetic_members.caetic_members_group_accountant"
)


class AccountMove(models.Model):
    """Approval: posted at once under the thresholds, else seen by staff."""

    _inherit = "account.move"

    @api.depends("caetic_approval_codes")
    def _compute_caetic_approval_reasons(self):
        texts = self._caetic_reason_texts()
        for move in self:
            codes = move.caetic_approval_codes or []
            move.caetic_approval_reasons = "\n".join(texts[code] for code in codes)

    def _caetic_reason_texts(self):
        return {
            "kind": self.env._(
                "Documents of this kind are read by staff before they leave."
            ),
            "amount": self.env._("The amount is above what this activity posts alone."),
            "siret": self.env._("The customer's SIRET is missing."),
            "vat": self.env._("The customer's VAT number is missing."),
            "address": self.env._("The customer's address is incomplete."),
            "foreign": self.env._("The customer is abroad: the VAT is checked."),
            "training": self.env._(
                "The cooperative's training provider number is missing."
            ),
            "backdated": self.env._("The date is earlier than the last number given."),
            "shared": self.env._("The document is shared with another activity."),
            "share_pending": self.env._("Another activity has not accepted its share."),
            "identity": self.env._("The cooperative's legal identity is incomplete."),
            "new_customer": self.env._(
                "It is the first invoice of this activity to this customer."
            ),
            "public_body": self.env._(
                "The customer is a public body: the references that it asks for are "
                "checked."
            ),
        }

    # -- submitting -----------------------------------------------------------------

    def _caetic_submit(self):
        """Post the document if nothing holds it back, else hand it to staff.

        :raises UserError: when the contract is over, or the state is wrong
        """
        self.ensure_one()
        self._portal_check_present()
        self._caetic_check_editable()
        if "product" not in self.invoice_line_ids.mapped("display_type"):
            raise UserError(self.env._("Add at least one line to the document."))
        self._caetic_check_public()
        self._caetic_check_contract()
        self._caetic_check_excess()
        self._caetic_get_unagreed()._agree_elsewhere()
        codes = engine.reasons(self._caetic_get_document(), self._caetic_thresholds())
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
            self._post(soft=False)

    def _caetic_check_editable(self):
        for move in self:
            if move.state != "draft" or move.caetic_approval_state == "submitted":
                raise UserError(self.env._("This document can no longer be changed."))

    def _caetic_thresholds(self):
        activity = self.caetic_activity_id
        return engine.Thresholds(
            limit=activity._get_earned_limit(),
            invoices=activity.auto_post_invoice,
            refunds=activity.auto_post_refund,
            hold_new_customer=activity.hold_new_customer,
            hold_public_body=activity.hold_public_body,
        )

    def _caetic_get_document(self):
        """Facts for the approval engine."""
        self.ensure_one()
        partner = self.commercial_partner_id
        return engine.Document(
            untaxed=to_decimal(abs(self.amount_untaxed_signed)),
            is_refund=self.move_type == "out_refund",
            customer_is_company=partner.is_company,
            customer_country=partner.country_id.code or "",
            has_siret=bool(partner.company_registry),
            has_vat=bool(partner.vat),
            has_address=all((partner.street, partner.zip, partner.city)),
            is_backdated=self._caetic_is_backdated(),
            is_shared=bool(self.caetic_share_ids) and self._caetic_is_shared_read(),
            is_share_pending=bool(self._caetic_get_unagreed()),
            is_training=self._caetic_is_training(),
            has_training_number=bool(self.company_id.caetic_training_number),
            has_coop_identity=self.company_id._caetic_has_identity(),
            is_new_customer=self._caetic_is_first_sale(),
            is_public_body=partner._caetic_is_public_body(),
        )

    def _caetic_is_first_sale(self):
        """Tell whether the activity never issued an invoice to this customer."""
        self.ensure_one()
        if self.move_type != "out_invoice":
            return False
        return not self.search_count(
            [
                ("caetic_activity_id", "=", self.caetic_activity_id.id),
                ("commercial_partner_id", "=", self.commercial_partner_id.id),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
            ],
            limit=1,
        )

    def _caetic_get_troubled(self):
        """Documents that were sent back once or that a customer disputed."""
        return self.filtered(
            lambda move: move.caetic_was_refused or move.caetic_dispute_ids
        )

    def _caetic_is_training(self):
        return any(self.invoice_line_ids.product_id.mapped("caetic_training"))

    def _caetic_is_backdated(self):
        """Tell whether the series already has a later date (R606)."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if not self.invoice_date or self.invoice_date >= today:
            return False
        return bool(
            self.search_count(
                [
                    ("journal_id", "=", self.journal_id.id),
                    ("state", "=", "posted"),
                    ("move_type", "=", self.move_type),
                    ("invoice_date", ">", self.invoice_date),
                ],
                limit=1,
            )
        )

    # -- staff ----------------------------------------------------------------------

    def _caetic_check_approver(self):
        if not self.env.su and not self.env.user.has_groups(APPROVERS):
            raise AccessError(
                self.env._("Only coordinators and accountants approve documents.")
            )
        self.check_access("read")
        self._caetic_lock_approval()
        if self.filtered(lambda m: m.caetic_approval_state != "submitted"):
            raise UserError(
                self.env._("Only documents that wait for approval are approved.")
            )

    def _caetic_lock_approval(self):
        """Keep the documents to oneself until the end of the transaction.

        Two people who approve the same ones at once would each wait for the other's
        number.

        :raises UserError: when somebody else has them
        """
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is approving these documents just now.")
            ) from error

    def action_caetic_approve(self):
        """Post the documents in the order they were submitted, each on its own.

        One that fails does not lose the others: each is saved before the next.

        :returns: True, or a notice that names what failed and why
        """
        if len(self) == 1:
            self._caetic_approve_one()
            return True
        ordered = self.sorted(lambda move: (move.caetic_date_submitted, move.id))
        failures = []
        for left, move in zip(range(len(ordered) - 1, -1, -1), ordered, strict=True):
            try:
                with self.env.cr.savepoint():
                    move._caetic_approve_one()
            except UserError as error:
                failures.append((move, error.args[0]))
            if left:
                # Saves the number given; the last is saved by the request itself.
                self.env["ir.cron"]._commit_progress(1, remaining=left)
        return self._caetic_tell_failures(failures) if failures else True

    def _caetic_approve_one(self):
        self.ensure_one()
        self._caetic_check_approver()
        # Approving is the coordinator's; writing the ledger is not a right of theirs.
        move_sudo = self.sudo()
        move_sudo._caetic_fit_date()
        move_sudo._post(soft=False)

    def _caetic_tell_failures(self, failures):
        """Return a notice that stays until it is read: what failed and why."""
        title = self.env._(
            "%(done)s approved, %(failed)s not",
            done=len(self) - len(failures),
            failed=len(failures),
        )
        lines = [
            self.env._(
                "%(activity)s, %(customer)s: %(reason)s",
                activity=move.caetic_activity_id.name,
                customer=move.partner_id.name,
                reason=reason,
            )
            for move, reason in failures
        ]
        return self._caetic_make_notice(title, " — ".join(lines))

    def _caetic_make_notice(self, title, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": title,
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _caetic_fit_date(self):
        """A document that no date of its own forces is dated when it is numbered."""
        self.ensure_one()
        if self._caetic_is_backdated():
            self.invoice_date = fields.Date.context_today(self)

    def action_caetic_refuse(self):
        """Ask for the reason in a small wizard."""
        self._caetic_check_approver()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send back"),
            "res_model": "account.move.refuse",
            "view_mode": "form",
            "target": "new",
            "context": {"default_move_ids": self.ids},
        }

    def _caetic_refuse(self, reason):
        """Give the document back to its author, everything typed kept."""
        self._caetic_check_approver()
        # Same as approving: no right on the ledger is needed to say no.
        moves_sudo = self.sudo()
        moves_sudo.write(
            {
                "caetic_approval_state": "refused",
                "caetic_refusal_reason": reason,
                "caetic_was_refused": True,
            }
        )
