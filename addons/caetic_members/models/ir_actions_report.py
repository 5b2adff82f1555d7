# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from reportlab.lib.colors import Color
from reportlab.pdfgen import canvas

from odoo import models
from odoo.tools.pdf import PdfFileReader, PdfFileWriter

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
        reader = PdfFileReader(stream, strict=False)
        writer = PdfFileWriter()
        for number in range(reader.getNumPages()):
            page = reader.getPage(number)
            page.mergePage(self._caetic_draw_mark(page.mediaBox))
            writer.addPage(page)
        output = io.BytesIO()
        writer.write(output)
        return output

    def _caetic_draw_mark(self, box):
        width, height = float(box.getWidth()), float(box.getHeight())
        packet = io.BytesIO()
        sheet = canvas.Canvas(packet, pagesize=(width, height))
        sheet.translate(width / 2, height / 2)
        sheet.rotate(55)
        sheet.setFillColor(GREY)
        sheet.setFont("Helvetica-Bold", SIZE)
        sheet.drawCentredString(0, -SIZE / 3, MARK)
        sheet.save()
        return PdfFileReader(packet).getPage(0)
