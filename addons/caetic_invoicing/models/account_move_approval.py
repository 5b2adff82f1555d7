# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class AccountMove(models.Model):
    """Approval: posted at once under the thresholds, else seen by staff."""

    _inherit = "account.move"

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
        codes = self._caetic_hand_over()
        self._caetic_get_unagreed()._agreement_ask()
        if not codes:
            self._post(soft=False)

    def _caetic_thresholds(self):
        activity = self.caetic_activity_id
        return engine.Thresholds(
            limit=activity._get_earned_limit(),
            invoices=activity.auto_post_invoice,
            refunds=activity.auto_post_refund,
            hold_new_customer=activity.hold_new_customer,
            hold_public_body=activity.hold_public_body,
        )

    def _caetic_get_facts(self):
        return {
            **super()._caetic_get_facts(),
            "untaxed": to_decimal(abs(self.amount_untaxed_signed)),
            "is_refund": self.move_type == "out_refund",
            "is_backdated": self._caetic_is_backdated(),
            "is_shared": bool(self.caetic_share_ids) and self._caetic_is_shared_read(),
            "is_share_pending": bool(self._caetic_get_unagreed()),
            "is_new_customer": self._caetic_is_first_sale(),
        }

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

    def _caetic_prepare_refusal(self, reason):
        return {
            **super()._caetic_prepare_refusal(reason),
            "caetic_was_refused": True,
        }
