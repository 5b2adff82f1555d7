# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The PDF, read back: what a customer, a judge or a tax inspector finds on it."""

import io
import re

from freezegun import freeze_time
from lxml import html
from pypdf import PdfReader

from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import InvoicingCommon


class DocumentCase(InvoicingCommon):
    def _text(self, move):
        """Words of the page as the customer reads it, spaces normalised."""
        page = html.fromstring(move._portal_get_preview())
        return self._normalise(page.text_content())

    def _normalise(self, text):
        return re.sub(r"[\s\u00a0\u202f]+", " ", text).replace("’", "'")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestDocument(DocumentCase):
    def test_mandatory_mentions(self):
        """R601, R602, R603."""
        move = self._draft(
            lines=[("Site web", 2, 500, self.kind_service)], ref="BC-2026-17"
        )
        move.action_post()
        text = self._text(move)
        for mention in (
            "Facture " + move.name,
            "15/06/2026",
            "15/07/2026",
            "BC-2026-17",
            "Studio Garrigue",
            "Une activité de CAE Limoux",
            "CAE Limoux, Scop SA à capital variable",
            "SIREN 334175221",
            "RCS Carcassonne",
            "TVA FR23334175221",
            "siège : 1 rue de la Mairie, 11300 Limoux",
            "SARL Cigale",
            "SIRET 73282932000074",
            "TVA FR44732829320",
            "Prestation de services",
            "1 000,00 €",
            "200,00 €",
            "1 200,00 €",
            "3 fois le taux d'intérêt légal",
            "recouvrement en cas de retard de paiement : 40,00 €",
            "Pas d'escompte",
            "TVA exigible à l'encaissement",
        ):
            self.assertIn(mention, text)

    def test_services_trap(self):
        """R603: never "goods" nor "tax on debits" on a service."""
        move = self._draft()
        move.action_post()
        text = self._text(move)
        for wrong in ("d'après les débits", "Livraison de biens", "Goods", "debits"):
            self.assertNotIn(wrong, text)
        self.assertEqual(text.count("SIREN"), 1)

    def test_goods_and_mixed_operations(self):
        goods = self._draft(lines=[("Livre", 1, 10, self.kind_goods)])
        self.assertIn("Livraison de biens", self._text(goods))
        mixed = self._draft(
            lines=[("Livre", 1, 10, self.kind_goods), ("Pose", 1, 5, self.kind_service)]
        )
        self.assertIn("Services et biens (mixte)", self._text(mixed))

    def test_cape_mention(self):
        """R206 (C. com. R127-3): structure, seat, number and term of the contract."""
        customer = self._create_customer(self.atelier)
        move = self._draft(self.atelier, partner=customer)
        move.action_post()
        self.assertIn(
            f"{self.bruno.name} agit dans le cadre d'un contrat d'appui au projet "
            "d'entreprise (CAPE, art. L127-1 du code de commerce) conclu avec CAE "
            "Limoux, 1 rue de la Mairie, 11300 Limoux, SIREN 334175221, dont le terme "
            "est le 31/12/2026.",
            self._text(move),
        )
        other = self._draft()
        other.action_post()
        self.assertNotIn("CAPE", self._text(other))

    def test_training_mentions(self):
        """R618, R619."""
        self.company.caetic_training_number = "76 11 01234 11"
        move = self._draft(lines=[("Formation", 1, 600, self.kind_training)])
        move.action_post()
        text = self._text(move)
        self.assertEqual(text.count("261-4-4° a"), 1)
        self.assertIn("sous le numéro 76 11 01234 11", text)
        self.assertIn("ne vaut pas agrément de l'État", text)
        self.assertNotIn("TVA exigible", text)

    def _abroad_text(self, country, kind=None, **values):
        customer = self._create_customer(
            self.studio,
            company_registry=False,
            country_id=self.env.ref(f"base.{country}").id,
            **values,
        )
        move = self._draft(
            partner=customer, lines=[("X", 1, 100, kind or self.kind_service)]
        )
        self.assertEqual(move.amount_tax, 0)
        return self._text(move)

    def test_r417_reverse_charge_names_both_vat_numbers(self):
        """CGI 283-2, directive 2006/112/EC art. 196: both numbers are on the paper."""
        text = self._abroad_text("be", vat="BE0477472701")
        # The articles, then the number of who sells, then of who buys.
        mention = text.partition("283-2")[2]
        articles, _number, buyer = mention.partition("FR23334175221")
        self.assertIn("2006/112", articles)
        self.assertIn("BE0477472701", buyer)
        # Said once: Odoo's own note in English is left out.
        self.assertEqual(text.count("196"), 1)
        self.assertNotIn("Reverse charge - Article", text)

    def test_goods_and_services_abroad_name_their_article(self):
        """CGI 262 ter I, 259-1, 259 B, 262 I."""
        belgian = {"vat": "BE0477472701"}
        union = self._abroad_text("be", self.kind_goods, **belgian)
        self.assertIn("262 ter I", union)
        self.assertIn("BE0477472701", union)
        company = self._abroad_text("ch", vat=False)
        self.assertIn("259-1", company)
        person = self._abroad_text("ch", vat=False, is_company=False)
        self.assertIn("259 B", person)
        self.assertNotIn("40,00", person)
        goods = self._abroad_text("us", self.kind_goods, vat=False)
        self.assertIn("262 I", goods)
        self.assertNotIn("262 ter", goods)

    def test_training_for_a_company_of_the_union_is_a_reverse_charge(self):
        """CGI 259-1: its place is at the customer's, no French exemption holds."""
        text = self._abroad_text("be", self.kind_training, vat="BE0477472701")
        self.assertIn("283-2", text)
        self.assertNotIn("261-4-4", text)

    def test_private_person_has_no_professional_mentions(self):
        """D441-5 and L441-10 hold between professionals."""
        person = self._create_customer(
            self.studio,
            name="Paul",
            is_company=False,
            company_registry=False,
            vat=False,
        )
        text = self._text(self._draft(partner=person))
        for mention in ("40,00", "intérêt légal", "escompte", "SIRET"):
            self.assertNotIn(mention, text)

    def test_draft_says_that_it_is_no_invoice(self):
        text = self._text(self._draft())
        self.assertIn("Projet, ne vaut pas facture", text)
        self.assertNotIn("FAC/", text)

    def test_credit_note_names_its_invoice(self):
        move = self._draft()
        move.action_post()
        refund = move._reverse_moves([{"invoice_date": "2026-06-15"}])
        refund.action_post()
        text = self._text(refund)
        self.assertIn(f"Avoir {refund.name}", text)
        self.assertIn(move.name, text)
        self.assertNotIn("À payer avant", text)

    def test_own_mention_of_the_brand(self):
        self.studio.invoice_mention = "Artiste-auteur <b>n° 1</b>"
        self.assertIn("Artiste-auteur <b>n° 1</b>", self._text(self._draft()))

    def test_native_fields_keep_working(self):
        """A section, a note and an intra-community customer of a staff invoice."""
        belgian = self._create_customer(
            self.studio,
            company_registry=False,
            vat="BE0477472701",
            country_id=self.env.ref("base.be").id,
        )
        move = self._draft(
            partner=belgian,
            invoice_line_ids=[
                Command.create({"display_type": "line_section", "name": "Phase 1"}),
                Command.create({"name": "Site", "product_id": self.kind_service.id}),
            ],
        )
        self.assertIn("Phase 1", self._text(move))


@tagged("post_install", "-at_install")
class TestPdf(DocumentCase, HttpCase):
    def test_pdf_is_a4_with_header_and_footer_on_each_page(self):
        lines = [(f"Prestation {n}", 1, 10, self.kind_service) for n in range(60)]
        self.amelie.contract_ids.state = "cancelled"
        self._create_contract(self.amelie, start="2020-01-01")
        move = self._draft(lines=lines)
        move.action_post()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, _kind = report._render_qweb_pdf("account.account_invoices", move.ids)
        reader = PdfReader(io.BytesIO(content))
        self.assertGreater(len(reader.pages), 1)
        width, height = reader.pages[0].mediabox[2:]
        self.assertAlmostEqual(float(width), 595, delta=2)
        self.assertAlmostEqual(float(height), 842, delta=2)
        for page in reader.pages:
            text = self._normalise(page.extract_text())
            self.assertIn("SIREN 334175221", text)
            self.assertIn("Studio Garrigue", text)
        self.assertIn("1 / ", self._normalise(reader.pages[0].extract_text()))

    def test_r602_a_paper_without_its_mentions_is_neither_archived_nor_sent(self):
        moves = self._draft() | self._draft()
        moves.action_post()
        right, wrong = (self._print(move) for move in moves)
        send = self.env["account.move.send"]
        # The number of another document is on this paper, not its own.
        data = {"pdf_attachment_values": {"raw": wrong}}
        send._hook_invoice_document_after_pdf_report_render(moves[0], data)
        self.assertIn("report.url", data["error"]["errors"][0])
        self.assertNotIn("pdf_attachment_values", data)
        self.assertTrue(send._is_printed_whole(moves[0], right))
        moves.company_id.partner_id.write(
            {"company_registry": "55208131766522", "vat": "FR03552081317"}
        )
        self.assertFalse(send._is_printed_whole(moves[0], right))

    def _print(self, move):
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        return report._render_qweb_pdf("account.account_invoices", move.ids)[0]
