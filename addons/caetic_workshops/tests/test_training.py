# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Training body: papers, complaints, yearly report (R618 to R622)."""

import io
from datetime import date

from pypdf import PdfReader

from odoo.exceptions import UserError
from odoo.tests import tagged

from .proof_common import ProofCommon


@tagged("post_install", "-at_install")
class TestTraining(ProofCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "caetic_is_training_body": True,
                "caetic_training_number": "76110000011",
                "caetic_training_region": "Occitanie",
                "caetic_training_vat_date": "2026-02-01",
                "caetic_training_rules": "Chacun respecte les horaires.",
            }
        )
        cls.anne = cls._create_hosted("Anne Stagiaire")
        cls.basile = cls._create_hosted("Basile Stagiaire")
        cls.training = cls._create_session(
            ["2026-03-02"],
            cls.anne | cls.basile,
            caetic_is_training=True,
            caetic_training_aim="other",
            caetic_training_speciality="326",
        )
        cls.workshop = cls._create_session(["2026-03-09"], cls.anne)
        cls._fill(cls.training, [(cls.basile, 1)])
        cls._fill(cls.workshop)
        cls.agreement = cls.env["caetic.training.agreement"].create(
            {
                "event_id": cls.training.id,
                "partner_id": cls.customer.id,
                "origin": "opco_plan",
                "amount": 1400,
                "registration_ids": [(6, 0, cls.training.registration_ids.ids)],
            }
        )

    def _print(self, report, record):
        reports = self.env["ir.actions.report"].with_context(
            lang="fr_FR", force_report_rendering=True
        )
        content = reports._render_qweb_pdf(f"caetic_workshops.{report}", record.ids)[0]
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join("\n".join(page.extract_text() for page in pages).split())

    def test_an_internal_workshop_is_no_training(self):
        self.company.caetic_is_training_body = False
        with self.assertRaises(UserError):
            self.workshop.caetic_is_training = True
        with self.assertRaises(UserError):
            self.workshop.action_caetic_send_convocations()
        with self.assertRaises(UserError):
            self.env["caetic.training.agreement"].create(
                {
                    "event_id": self.workshop.id,
                    "partner_id": self.customer.id,
                    "amount": 1,
                }
            )

    def test_the_agreement_says_what_the_law_wants(self):
        text = self._print("report_training_agreement", self.agreement)
        for words in (
            "76110000011",
            "ne vaut pas agrément de l'État",
            "Exonération de TVA – art. 261-4-4° a du CGI",
            "Anne Stagiaire",
            "Mairie de Limoux",
        ):
            self.assertIn(words, text)
        self.company.caetic_training_vat_date = "2026-03-03"
        text = self._print("report_training_agreement", self.agreement)
        self.assertNotIn("Exonération", text)

    def test_a_signed_agreement_is_kept(self):
        self.agreement.action_sign()
        self.assertEqual(self.agreement.state, "signed")
        self.assertEqual(self.agreement.pdf_check, "intact")

    def test_convocations_are_sent_once(self):
        self.training.action_caetic_send_convocations()
        trainees = self.training.registration_ids
        self.assertTrue(all(trainees.mapped("caetic_convocation_date")))
        mails = (
            self.env["mail.mail"]
            .sudo()
            .search(
                [("model", "=", "event.registration"), ("res_id", "in", trainees.ids)]
            )
            .filtered(lambda mail: mail.subject.startswith("Convocation"))
        )
        self.assertEqual(len(mails), 2)
        self.assertTrue(all(mails.mapped("attachment_ids")))
        self.training.action_caetic_send_convocations()
        self.assertEqual(
            self.env["mail.mail"].sudo().search_count([("id", "in", mails.ids)]), 2
        )

    def test_papers_of_a_trainee(self):
        trainee = self.training.registration_ids.filtered(
            lambda one: one.partner_id == self.basile.partner_id
        )
        self.assertEqual(trainee.caetic_attended_hours, 3.5)
        text = self._print("report_training_certificate", trainee)
        self.assertIn("Basile Stagiaire", text)
        self.assertIn("3,50 heures sur 7,00 prévues", text)
        text = self._print("report_convocation", trainee)
        self.assertIn("de 09 h 00 à 12 h 30", text)
        self.assertIn("Chacun respecte les horaires.", text)
        self.assertIn("Programme", self._print("report_programme", self.module))
        rules = self._print("report_training_rules", self.company)
        self.assertIn("Chacun respecte les horaires.", rules)

    def test_figures_of_the_year(self):
        self.agreement.action_sign()
        basile = self.training.registration_ids.filtered(
            lambda one: one.partner_id == self.basile.partner_id
        )
        basile.caetic_trainee_kind = "jobseeker"
        report = self.env["caetic.training.report"].create({"year": 2026})
        report.action_compute()
        figures = {
            (line.section, line.category): (line.people, line.hours, line.amount)
            for line in report.line_ids
        }
        # Anne 7 h, Basile 3.5 h; the workshop of 9 March is accompaniment.
        self.assertEqual(
            figures,
            {
                ("C", "opco_plan"): (0, 0, 1400),
                ("F1", "employee"): (1, 7, 0),
                ("F1", "jobseeker"): (1, 3.5, 0),
                ("F3", "other"): (2, 10.5, 0),
                ("F4", "326"): (2, 10.5, 0),
            },
        )
        self.assertEqual(report.date_due, date(2027, 5, 31))
        line = report.line_ids.filtered(lambda one: one.category == "jobseeker")
        action = line.action_open()
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(rows, basile)
        report.action_compute()
        self.assertEqual(len(report.line_ids), 5)

    def test_complaints_are_kept_in_a_register(self):
        complaint = self.env["caetic.training.complaint"].create(
            {"name": "Salle trop froide", "event_id": self.training.id}
        )
        queues = self.env["caetic.desk"].with_user(self.coordinator)
        desk = queues.search([("code", "=", "complaints")])
        self.assertEqual(desk.count, 1)
        complaint.action_close()
        self.assertTrue(complaint.date_closed)
        desk.invalidate_recordset()
        self.assertEqual(desk.count, 0)
