# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Bills that come by e-mail: read, proposed for an activity, never trusted."""

import io
import zipfile

from PIL import Image

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PurchasesCommon
from .documents import cii, email, facturx, pdf, ubl

PDF_TYPE = "application/pdf"
XML_TYPE = "application/xml"


@tagged("post_install", "-at_install")
class TestInbox(PurchasesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journal = cls.company_data["default_journal_purchase"]
        domain = cls.env["mail.alias.domain"].search([], limit=1)
        domain = domain or cls.env["mail.alias.domain"].create({"name": "example.com"})
        cls.company.alias_domain_id = domain
        cls.journal.alias_id.write(
            {"alias_name": "achats-test", "alias_domain_id": domain.id}
        )
        cls.address = f"achats-test@{domain.name}"

    def _process(self, *files, sender="facturation@cigale.example"):
        """Give a raw e-mail to the gateway; return the bills that it made."""
        last = self.env["account.move"].search([], order="id desc", limit=1).id or 0
        raw = email(sender, self.address, *files)
        with mute_logger("odoo.addons.mail.models.mail_thread"):
            self.env["mail.thread"].message_process("account.move", raw)
        return self.env["account.move"].search([("id", ">", last)], order="id")

    def test_a_facturx_is_read_and_waits_to_be_sorted(self):
        bill = self._process(("facture.pdf", PDF_TYPE, facturx(number="FX-7")))
        self.assertEqual(bill.caetic_purchase_state, "to_sort")
        self.assertEqual(bill.caetic_purchase_origin, "mail")
        self.assertEqual((bill.move_type, bill.state), ("in_invoice", "draft"))
        self.assertEqual(bill.partner_id.name, "Cigale Cloud SAS")
        self.assertEqual((bill.ref, str(bill.invoice_date)), ("FX-7", "2026-03-14"))
        self.assertEqual((bill.amount_untaxed, bill.amount_total), (100, 120))
        self.assertEqual(bill.message_main_attachment_id.mimetype, PDF_TYPE)
        self.assertEqual(bill.caetic_purchase_reasons, "No activity yet.")

    def test_the_order_number_names_the_activity(self):
        """R611: one SIREN receives for all; order, reference or suffix say for whom."""
        code, siren = self.atelier.code, "334175221"
        for said, how in (
            ({"order": code}, "order"),
            ({"buyer": f"CAE / {code}"}, "buyer"),
            ({"address": f"{siren}_{code}"}, "address"),
        ):
            number = f"FX-{how}"
            content = facturx(number=number, **said)
            bill = self._process(("facture.pdf", PDF_TYPE, content))
            with self.subTest(how=how):
                self.assertEqual(bill.caetic_proposed_activity_id, self.atelier)
                self.assertEqual(bill.caetic_proposed_by, how)
        bill.with_user(self.coordinator).action_caetic_route_proposed()
        self.assertEqual(bill.caetic_part_ids.activity_id, self.atelier)
        before = self._available(self.atelier)
        bill.with_user(self.coordinator).action_caetic_purchase_approve()
        self.assertEqual(before - self._available(self.atelier), 100)

    def test_ubl_alone(self):
        content = ubl(order=self.studio.code)
        bill = self._process(("facture.xml", XML_TYPE, content))
        self.assertEqual(bill.partner_id.name, "Mistral Papeterie")
        self.assertEqual((bill.amount_untaxed, bill.amount_total), (50, 52.75))
        self.assertEqual(bill.caetic_proposed_activity_id, self.studio)

    def test_a_credit_note(self):
        content = facturx(number="AV-1", kind="381")
        bill = self._process(("avoir.pdf", PDF_TYPE, content))
        self.assertEqual(bill.move_type, "in_refund")
        self.assertEqual(bill.amount_total, 120)

    def test_a_member_forwards_a_bill(self):
        """The sender is no supplier; their activity is proposed."""
        sender = self.amelie.partner_id.email
        bill = self._process(("scan.pdf", PDF_TYPE, pdf("scan")), sender=sender)
        self.assertEqual(bill.caetic_purchase_sender_id, self.amelie)
        self.assertEqual(bill.caetic_proposed_activity_id, self.studio)
        self.assertEqual(bill.caetic_proposed_by, "sender")
        self.assertFalse(bill.partner_id)
        self.assertIn("supplier is not known", bill.caetic_purchase_reasons)
        self.assertIn("amounts are not typed", bill.caetic_purchase_reasons)

    def test_a_photo_is_a_document(self):
        written = io.BytesIO()
        Image.new("RGB", (60, 80), "white").save(written, "JPEG")
        bill = self._process(("photo.jpg", "image/jpeg", written.getvalue()))
        self.assertEqual(bill.caetic_purchase_state, "to_sort")
        self.assertEqual(bill.message_main_attachment_id.mimetype, "image/jpeg")

    def test_two_documents_make_two_bills(self):
        bills = self._process(
            ("un.pdf", PDF_TYPE, facturx(number="FX-1")),
            ("deux.pdf", PDF_TYPE, facturx(number="FX-2")),
        )
        self.assertEqual(sorted(bills.mapped("ref")), ["FX-1", "FX-2"])
        self.assertEqual(set(bills.mapped("caetic_purchase_state")), {"to_sort"})
        self.assertEqual(len(set(bills.mapped("caetic_file_hash"))), 2)

    def test_the_same_bill_twice_is_flagged(self):
        content = facturx(number="FX-9")
        self._process(("facture.pdf", PDF_TYPE, content))
        second = self._process(("facture.pdf", PDF_TYPE, content))
        self.assertIn("same file", second.caetic_purchase_reasons)
        self.assertIn("same number", second.caetic_purchase_reasons)

    def test_junk_makes_no_bill(self):
        """Nothing that is no document is kept; the sender is told by e-mail."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as written:
            written.writestr("facture.pdf", b"0" * 100)
        svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
        for name, mimetype, content in (
            ("facture.zip", "application/zip", archive.getvalue()),
            ("facture.pdf", PDF_TYPE, b"MZ\x90\x00 program"),
            ("facture.svg", "image/svg+xml", svg),
            ("facture.html", "text/html", b"<html><script>1</script></html>"),
        ):
            with self.subTest(name=name):
                self.assertFalse(self._process((name, mimetype, content)))
        self.assertFalse(self._process())

    def test_a_bomb_beside_a_bill_is_dropped(self):
        bill = self._process(
            ("facture.pdf", PDF_TYPE, facturx(number="FX-3")),
            ("run.exe", "application/octet-stream", b"MZ\x90\x00 program"),
        )
        self.assertEqual(bill.ref, "FX-3")
        files = self.env["ir.attachment"].search(
            [("res_model", "=", "account.move"), ("res_id", "=", bill.id)]
        )
        self.assertNotIn("run.exe", files.mapped("name"))

    def test_an_xml_that_is_broken_waits_without_amounts(self):
        content = cii(number="FX-4").replace(b"20260314", b"2026-99-99")
        with mute_logger("odoo.addons.account.models.account_document_import_mixin"):
            bill = self._process(("facture.xml", XML_TYPE, content))
        self.assertEqual(bill.caetic_purchase_state, "to_sort")
        self.assertEqual(bill.state, "draft")

    def test_a_bill_set_aside(self):
        bill = self._process(("scan.pdf", PDF_TYPE, pdf("advert")))
        self.env["caetic.purchase.refuse"].with_user(self.coordinator).create(
            {"move_ids": [(6, 0, bill.ids)], "reason": "Publicité"}
        ).action_refuse()
        self.assertEqual(bill.state, "cancel")
        self.assertEqual(bill.caetic_purchase_refusal, "Publicité")
