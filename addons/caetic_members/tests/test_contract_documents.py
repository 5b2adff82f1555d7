# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Papers of contracts, read back from their PDF, and their archive."""

import hashlib
import io
import re
from datetime import date
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, tagged

from .common import CaeticCommon

MARK = "PROJET"
# R204 and R106, in the order of the law.
ARTICLES = {
    "cape": [f"R127-1, {rank}°" for rank in (1, 2, 4, 5, 6, 8)],
    "cesa": [f"L7331-2, 2° {letter}" for letter in "abcdef"] + ["R7331-10"],
}
CLAUSES = {
    "cape": "programme means commitments information termination social",
    "cesa": "objectives means contribution pay statutes customers association",
}


def plain(text):
    """Text with plain spaces and apostrophes, as one line."""
    return re.sub(r"\s+", " ", text).replace("’", "'")


class PaperCase(CaeticCommon):
    """A cooperative with its identity, a person with hers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.company.partner_id.write(
            {"street": "1 rue de la Mairie", "zip": "11300", "city": "Limoux"}
        )
        cls.company.write(
            {
                "name": "CAE Limoux",
                "caetic_legal_form": "Scop SA à capital variable",
                "caetic_capital": "18 500 €",
                "caetic_rcs_city": "Carcassonne",
                "caetic_signatory": "Claire Fabre, directrice générale",
            }
        )
        cls.amelie = cls._admit("Amélie Durand", login="portal_amelie")
        cls.amelie.write(
            {
                "birthdate": "1985-03-01",
                "birth_place": "Béziers",
                "birth_name": "Castel",
                "nationality_id": cls.env.ref("base.fr").id,
                "has_customers": True,
            }
        )
        cls.amelie.partner_id.write(
            {"street": "12 rue des Augustins", "zip": "11000", "city": "Carcassonne"}
        )
        cls.tiers = cls._create_scheme(
            tiers=[(0, 11), (40000, 10)], name="Par tranches", floor_year=2160
        )

    @classmethod
    def _admit(cls, name, **values):
        member = cls._create_member(name, **values)
        for kind in ("informed", "diagnosed", "committee", "admitted"):
            member._record_step(kind, date(2020, 1, 1), check=False)
        return member

    def _contract(self, kind="cape", start="2026-01-05", **values):
        wanted = {
            f"clause_{name}": f"Texte de {name}." for name in CLAUSES[kind].split()
        }
        return self.env["caetic.contract"].create(
            {
                "member_id": self.amelie.id,
                "kind": kind,
                "date_start": start,
                "scheme_id": self.tiers.id,
                **wanted,
                **values,
            }
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestContractPapers(PaperCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param("report.url", self.base_url())
        self.env = self.env(
            context={**self.env.context, "force_report_rendering": True}
        )

    def _read(self, record, report=None):
        """Return the text of each page of a paper of a record."""
        reports = self.env["ir.actions.report"].with_context(lang="fr_FR")
        content, kind = reports._render_qweb_pdf(
            report or record._get_report_ref(), record.ids
        )
        self.assertEqual(kind, "pdf")
        return self._pages(content)

    def _pages(self, content):
        reader = PdfReader(io.BytesIO(content))
        width, height = reader.pages[0].mediabox[2:]
        # A4, in points.
        self.assertAlmostEqual(float(width), 595, delta=2)
        self.assertAlmostEqual(float(height), 842, delta=2)
        pages = [plain(page.extract_text()) for page in reader.pages]
        for rank, page in enumerate(pages, 1):
            self.assertIn("CAE Limoux", page)
            self.assertIn("SIREN 334175221", page)
            self.assertIn(f"Page {rank} / {len(pages)}", page)
            for wrong in ("False", "None", "()", "« »"):
                self.assertNotIn(wrong, page)
        return pages

    def _check_parties(self, text):
        for fact in (
            "CAE Limoux",
            "Scop SA à capital variable",
            "18 500 €",
            "SIREN 334175221",
            "RCS Carcassonne",
            "1 rue de la Mairie, 11300 Limoux",
            "Représentée par Claire Fabre, directrice générale",
            "Amélie Durand",
            "Nom de naissance : Castel",
            "le 1er mars 1985 à Béziers",
            "Nationalité : France",
            "12 rue des Augustins, 11000 Carcassonne",
        ):
            self.assertIn(fact, text)

    def _check_clauses(self, text, kind):
        for name in CLAUSES[kind].split():
            self.assertIn(f"Texte de {name}.", text)
        for article in ARTICLES[kind]:
            self.assertIn(article, text)

    # -- each kind -----------------------------------------------------------------

    def test_r204_r206_cape(self):
        cape = self._contract(date_end="2026-07-04", objective_turnover=6000)
        pages = self._read(cape)
        text = " ".join(pages)
        self._check_parties(text)
        self._check_clauses(text, "cape")
        self.assertIn("du 5 janvier 2026 au 4 juillet 2026", text)
        # R206: who, with whom, seat, number, term.
        self.assertIn(
            "Amélie Durand agit dans le cadre d'un contrat d'appui au projet "
            "d'entreprise conclu avec CAE Limoux, 1 rue de la Mairie, 11300 Limoux, "
            "SIREN 334175221, dont le terme est le 4 juillet 2026.",
            text,
        )
        self.assertIn("6 000,00 € par an", text)
        self.assertIn("De 0,00 € à 40 000,00 € par exercice 11 %", text)
        self.assertIn("Au-delà de 40 000,00 € 10 %", text)
        self.assertIn("2 160,00 €", text)
        for page in pages:
            self.assertIn(MARK, page)

    def test_r202_renewal(self):
        cape = self._contract(date_end="2026-06-04")
        cape.with_context(caetic_no_archive=True).action_sign()
        renewal = self.env["caetic.contract"].browse(cape.action_renew()["res_id"])
        renewal.date_end = "2026-12-04"
        text = " ".join(self._read(renewal))
        self.assertIn("Renouvellement n° 1 du contrat d'appui", text)
        self.assertIn("conclu à effet du 5 janvier 2026", text)
        self.assertIn("du 5 juin 2026 au 4 décembre 2026", text)
        self._check_clauses(text, "cape")

    def test_r106_r107_r116_cesa(self):
        cape = self._contract(date_end="2026-05-31")
        cape.with_context(caetic_no_archive=True).action_sign()
        cesa = self._contract(
            "cesa", "2026-06-01", fixed_part=150, job_title="Graphiste"
        )
        text = " ".join(self._read(cesa))
        self._check_parties(text)
        self._check_clauses(text, "cesa")
        self.assertIn("prend effet le 1er juin 2026", text)
        self.assertIn("Part fixe mensuelle brute : 150,00 €", text)
        # R108: three years from the CAPE, which the CESA follows at once.
        self.assertIn("Date limite d'association : 5 janvier 2029", text)
        # 5 January to 31 May 2026: 27 + 28 + 31 + 30 + 31 = 147 days.
        self.assertIn("ayant duré 147 jours", text)
        self.assertIn("ne comporte pas de période d'essai", text)
        self.assertIn("Graphiste", text)
        # R116: never hours.
        self.assertNotRegex(text, r"(?i)\bheures?\b|horaire|\d ?h\b")

    def test_r109_trial(self):
        cesa = self._contract("cesa", "2026-07-01", trial_end="2026-10-31")
        text = " ".join(self._read(cesa))
        self.assertIn("s'achève le 31 octobre 2026", text)

    def test_amendment_says_its_number_and_what_changes(self):
        cesa = self._contract("cesa", "2026-01-01", fixed_part=150)
        cesa.with_context(caetic_no_archive=True).action_sign()
        amendment = self.env["caetic.contract"].browse(cesa.action_amend()["res_id"])
        amendment.write(
            {
                "date_start": "2026-07-01",
                "fixed_part": 300,
                "amendment_text": "La part fixe est revue chaque année.",
            }
        )
        pages = self._read(amendment)
        text = " ".join(pages)
        self.assertIn("Avenant n° 1", text)
        self.assertIn("salarié à effet du 1er janvier 2026", text)
        self.assertIn("À compter du 1er juillet 2026", text)
        self.assertIn("Part fixe mensuelle brute 300,00 €", text)
        self.assertIn("auparavant : 150,00 €", text)
        self.assertIn("La part fixe est revue chaque année.", text)
        # The scheme stays: it is not printed as a change.
        self.assertNotIn("Barème de la contribution", text)

    def test_a_bare_file_prints_no_empty_fact(self):
        """Neither birth, address, capital nor signatory: their lines are left out."""
        bare = self._admit("Bruno Vidal")
        self.company.write({"caetic_capital": False, "caetic_signatory": False})
        text = " ".join(self._read(self._contract(member_id=bare.id)))
        self.assertIn("Bruno Vidal", text)
        for label in ("Naissance", "Nationalité", "Adresse", "Capital", "Représentée"):
            self.assertNotIn(label, text)

    def test_certificates(self):
        cape = self._contract(date_end="2026-07-04")
        certificate = "caetic_members.report_certificate_action"
        with self.assertRaises(UserError):
            self._read(cape, certificate)
        cape.with_context(caetic_no_archive=True).action_sign()
        text = " ".join(self._read(cape, certificate))
        self.assertIn("est titulaire d'un contrat d'appui", text)
        self.assertIn("du 5 janvier 2026 au 4 juillet 2026", text)
        self.assertNotIn(MARK, text)
        with freeze_time("2026-08-01"):
            text = " ".join(self._read(cape, certificate))
        self.assertIn("a été titulaire", text)

    def test_certificate_of_a_cesa_has_no_hours(self):
        cesa = self._contract("cesa", "2026-01-01", fixed_part=150)
        cesa.with_context(caetic_no_archive=True).action_sign()
        text = " ".join(self._read(cesa, "caetic_members.report_certificate_action"))
        self.assertIn("depuis le 1er janvier 2026", text)
        self.assertIn("durée indéterminée", text)
        self.assertNotRegex(text, r"(?i)\bheures?\b|horaire|\d ?h\b")

    def test_application_as_an_associate(self):
        cesa = self._contract("cesa", "2026-01-01")
        text = " ".join(self._read(cesa, "caetic_members.report_association_action"))
        self.assertIn("bulletin de souscription", text)
        # R108: three years from the CESA, nothing before it.
        self.assertIn("au plus tard le 1er janvier 2029", text)
        self.assertIn("Nombre de parts", text)
        self.assertNotIn(MARK, text)

    # -- archive -------------------------------------------------------------------

    def test_signed_contract_is_archived_once_without_the_mark(self):
        cape = self._contract(date_end="2026-07-04")
        self.assertIn(MARK, self._read(cape)[0])
        cape.action_sign()
        content = cape.pdf_attachment_id.raw
        self.assertNotIn(MARK, " ".join(self._pages(content)))
        self.assertEqual(cape.pdf_sha256, hashlib.sha256(content).hexdigest())
        self.assertEqual(cape.pdf_check, "intact")
        cape._archive_pdf()
        self.assertEqual(cape.pdf_attachment_id.raw, content)

    def test_archive_is_neither_replaced_nor_deleted(self):
        cape = self._contract(date_end="2026-07-04")
        cape.action_sign()
        archive = cape.pdf_attachment_id
        with self.assertRaises(UserError):
            archive.raw = b"%PDF-1.4 other"
        with self.assertRaises(UserError):
            archive.unlink()
        with self.assertRaises(UserError):
            cape.pdf_sha256 = "0"
        with self.assertRaises(UserError):
            cape.with_user(self.coordinator).pdf_attachment_id = False

    def test_changed_byte_is_told(self):
        cape = self._contract(date_end="2026-07-04")
        cape.action_sign()
        archive = cape.pdf_attachment_id
        path = Path(archive._full_path(archive.store_fname))
        content = path.read_bytes()
        self.addCleanup(path.write_bytes, content)
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        self.env.invalidate_all()
        self.assertEqual(cape.pdf_check, "altered")
        with self.assertRaises(UserError):
            cape.action_download_pdf()

    def test_paper_without_its_identity_is_not_kept(self):
        """A printing program that gets no style leaves the foot of the pages out."""
        cape = self._contract(date_end="2026-07-04")
        content = io.BytesIO()
        writer = PdfWriter(clone_from=io.BytesIO(cape._render_pdf()))
        cape._check_printed_whole(cape._render_pdf())
        writer.add_blank_page()
        writer.write(content)
        with self.assertRaises(UserError):
            cape._check_printed_whole(content.getvalue())

    def test_staff_contract_has_no_paper_of_ours(self):
        staff = self.env["caetic.contract"].create(
            {"member_id": self.amelie.id, "kind": "staff", "date_start": "2026-01-01"}
        )
        with self.assertRaises(UserError):
            staff.action_download_pdf()
        staff.action_sign()
        self.assertFalse(staff.pdf_sha256)
