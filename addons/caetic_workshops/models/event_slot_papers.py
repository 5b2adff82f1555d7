# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from decimal import Decimal

from babel.dates import format_date
from pypdf import PdfReader, PdfWriter

from odoo import models

from ..engine import hours

SHEET = "caetic_workshops.report_sheet"
DASH = "\N{EN DASH}"
SPACE = "\N{NO-BREAK SPACE}"


class EventSlotPapers(models.Model):
    """Sheet of a half-day as a document, archived when it is closed."""

    _name = "event.slot"
    _inherit = ["event.slot", "caetic.archive.mixin"]

    def _get_report_ref(self):
        return "caetic_workshops.report_sheet_action"

    def _is_document_final(self, report_name):
        self.ensure_one()
        return report_name != SHEET or self.caetic_sheet_state == "closed"

    def _get_document_title(self):
        self.ensure_one()
        slot = self.with_context(lang="fr_FR")
        return slot.env._(
            "Attendance sheet %(session)s %(date)s %(hour)s",
            session=slot.event_id.name,
            date=self.date,
            hour=self._caetic_fr_clock(self.start_hour).replace(SPACE, ""),
        )

    def _get_sheet_pdf(self):
        """Return the sheet: the archived copy once closed, then its corrections.

        :returns: bytes of a PDF
        """
        self.ensure_one()
        content = self._get_pdf()
        # Whoever reads the sheet reads what was corrected on it.
        corrections_sudo = self.sudo().caetic_attendance_ids.correction_ids
        closed = self.caetic_closed_at
        later = corrections_sudo.filtered(lambda one: closed and one.date >= closed)
        if not later or not content.startswith(b"%PDF-"):
            return content
        return self._caetic_add_corrections(content)

    def _caetic_add_corrections(self, content):
        """Return a PDF followed by the page of what was corrected since.

        :param bytes content: archived copy, which stays as it is
        """
        # Names of the sheet only, for whoever reads the sheet.
        reports_sudo = self.env["ir.actions.report"].sudo()
        addendum = reports_sudo.with_context(lang="fr_FR")._render_qweb_pdf(
            "caetic_workshops.report_sheet_corrections_action", self.ids
        )[0]
        writer = PdfWriter(clone_from=io.BytesIO(content))
        for page in PdfReader(io.BytesIO(addendum)).pages:
            writer.add_page(page)
        target = io.BytesIO()
        writer.write(target)
        return target.getvalue()

    # -- words of the templates ----------------------------------------------------

    def _caetic_fr_clock(self, hour):
        """Write an hour of the clock in French."""
        whole = hours.minutes(Decimal(str(hour)))
        return f"{whole // 60}{SPACE}h{SPACE}{whole % 60:02d}"

    def _caetic_fr_times(self):
        """Write from when to when, in French."""
        self.ensure_one()
        start, end = map(self._caetic_fr_clock, (self.start_hour, self.end_hour))
        return f"{start}{SPACE}{DASH}{SPACE}{end}"

    def _caetic_fr_day(self):
        """Write the day in French, with its name."""
        self.ensure_one()
        return format_date(self.date, "EEEE d MMMM y", locale="fr")

    def _caetic_fr_hours(self, amount):
        """Write hours in French, two decimals."""
        text = f"{hours.total([Decimal(str(amount or 0))])}".replace(".", ",")
        return f"{text}{SPACE}h"

    def _caetic_get_printed_rows(self):
        """Return the rows as the sheet prints them, by name."""
        self.ensure_one()
        return self.caetic_attendance_ids._sorted_by_name()

    def _caetic_get_total(self):
        """Return the hours attended on this sheet, exact."""
        self.ensure_one()
        rows = self.caetic_attendance_ids
        return hours.total(Decimal(str(row.hours)) for row in rows)
