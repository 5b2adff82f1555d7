# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from pypdf import PdfReader, PdfWriter
from reportlab.lib.colors import Color
from reportlab.pdfgen import canvas

from odoo import models

MARK = "PROJET"
# Light enough to read through, dark enough for a black and white copy.
GREY = Color(0.5, 0.5, 0.5, alpha=0.22)
SIZE = 110


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Mark every page of a document that nobody has signed yet."""
        streams = super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        report = self._get_report(report_ref)
        model = self.env.get(report.model)
        if hasattr(model, "_is_document_final"):
            for res_id, found in streams.items():
                record = model.browse(res_id)
                if res_id and not record._is_document_final(report.report_name):
                    found["stream"] = self._caetic_mark_draft(found["stream"])
        return streams

    def _caetic_mark_draft(self, stream):
        """Return a copy of a PDF with the mark across each page."""
        writer = PdfWriter(clone_from=stream)
        for page in writer.pages:
            page.merge_page(self._caetic_draw_mark(page.mediabox))
        output = io.BytesIO()
        writer.write(output)
        return output

    def _caetic_draw_mark(self, box):
        width, height = float(box.width), float(box.height)
        packet = io.BytesIO()
        sheet = canvas.Canvas(packet, pagesize=(width, height))
        sheet.translate(width / 2, height / 2)
        sheet.rotate(55)
        sheet.setFillColor(GREY)
        sheet.setFont("Helvetica-Bold", SIZE)
        sheet.drawCentredString(0, -SIZE / 3, MARK)
        sheet.save()
        return PdfReader(packet).pages[0]
