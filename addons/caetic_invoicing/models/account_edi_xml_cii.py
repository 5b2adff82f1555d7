# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import models

from .. import engine

PROCESSES = {"service": "S1", "goods": "B1", "mixed": "M1"}
# Rules BR-DE of the German XRechnung, which Odoo asks of every country.
GERMAN_RULES = (
    "seller_payment_instructions_1",
    "seller_payment_instructions_2",
    "seller_phone",
    "seller_email",
)


class AccountEdiXmlCii(models.AbstractModel):
    """Factur-X of French companies, mended so that the official rules accept it."""

    _inherit = "account.edi.xml.cii"

    def _export_invoice(self, invoice):
        xml, errors = super()._export_invoice(invoice)
        if invoice.company_id.account_fiscal_country_id.code == "FR":
            xml = engine.mend(xml, self._caetic_prepare_invoice(invoice))
        return xml, errors

    def _export_invoice_constraints(self, invoice, vals):
        constraints = super()._export_invoice_constraints(invoice, vals)
        if invoice.company_id.account_fiscal_country_id.code == "FR":
            for rule in GERMAN_RULES:
                constraints.pop(rule, None)
            if not self._caetic_is_in_union(invoice):
                # Odoo takes all of the Economic Area for the Union (BR-IC-02).
                constraints.pop("intracom_buyer_vat", None)
        return constraints

    def _caetic_is_in_union(self, invoice):
        """Tell whether goods or services go to a company of the Union (K, AE)."""
        reasons = set(invoice._caetic_get_vat_reasons())
        return not reasons.isdisjoint({"union_goods", "reverse_charge"})

    def _caetic_prepare_invoice(self, invoice):
        """Facts of an invoice for the pure builder."""
        facts = invoice._caetic_get_mention_facts()
        goods = invoice._caetic_get_operation() == "goods"
        on_payment = facts.vat_on_payment and not goods
        origin = invoice.reversed_entry_id
        return engine.Invoice(
            process=PROCESSES[invoice._caetic_get_operation()],
            seller=self._caetic_prepare_seller(invoice),
            buyer=self._caetic_prepare_buyer(invoice.commercial_partner_id),
            notes=tuple(self._caetic_prepare_notes(invoice)),
            lines=tuple(self._caetic_prepare_lines(invoice)),
            due_code="72" if on_payment else "5",
            order_reference=invoice.purchase_order_reference or invoice.ref or "",
            preceding=(origin.name, origin.invoice_date) if origin else None,
        )

    def _caetic_prepare_seller(self, invoice):
        company = invoice.company_id
        siren = company._caetic_get_siren()
        # The brand is public on a document; who prints it may not read activities.
        activity_sudo = invoice.caetic_activity_id.sudo()
        return engine.Party(
            siren=siren,
            siret=company.partner_id._get_siret() or "",
            trade_name=activity_sudo.name or "",
            legal_information=invoice._caetic_get_identity(),
            endpoint=("0225", siren) if siren else (),
        )

    def _caetic_prepare_buyer(self, partner):
        siren = partner._get_siren() or ""
        endpoint = ("EM", partner.email) if partner.email else ()
        return engine.Party(
            siren=siren,
            siret=partner._get_siret() or "",
            endpoint=("0225", siren) if siren else endpoint,
        )

    def _caetic_prepare_notes(self, invoice):
        subjects = engine.SUBJECTS
        for code, text in invoice._caetic_get_mentions():
            yield subjects.get(code, "REG"), text
        # Printed on the document as well: public.
        activity_sudo = invoice.caetic_activity_id.sudo()
        if activity_sudo.invoice_mention:
            yield "AAI", activity_sudo.invoice_mention

    def _caetic_prepare_lines(self, invoice):
        """Label, exact unit price, discount: Odoo rounds 0.125 to the cent."""
        lines = invoice.invoice_line_ids.filtered(
            lambda line: line.display_type == "product"
        )
        for line in lines:
            included = line.tax_ids.filtered("price_include")
            exact = not included and line.price_unit >= 0
            yield engine.InvoiceLine(
                label=(line.name or line.product_id.name or "/").strip(),
                price=Decimal(str(line.price_unit)) if exact else None,
                discount=Decimal(str(line.discount)),
            )
