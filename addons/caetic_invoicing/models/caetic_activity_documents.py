# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .. import engine

ROW_FIELDS = (
    "name",
    "move_type",
    "state",
    "partner_id",
    "commercial_partner_id",
    "invoice_date",
    "invoice_date_due",
    "amount_untaxed",
    "amount_tax",
    "amount_total",
    "currency_id",
    "caetic_approval_state",
    "caetic_date_sent",
    "caetic_sending_state",
)


class CaeticActivity(models.Model):
    """Documents of an activity as its portal pages show them."""

    _inherit = "caetic.activity"

    def _portal_get_rows(self, query="", offset=0, limit=50):
        """Return ``(rows, total)``, newest first.

        The number of queries does not depend on the number of documents.

        :param query: part of a number or of a customer's name
        """
        self._portal_check()
        domain = Domain(self._get_document_domain())
        # Models of what repeats are on the page of what repeats.
        domain &= Domain("id", "not in", self._sql_recurring_models())
        if query:
            domain &= Domain("name", "ilike", query) | Domain(
                "commercial_partner_id.name", "ilike", query
            )
        documents_sudo = self._get_documents_sudo()
        moves_sudo = documents_sudo.search_fetch(
            domain, ROW_FIELDS, offset=offset, limit=limit, order="id desc"
        )
        states = moves_sudo._portal_get_states()
        rows = [self._prepare_row(move, states[move.id]) for move in moves_sudo]
        return rows, documents_sudo.search_count(domain)

    def _sql_recurring_models(self):
        """Select drafts that are only there to be repeated.

        By their number: the documents are counted in their index alone.
        """
        self.env["caetic.recurring.invoice"].flush_model(["activity_id", "source_id"])
        return SQL(
            """
            SELECT source.id
              FROM caetic_recurring_invoice recurring
              JOIN account_move source ON source.id = recurring.source_id
             WHERE recurring.activity_id = %s AND source.state = 'draft'
            """,
            self.id,
        )

    def _portal_get_row(self, move):
        """The same facts for one document."""
        self._portal_check()
        return self._prepare_row(move, move._portal_get_states()[move.id])

    def _prepare_row(self, move, state):
        return {
            "id": move.id,
            "url": f"/my/activities/{self.id}/invoices/{move.id}",
            "name": move.name if move.state == "posted" else "",
            "is_refund": move.move_type == "out_refund",
            "customer": move.commercial_partner_id.name or "",
            "date": move.invoice_date,
            "date_due": move.invoice_date_due if move.state == "posted" else None,
            "untaxed": move.amount_untaxed,
            "vat": move.amount_tax,
            "total": move.amount_total,
            "currency": move.currency_id,
            "state": state,
            "date_sent": move.caetic_date_sent,
            "sending": move.caetic_sending_state,
        }

    # -- the form ---------------------------------------------------------------------

    def _portal_get_form(self, move=None, customer_id=None):
        """Return the texts of the fields of a form, of a document or of a new one."""
        self._portal_check()
        if not move:
            chosen = str(customer_id or "")
            term = self._portal_get_default_term()
            return {
                "customer": chosen if chosen.isdigit() else "",
                "new-kind": "company",
                "new-country": "FR",
                "term": str(term.id),
                "send": "1",
                "line-0-quantity": "1",
                "line-0-label": "",
            }
        return {**self._prepare_head(move), **self._prepare_rows(move)}

    def _prepare_head(self, move):
        return {
            "customer": str(self._get_listed_customer(move).id),
            "new-kind": "company",
            "new-country": "FR",
            "date": str(move.invoice_date or ""),
            "delivery": str(move.delivery_date or ""),
            "term": str(move.invoice_payment_term_id.id or ""),
            "reference": move.ref or "",
            "note": move._portal_get_note(),
            "send": "1" if move.caetic_send_on_post else "",
            "service": move.buyer_reference or "",
            "contract": move.contract_reference or "",
            "engagement": move.purchase_order_reference or "",
        }

    def _prepare_rows(self, move):
        lines = self._prepare_line_rows(move.invoice_line_ids)
        return {**lines, **self._prepare_share_rows(move)}

    def _portal_save_all(self, invoice, customer=None, move=None):
        """Save a form: the new customer if there is one, then the draft."""
        self._portal_check()
        if customer:
            partner = self._portal_save_customer(customer)
            invoice = engine.with_customer(invoice, partner.id)
        return self._portal_save_invoice(invoice, move)

    def _portal_posts_alone(self, move):
        """Tell whether submitting the draft posts it at once."""
        self._portal_check()
        if move.state != "draft":
            return False
        return not move._caetic_get_reasons()

    def _portal_get_limit_words(self, move):
        """The limit in one sentence, for a document that is not issued yet."""
        self._portal_check()
        return self._get_limit_words() if move.state == "draft" else ""
