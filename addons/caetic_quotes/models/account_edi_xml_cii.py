# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import models

# UNTDID 1001: prepayment invoice.
PREPAYMENT = "386"
# French process (BT-23) of an invoice that deducts deposits: B4, S4, M4.
FINAL = "4"


class AccountEdiXmlCii(models.AbstractModel):
    """A deposit and a balance say what they are in Factur-X too (R607)."""

    _inherit = "account.edi.xml.cii"

    def _caetic_prepare_invoice(self, invoice):
        facts = super()._caetic_prepare_invoice(invoice)
        if invoice.move_type != "out_invoice" or not invoice.caetic_quote_id:
            return facts
        if invoice._caetic_is_deposit():
            return replace(facts, type_code=PREPAYMENT)
        deducted = invoice.invoice_line_ids.sale_line_ids.filtered("is_downpayment")
        deposits = deducted.invoice_lines.move_id.filtered(
            lambda move: move != invoice and move.state == "posted"
        )
        if not deposits:
            return facts
        one = len(deposits) == 1
        return replace(
            facts,
            process=facts.process[0] + FINAL,
            preceding=(deposits.name, deposits.invoice_date) if one else None,
        )
