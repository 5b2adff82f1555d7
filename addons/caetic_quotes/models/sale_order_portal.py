# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext, is_html_empty

ENDED = ("lost", "withdrawn")


class SaleOrder(models.Model):
    """What the portal does with a quote of an activity.

    The methods named ``_portal_*`` are called on records that
    ``caetic.activity._portal_get_quote`` gave: membership is checked there.
    """

    _inherit = "sale.order"

    def _portal_get_quote_state(self):
        """Code of the state on the portal: that of staff, and ``expired``."""
        self.ensure_one()
        if self.caetic_quote_state == "sent" and self.is_expired:
            return "expired"
        return self.caetic_quote_state

    def _portal_is_editable(self):
        self.ensure_one()
        return self.state == "draft" and self.caetic_approval_state != "submitted"

    def _portal_get_reasons(self):
        """Sentences that say why the quote waits, one a line."""
        self.ensure_one()
        return (self.caetic_approval_reasons or "").splitlines()

    def _portal_get_note(self):
        """The note as it was typed."""
        self.ensure_one()
        return "" if is_html_empty(self.note) else html2plaintext(self.note)

    def _portal_get_steps(self):
        """Rows of the schedule as its page shows them."""
        self.ensure_one()
        stages = self.caetic_stage_ids
        waits = any(move.state == "draft" for move in stages.move_id)
        return [
            {
                "id": stage.id,
                "title": stage._get_title(),
                "percentage": stage._get_percentage(),
                "amount": stage.amount,
                "date": stage.date,
                "move": stage.move_id,
                "can_invoice": self.state == "sale" and not stage.move_id and not waits,
            }
            for stage in stages
        ]

    # -- acts -------------------------------------------------------------------------

    def _portal_check_sent(self):
        self._portal_check_present()
        if self.state != "sent":
            raise UserError(self.env._("Only a quote that was sent can do this."))

    def _portal_check_present(self):
        """Refuse a member who has left: they read their quotes, no more."""
        self.ensure_one()
        self.caetic_activity_id._portal_check_present()

    def _portal_send(self):
        """E-mail the quote to its customer, or e-mail it again."""
        self._portal_check_sent()
        self._caetic_check_validity()
        if not self.partner_id.email:
            raise UserError(self.env._("Add the customer's e-mail address first."))
        self._caetic_mail_customer()

    def _portal_withdraw(self):
        """Take back a quote that was sent, to change it: its link shows nothing."""
        self._portal_check_sent()
        self.write(
            {"state": "draft", "signature": False, "signed_by": False}
            | {"signed_on": False, "caetic_approval_codes": False}
        )

    def _portal_lose(self, reason):
        """Note that the customer said no, and why."""
        self._portal_check_sent()
        self._action_cancel()
        self.write({"caetic_outcome": "lost", "caetic_lost_reason": reason})

    def _portal_cancel(self, reason):
        """Cancel a signed quote; what was invoiced is credited before."""
        self._portal_check_present()
        if self.state != "sale":
            raise UserError(self.env._("Only a signed quote is cancelled."))
        self._action_cancel()
        self.write({"caetic_outcome": "withdrawn", "caetic_lost_reason": reason})

    def _portal_discard(self):
        """Forget a quote that never left; one that left is kept as withdrawn."""
        self._portal_check_present()
        self._caetic_check_editable()
        if self.caetic_date_sent or self.access_token:
            self._action_cancel()
            self.caetic_outcome = "withdrawn"
        else:
            self.unlink()

    def _portal_duplicate(self):
        """Return a new draft with the same customer, lines and schedule."""
        self._portal_check_present()
        return self.with_context(mail_create_nosubscribe=True).copy(
            {"caetic_send_on_approval": True, "date_order": fields.Datetime.now()}
        )

    def _portal_invoice(self, stage_id):
        """Return the draft invoice of one payment of the schedule."""
        self._portal_check_present()
        stage = self.caetic_stage_ids.filtered(lambda one: one.id == stage_id)
        return self._caetic_invoice_stage(stage)
