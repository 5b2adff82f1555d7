# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sheets and certificates, read back from their PDF."""

import io

from pypdf import PdfReader

from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, tagged

from ..signature import read_signature
from .attendance_common import AFTER, AttendanceCase, drawing, plain
from .test_attendance import PICTURE

# Of the facilitator: two pictures of the same bytes would be one in a PDF.
OTHER = read_signature(drawing((400, 200)))[0]


@tagged("post_install", "-at_install")
@freeze_time(AFTER)
class TestAttendancePapers(AttendanceCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {"street": "1 rue des Arts", "zip": "11300", "city": "Limoux"}
        )
        funder = cls.env["res.partner"].create(
            {
                "name": "Département de l'Aude",
                "is_company": True,
                "caetic_organisation_kind": "funder",
            }
        )
        cls.action = (
            cls.env["caetic.funded.action"]
            .sudo()
            .create(
                {
                    "name": "Accompagner la création",
                    "code": "CD11-2026",
                    "funder_id": funder.id,
                    "date_start": "2026-01-01",
                }
            )
        )
        cls.workshop.caetic_funded_action_id = cls.action

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].sudo().set_param("report.url", self.base_url())

    def _print(self, records):
        return records.with_context(force_report_rendering=True).sudo()

    def _pages(self, content):
        self.assertTrue(content.startswith(b"%PDF-"))
        pages = PdfReader(io.BytesIO(content)).pages
        return [plain(page.extract_text()) for page in pages]

    def test_blank_sheet_repeats_its_head_for_thirty_people(self):
        partners = self.env["res.partner"].create(
            [{"name": f"Personne {number:02d}"} for number in range(28)]
        )
        self.env["event.registration"].create(
            [{"event_id": self.workshop.id, "partner_id": one.id} for one in partners]
        )
        pages = self._pages(self._print(self.workshop)._get_blank_sheet_pdf())
        self.assertGreater(len(pages), 1)
        for number in range(28):
            self.assertEqual(sum(f"Personne {number:02d}" in page for page in pages), 1)
        for page in pages:
            self.assertIn("Nom et prénom", page)
            self.assertIn("9 h 00 – 12 h 30", page)
            self.assertIn("siège : 1 rue des Arts", page)
            self.assertIn("SIREN 334175221", page)
            self.assertNotIn("PROJET", page)
        first = pages[0]
        self.assertIn("jeudi 4 juin 2026", first)
        self.assertIn("Lydia Bouziane", first)
        self.assertIn("Département de l'Aude", first)
        self.assertIn("CD11-2026", first)
        self.assertIn("Signature de l'intervenant", pages[-1])

    def test_blank_sheet_has_a_page_a_day(self):
        event = self._create_session("Deux jours", date_end="2026-06-05 20:00:00")
        self.env["event.slot"].create(
            {
                "event_id": event.id,
                "date": "2026-06-05",
                "start_hour": 9,
                "end_hour": 12,
            }
        )
        self._register(event, self.amelie)
        pages = self._pages(self._print(event)._get_blank_sheet_pdf())
        self.assertEqual(len(pages), 2)
        self.assertIn("vendredi 5 juin 2026", pages[1])
        self.assertIn("Amélie Durand", pages[1])

    def test_an_open_sheet_is_a_draft(self):
        [page] = self._pages(self._print(self.morning)._get_sheet_pdf())
        self.assertIn("PROJET", page)
        self.assertIn("Non renseigné", page)

    def _close_signed(self):
        self._row(self.morning, self.amelie)._sign_sudo("tablet", PICTURE)
        self._row(self.morning, self.bruno).write({"state": "absent"})
        slot = self._print(self.morning)
        slot._caetic_close_sheet_sudo(self.facilitator.partner_id, OTHER)
        return slot

    def test_signed_sheet_is_archived(self):
        slot = self._close_signed()
        content = slot._get_sheet_pdf()
        self.assertEqual(content, slot.pdf_attachment_id.raw)
        self.assertEqual(slot.pdf_check, "intact")
        [page] = self._pages(content)
        self.assertNotIn("PROJET", page)
        self.assertIn("Présent·e", page)
        self.assertIn("Absent·e", page)
        # 16:00 UTC is 18:00 in Paris in June.
        self.assertIn("le 04/06/2026 18:00", page)
        self.assertIn(self._row(self.morning, self.amelie).seal[:16], page)
        self.assertIn(slot.caetic_sheet_seal, page.replace(" ", ""))
        self.assertIn("Présents 1 sur 2", page)
        self.assertIn("Total des heures 3,50 h", page)
        self.assertIn("Lydia Bouziane", page)
        pictures = PdfReader(io.BytesIO(content)).pages[0].images
        self.assertGreaterEqual(len(pictures), 2)

    def test_a_correction_is_added_after_the_archived_copy(self):
        slot = self._close_signed()
        archived = slot.pdf_attachment_id.raw
        row = self._row(self.morning, self.bruno)
        staff = row.with_user(self.coordinator).sudo(False)
        staff._correct("present", "Arrivé à 9 h 20, vu par Lydia")
        sheet, correction = self._pages(slot._get_sheet_pdf())
        self.assertEqual(slot.pdf_attachment_id.raw, archived)
        self.assertIn("Présents 1 sur 2", sheet)
        self.assertIn("Arrivé à 9 h 20, vu par Lydia", correction)
        self.assertIn("Présents après correction 2 sur 2", correction)
        self.assertIn("Total des heures après correction 7,00 h", correction)

    def test_certificate_says_the_hours_of_closed_sheets(self):
        registration = self.registrations[0]
        with self.assertRaises(UserError):
            self._print(registration)._get_certificate_pdf()
        self._close_signed()
        self._row(self.afternoon, self.amelie)._sign_sudo("tablet", PICTURE)
        # The afternoon is signed and its sheet is still open: it is not certified.
        [page] = self._pages(self._print(registration)._get_certificate_pdf())
        self.assertIn("Attestation de présence", page)
        self.assertIn("Amélie Durand", page)
        self.assertIn("pour une durée de 3,50 h", page)
        self._row(self.afternoon, self.bruno).write({"state": "absent"})
        slot = self._print(self.afternoon)
        slot._caetic_close_sheet_sudo(self.facilitator.partner_id)
        [page] = self._pages(self._print(registration)._get_certificate_pdf())
        self.assertIn("pour une durée de 7,00 h", page)
        self.assertIn("14 h 00 – 17 h 30", page)
        with self.assertRaises(UserError):
            self._print(self.registrations[1])._get_certificate_pdf()
