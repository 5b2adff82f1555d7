# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import io
import re

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from pypdf import PdfReader

from odoo import api, fields, models
from odoo.exceptions import UserError

from .caetic_purge_door import is_open

FRENCH = "fr_FR"
ARCHIVE = {"pdf_attachment_id", "pdf_sha256"}
# Word that the foot of every page has, and nothing else: the seat, without spaces.
FOOTER = "si\N{LATIN SMALL LETTER E WITH GRAVE}ge:"
NARROW = "\N{NARROW NO-BREAK SPACE}"
SPACE = "\N{NO-BREAK SPACE}"


class CaeticArchiveMixin(models.AbstractModel):
    """Document in French whose final version is rendered once and kept as it is.

    The file and its SHA-256 are written together; whoever doubts compares them.
    """

    _name = "caetic.archive.mixin"
    _description = "Archived document"

    pdf_attachment_id = fields.Many2one(
        "ir.attachment",
        string="Archived copy",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    pdf_sha256 = fields.Char(string="Fingerprint (SHA-256)", readonly=True, copy=False)
    pdf_check = fields.Selection(
        [("intact", "Intact"), ("altered", "Altered")],
        string="Copy",
        compute="_compute_pdf_check",
    )

    # -- to define -----------------------------------------------------------------

    def _get_report_ref(self):
        """Return the external identifier of the report, nothing without a document."""
        return None

    def _is_document_final(self, report_name):
        """Tell whether a document holds; until then it is marked as a draft.

        :param str report_name: template of the report, as a record may have several
        """
        return False

    def _get_document_title(self):
        """Return the name of the file, without its suffix."""
        self.ensure_one()
        return self.display_name

    # -- archive -------------------------------------------------------------------

    @api.depends("pdf_attachment_id", "pdf_sha256")
    def _compute_pdf_check(self):
        for record in self:
            record.pdf_check = False
            if record.pdf_sha256:
                record.pdf_check = "intact" if record._is_pdf_intact() else "altered"

    def _is_pdf_intact(self):
        """Tell whether the archived file is, byte for byte, the one that was kept."""
        self.ensure_one()
        return hashlib.sha256(self._read_pdf()).hexdigest() == self.pdf_sha256

    def _read_pdf(self):
        """Return the archived file, nothing where there is none."""
        self.ensure_one()
        # Whoever may read the document may read its copy; forms ask for sizes only.
        document_sudo = self.sudo().with_context(bin_size=False)
        return document_sudo.pdf_attachment_id.raw or b""

    def _render_pdf(self):
        """Return the PDF of the document as it is now, in French."""
        self.ensure_one()
        # The text names people and schemes that its readers may not all open.
        reports_sudo = self.env["ir.actions.report"].sudo().with_context(lang=FRENCH)
        return reports_sudo._render_qweb_pdf(self._get_report_ref(), self.ids)[0]

    def _archive_pdf(self):
        """Render each final document once and keep it, sealed, with its SHA-256.

        Documents that come from elsewhere (imports) have their own paper: nothing is
        rendered with ``caetic_no_archive`` in the context.
        """
        if self.env.context.get("caetic_no_archive"):
            return
        for record in self:
            if record._get_report_ref() and not record.pdf_attachment_id:
                content = record._render_pdf()
                record._check_printed_whole(content)
                record._seal_pdf(content)

    @api.model
    def _check_printed_whole(self, content):
        """Never keep a document whose legal identity was not printed.

        A printing program that fails leaves the footer out and only warns, and a layout
        may be changed.
        """
        if not content.startswith(b"%PDF-"):
            # Odoo's own tests do without the printing program.
            return
        for page in PdfReader(io.BytesIO(content)).pages:
            if FOOTER not in re.sub(r"\s", "", page.extract_text()):
                raise UserError(
                    self.env._(
                        "The document was not printed completely: its legal identity "
                        "is missing. Check that the server can be reached at the "
                        "address of the parameter “report.url”."
                    )
                )

    def _seal_pdf(self, content):
        self.ensure_one()
        values = {
            "name": f"{self._get_document_title()}.pdf",
            "raw": content,
            "mimetype": "application/pdf",
            "res_model": self._name,
            "res_id": self.id,
            "caetic_sealed": True,
        }
        # Nobody writes archives by hand: they come from here only.
        attachments_sudo = self.env["ir.attachment"].sudo()
        record_sudo = self.sudo()
        record_sudo.write(
            {
                "pdf_attachment_id": attachments_sudo.create(values).id,
                "pdf_sha256": hashlib.sha256(content).hexdigest(),
            }
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(
            vals.get(name) for vals in vals_list for name in ARCHIVE
        ):
            raise UserError(self.env._("The archived copy comes with the signature."))
        return super().create(vals_list)

    def write(self, vals):
        touched = set() if is_open(self) else ARCHIVE & set(vals)
        if touched and (
            not self.env.su or any(record.pdf_attachment_id for record in self)
        ):
            raise UserError(self.env._("The archived copy is not replaced."))
        return super().write(vals)

    def _get_pdf(self):
        """Return the archived file, or the document as it is now.

        :returns: bytes
        :raises UserError: the archived file is no longer what was kept
        """
        self.ensure_one()
        if not self.pdf_attachment_id:
            return self._render_pdf()
        if not self._is_pdf_intact():
            raise UserError(
                self.env._("The archived copy was altered: restore it from a backup.")
            )
        return self._read_pdf()

    def action_download_pdf(self):
        """Download the archived copy, or print the document as it is now."""
        self.ensure_one()
        if not self._get_report_ref():
            raise UserError(self.env._("This contract has no document of its own."))
        if not self.pdf_attachment_id:
            return self.env.ref(self._get_report_ref()).report_action(self)
        if not self._is_pdf_intact():
            raise UserError(
                self.env._("The archived copy was altered: restore it from a backup.")
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.pdf_attachment_id.id}?download=true",
            "target": "download",
        }

    # -- words of the templates ----------------------------------------------------

    @api.model
    def _get_today(self):
        return fields.Date.context_today(self)

    @api.model
    def _fr_date(self, date):
        """Write a date in French, the month in words."""
        if not date:
            return ""
        text = format_date(date, "d MMMM y", locale="fr")
        return f"1er{text[1:]}" if date.day == 1 else text

    @api.model
    def _fr_month(self, date, pattern="LLLL y"):
        """Write a month in French, in words."""
        return format_date(fields.Date.to_date(date), pattern, locale="fr")

    @api.model
    def _fr_whole(self, amount):
        """Write an amount in EUR without its cents nor the sign of the currency."""
        text = format_decimal(amount or 0, "#,##0", locale="fr")
        return text.replace(NARROW, SPACE)

    @api.model
    def _fr_moment(self, moment):
        """Write a moment (UTC) in French, on the clock of Paris."""
        if not moment:
            return ""
        local = fields.Datetime.context_timestamp(
            self.with_context(tz="Europe/Paris"), moment
        )
        return format_datetime(local, "dd/MM/y HH:mm", locale="fr")

    @api.model
    def _fr_amount(self, amount):
        """Write an amount in EUR, with the cents."""
        text = format_decimal(amount or 0, "#,##0.00", locale="fr")
        return f"{text.replace(NARROW, SPACE)}{SPACE}\N{EURO SIGN}"

    @api.model
    def _fr_rate(self, rate):
        """Write a percentage, without needless zeros."""
        text = format_decimal(rate or 0, "#,##0.####", locale="fr")
        return f"{text.replace(NARROW, SPACE)}{SPACE}%"
