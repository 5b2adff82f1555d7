# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import re

from odoo import api, fields, models
from odoo.tools.pdf import PdfFileReader


class AccountMoveSend(models.AbstractModel):
    """Documents of activities: Factur-X for all, answered by the entrepreneur."""

    _inherit = "account.move.send"

    @api.model
    def _get_default_invoice_edi_format(self, move, **kwargs):
        chosen = super()._get_default_invoice_edi_format(move, **kwargs)
        if move.caetic_activity_id and move.is_sale_document():
            # Private persons too: one kind of document, PDF/A-3 with its XML.
            return chosen or "facturx"
        return chosen

    @api.model
    def _hook_invoice_document_after_pdf_report_render(self, invoice, invoice_data):
        """Never archive nor send a document whose mentions were not printed.

        A printing program that fails leaves the footer out and only warns, and a layout
        may be changed: the legal identity would be missing (R602).
        """
        values = invoice_data.get("pdf_attachment_values")
        if values and not self._is_printed_whole(invoice, values["raw"]):
            del invoice_data["pdf_attachment_values"]
            invoice_data["error"] = {
                "error_title": self.env._("The document was not printed completely"),
                "errors": [
                    self.env._(
                        "Its legal mentions are missing. Check that the server can be "
                        "reached at the address of the parameter “report.url”."
                    )
                ],
                "retry": True,
            }
            return None
        return super()._hook_invoice_document_after_pdf_report_render(
            invoice, invoice_data
        )

    @api.model
    def _is_printed_whole(self, invoice, content):
        """Tell whether the number and the issuer's SIREN stand on the paper."""
        if not invoice.caetic_activity_id or not content.startswith(b"%PDF-"):
            # Odoo's own tests do without the printing program.
            return True
        pages = PdfFileReader(io.BytesIO(content)).pages
        text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
        wanted = (invoice.name, invoice.company_id._caetic_get_siren() or "")
        return all(re.sub(r"\s", "", part) in text for part in wanted)

    @api.model
    def _get_mail_params(self, move, move_data):
        params = super()._get_mail_params(move, move_data)
        # The address of the brand is printed on the document: public.
        activity_sudo = move.caetic_activity_id.sudo()
        if params and activity_sudo.email:
            params["reply_to"] = activity_sudo.email
            params["attachments"] = [
                (name, raw)
                for name, raw in params["attachments"]
                if not name.endswith(".xml")
            ]
        return params

    @api.model
    def _send_mail(self, move, mail_template, **kwargs):
        result = super()._send_mail(move, mail_template, **kwargs)
        if move.caetic_activity_id:
            move.caetic_date_sent = fields.Datetime.now()
            move._caetic_note_sent()
        return result

    @api.model
    def _hook_if_errors(self, moves_data, allow_raising=True):
        """A document that could not be made says so to its entrepreneur."""
        result = super()._hook_if_errors(moves_data, allow_raising)
        for move, data in moves_data.items():
            if move.caetic_activity_id:
                move._caetic_set_unsent(self._format_error_text(data["error"]))
        return result
