# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import is_html_empty

from odoo.addons.caetic_invoicing import engine

REPORT = "sale.action_report_saleorder"


class SaleOrder(models.Model):
    """The paper of a quote: brand, cooperative as issuer, mentions (R601)."""

    _inherit = "sale.order"

    def _caetic_as_invoice_sudo(self):
        """An invoice that is never written: what the law prints on it, quotes print."""
        self.ensure_one()
        # Nothing is created; the identity of the issuer is public on its documents.
        moves_sudo = self.env["account.move"].sudo()
        return moves_sudo.new(
            {
                "move_type": "out_invoice",
                "company_id": self.company_id.id,
                "caetic_activity_id": self.caetic_activity_id.id,
                "invoice_date": fields.Date.context_today(self),
            }
        )

    def _caetic_get_identity(self):
        """The issuer in one block (R601): the cooperative, never the brand."""
        return self._caetic_as_invoice_sudo()._caetic_get_identity()

    def _caetic_get_mentions(self):
        """Return ``[(code, text)]`` in French, the language the law asks for."""
        order = self.with_context(lang="fr_FR")
        codes = engine.mentions(order._caetic_get_mention_facts())
        texts = order._caetic_as_invoice_sudo()._caetic_mention_texts()
        return [(code, texts[code]) for code in codes]

    def _caetic_get_mention_facts(self):
        self.ensure_one()
        # Taxes and contracts decide of public mentions; who prints may not read them.
        order_sudo = self.sudo()
        taxes = order_sudo.order_line.tax_ids
        services = taxes.filtered(lambda t: t.tax_scope == "service" and t.amount)
        today = fields.Date.context_today(self)
        customer = order_sudo.partner_id.commercial_partner_id
        lines = order_sudo._caetic_get_printed_lines().filtered("tax_ids")
        moves = order_sudo.env["account.move"]
        return engine.MentionFacts(
            to_company=customer.is_company,
            to_public_body=customer._caetic_is_public_body(),
            is_cape=order_sudo.caetic_activity_id._is_cape(today),
            is_training=order_sudo._caetic_is_training(),
            has_training_number=bool(order_sudo.company_id.caetic_training_number),
            vat_on_payment="on_payment" in services.mapped("tax_exigibility"),
            vat_reasons=frozenset(
                moves._caetic_reasons_of(order_sudo, lines, customer)
            ),
        )

    def _caetic_get_printed_lines(self):
        """Lines of the quote in their order, without those of its deposits."""
        self.ensure_one()
        lines = self.order_line.filtered(lambda line: not line.is_downpayment)
        return lines.sorted(lambda line: (line.sequence, line.id))

    def _caetic_get_general_conditions(self):
        """General conditions of the cooperative, or nothing."""
        self.ensure_one()
        conditions = self.company_id.caetic_sale_conditions
        return "" if is_html_empty(conditions) else conditions

    def _get_name_portal_content_view(self):
        self.ensure_one()
        if self.caetic_activity_id:
            return "caetic_quotes.portal_quote_content"
        return super()._get_name_portal_content_view()

    def _get_report_base_filename(self):
        self.ensure_one()
        if self.caetic_activity_id:
            return self.env._("Quote %(number)s", number=self.name)
        return super()._get_report_base_filename()

    def _caetic_get_preview(self):
        """The page as the customer will read it on paper: same QWeb as the PDF."""
        self.ensure_one()
        # Rendering reads the company and the taxes.
        reports_sudo = self.env["ir.actions.report"].sudo()
        html, _type = reports_sudo._render_qweb_html(REPORT, self.ids)
        return html

    def _caetic_get_pdf(self):
        """Return ``(content, file name)`` of the quote as it is now."""
        self.ensure_one()
        # Same as the preview.
        reports_sudo = self.env["ir.actions.report"].sudo()
        content, _type = reports_sudo._render_qweb_pdf(REPORT, self.ids)
        return content, f"{self._get_report_base_filename()}.pdf"
