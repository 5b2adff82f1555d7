# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext, is_html_empty

from .. import engine


class AccountMove(models.Model):
    """What the portal does with a document of an activity, and how it says it.

    The methods named ``_portal_*`` are called on records that
    ``caetic.activity._portal_get_document`` gave: membership is checked there.
    """

    _inherit = "account.move"

    @api.model
    def _get_sale_journal(self, company):
        """The one sale journal, hence the one series of numbers (R606)."""
        # The journal is not a choice of the portal user, who may not read any.
        journals_sudo = self.env["account.journal"].sudo()
        return journals_sudo.search(
            [("type", "=", "sale"), ("company_id", "=", company.id)],
            order="sequence, id",
            limit=1,
        )

    def _get_access_action(self, access_uid=None, force_website=False):
        """Write nothing for a visitor: who they are is asked first.

        Odoo draws the secret link of any document that is named to ``/mail/view``, and
        marks entries as changed by hand, before it sends the visitor to log in.
        """
        if self.env.user._is_public() and not (access_uid or force_website):
            return {
                "type": "ir.actions.act_url",
                "url": self.access_url,
                "target": "self",
                "res_id": self.id,
            }
        return super()._get_access_action(access_uid, force_website)

    # -- states in the words of entrepreneurs -----------------------------------------

    def _portal_get_states(self):
        """Return ``{move_id: code}``, read from what customers really paid.

        Codes: draft, submitted, refused, waiting, late, partial, paid, credited.
        The number of queries does not depend on the number of documents.
        """
        posted = self.filtered(lambda move: move.state == "posted")
        released = posted._caetic_get_released()
        credited = posted._portal_get_credited()
        today = fields.Date.context_today(self)
        return {
            move.id: move._portal_get_state(
                *released.get(move.id, (0, 0)), move in credited, today
            )
            for move in self
        }

    def _portal_get_state(self, amount, released, credited, today):
        """Tell the state of a document from what its payments released of it."""
        self.ensure_one()
        if self.state != "posted":
            return self.caetic_approval_state or "draft"
        if credited:
            return "credited"
        if released == amount:
            return "paid"
        if self.invoice_date_due and self.invoice_date_due < today:
            return "late"
        return "partial" if released else "waiting"

    def _portal_get_credited(self):
        """Invoices that credit notes wholly cancelled."""
        groups = self.env["account.move"]._read_group(
            [("reversed_entry_id", "in", self.ids), ("state", "=", "posted")],
            ["reversed_entry_id"],
            ["amount_total:sum"],
        )
        return self.browse().concat(
            *(
                move
                for move, total in groups
                if move.currency_id.compare_amounts(total, move.amount_total) >= 0
            )
        )

    def _portal_is_editable(self):
        self.ensure_one()
        return self.state == "draft" and self.caetic_approval_state != "submitted"

    def _portal_get_reasons(self):
        """Sentences that say why the document waits, one a line."""
        self.ensure_one()
        return (self.caetic_approval_reasons or "").splitlines()

    def _portal_get_preview(self):
        """The page that the customer will see: same QWeb as the PDF."""
        self.ensure_one()
        # Rendering reads the company, the taxes and the bank account.
        reports_sudo = self.env["ir.actions.report"].sudo()
        html, _type = reports_sudo._render_qweb_html(
            "account.account_invoices", self.ids
        )
        return html

    def _portal_get_link(self):
        """The customer's own page of an issued document: to read it and to pay it."""
        self.ensure_one()
        if self.state != "posted":
            return ""
        return self.get_base_url() + self.get_portal_url()

    def _caetic_can_be_paid_online(self):
        """Tell whether the customer's page offers to pay."""
        self.ensure_one()
        return self.company_id._caetic_is_paid_online() and self._has_to_be_paid()

    # -- acts -------------------------------------------------------------------------

    def _portal_get_note(self):
        """The note as it was typed."""
        self.ensure_one()
        if is_html_empty(self.narration):
            return ""
        return html2plaintext(self.narration)

    def _portal_discard(self):
        """Forget a draft that never had a number (R606)."""
        self.ensure_one()
        self._portal_check_present()
        self._caetic_check_editable()
        if self.name and self.name != "/":
            raise UserError(
                self.env._("A numbered document is corrected by a credit note.")
            )
        self.unlink()

    def _portal_refund(self):
        """Write the credit note of all that is left of an invoice and submit it."""
        self.ensure_one()
        self._portal_check_present()
        if self.move_type != "out_invoice" or self.state != "posted":
            raise UserError(
                self.env._("Only an issued invoice is cancelled by a credit note.")
            )
        if not self._portal_may_credit():
            raise UserError(self.env._("This invoice already has a credit note."))
        return self._portal_credit(engine.CreditInput("all", ""))

    def _portal_send(self):
        """E-mail the issued document to its customer, with its Factur-X."""
        self.ensure_one()
        self._portal_check_present()
        if self.state != "posted":
            raise UserError(self.env._("Only an issued document is sent."))
        if not self.partner_id.email:
            raise UserError(self.env._("Add the customer's e-mail address first."))
        self.env["account.move.send"]._generate_and_send_invoices(
            self,
            sending_methods={"email"},
            author_user_id=self.env.user.id,
            author_partner_id=self.env.user.partner_id.id,
        )

    def _portal_check_present(self):
        """Refuse a member who has left: they read their documents, no more."""
        self.caetic_activity_id._portal_check_present()

    def _portal_get_pdf(self):
        """Return the legal PDF with its XML; made once, on the first download."""
        self.ensure_one()
        if self.state != "posted":
            raise UserError(self.env._("Only an issued document has a PDF."))
        if not self.invoice_pdf_report_id:
            self.env["account.move.send"]._generate_and_send_invoices(
                self, sending_methods=set()
            )
        return self.invoice_pdf_report_id.raw, self._get_invoice_report_filename()
