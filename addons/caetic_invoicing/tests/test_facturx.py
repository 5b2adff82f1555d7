# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Structure of the XML; tests/oracle runs the official XSD and schematron on it."""

from freezegun import freeze_time
from lxml import etree

from odoo.tests import tagged

from .common import InvoicingCommon

RAM = (
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestFacturx(InvoicingCommon):
    def _export(self, move):
        if move.state == "draft":
            move.action_post()
        xml, errors = self.env["account.edi.xml.cii"]._export_invoice(move)
        self.assertFalse(errors)
        return etree.fromstring(xml)

    def _texts(self, root, path):
        steps = "/".join(f"ram:{step}" for step in path.split("/"))
        return [n.text for n in root.iterfind(f".//{steps}", {"ram": RAM})]

    def test_service_to_a_company(self):
        root = self._export(
            self._draft(lines=[("Site\nMaquette", 3, 33.333, self.kind_service)])
        )
        guideline = "GuidelineSpecifiedDocumentContextParameter/ID"
        self.assertEqual(self._texts(root, guideline), ["urn:cen.eu:en16931:2017"])
        process = "BusinessProcessSpecifiedDocumentContextParameter/ID"
        self.assertEqual(self._texts(root, process), ["S1"])
        self.assertEqual(self._texts(root, "SpecifiedTradeProduct/Name"), ["Site"])
        details = "SpecifiedTradeProduct/Description"
        self.assertEqual(self._texts(root, details), ["Maquette"])
        price = "NetPriceProductTradePrice/ChargeAmount"
        self.assertEqual(self._texts(root, price), ["33.333"])
        self.assertEqual(
            self._texts(root, "SpecifiedLegalOrganization/ID"),
            ["334175221", "732829320"],
        )
        brand = "SpecifiedLegalOrganization/TradingBusinessName"
        self.assertEqual(self._texts(root, brand), ["Studio Garrigue"])
        subjects = self._texts(root, "SubjectCode")
        self.assertEqual(subjects, ["REG", "PMD", "PMT", "AAB"])

    def test_vat_of_services_is_due_when_paid(self):
        """CGI 269-2 c: UNTDID 2005 code 72, not 5 (date of the invoice)."""
        root = self._export(self._draft())
        self.assertEqual(self._texts(root, "DueDateTypeCode"), ["72"])
        goods = self._export(self._draft(lines=[("Livre", 1, 10, self.kind_goods)]))
        self.assertEqual(self._texts(goods, "DueDateTypeCode"), ["5"])

    def test_no_service_period_up_to_the_due_date(self):
        root = self._export(self._draft())
        self.assertEqual(self._texts(root, "BillingSpecifiedPeriod"), [])
        self.assertEqual(self._texts(root, "BuyerOrderReferencedDocument"), [])
        root = self._export(self._draft(ref="BC-1"))
        order = "BuyerOrderReferencedDocument/IssuerAssignedID"
        self.assertEqual(self._texts(root, order), ["BC-1"])

    def test_exempt_training(self):
        root = self._export(
            self._draft(lines=[("Formation", 2, 600, self.kind_training)])
        )
        self.assertEqual(
            self._texts(root, "ExemptionReasonCode"), ["VATEX-FR-CGI261-4"]
        )
        self.assertEqual(self._texts(root, "DueDateTypeCode"), [])

    def test_credit_note_names_its_invoice(self):
        move = self._draft()
        move.action_post()
        refund = move._reverse_moves([{"invoice_date": "2026-06-15"}])
        root = self._export(refund)
        number = "InvoiceReferencedDocument/IssuerAssignedID"
        self.assertEqual(self._texts(root, number), [move.name])

    def test_private_person_without_siren(self):
        person = self._create_customer(
            self.studio,
            name="Paul",
            is_company=False,
            company_registry=False,
            vat=False,
        )
        root = self._export(self._draft(partner=person))
        buyer = root.find(f".//{{{RAM}}}BuyerTradeParty")
        self.assertIsNone(buyer.find(f"{{{RAM}}}SpecifiedLegalOrganization"))
        uri = buyer.find(f".//{{{RAM}}}URIID[@schemeID='EM']")
        self.assertEqual(uri.text, "cigale@example.com")

    def test_pdf_of_every_document_is_a_facturx(self):
        move = self._draft()
        move.action_post()
        move._portal_get_pdf()
        self.assertTrue(move.invoice_pdf_report_id)
        self.assertTrue(move.ubl_cii_xml_id)
        self.assertFalse(move.caetic_date_sent)

    # -- abroad (R417): the customer's country and VAT number decide ----------------

    def _abroad(self, country, vat=False, **values):
        return self._create_customer(
            self.studio,
            name="Client",
            company_registry=False,
            country_id=self.env.ref(f"base.{country}").id,
            vat=vat,
            **values,
        )

    def _category(self, partner, kind):
        """``(category, reason code, rate)`` of the only line of a document."""
        root = self._export(self._draft(partner=partner, lines=[("X", 1, 100, kind)]))
        codes = set(self._texts(root, "ApplicableTradeTax/CategoryCode"))
        rates = set(self._texts(root, "ApplicableTradeTax/RateApplicablePercent"))
        reasons = self._texts(root, "ExemptionReasonCode")
        self.assertEqual(len(codes), 1)
        self.assertEqual(len(rates), 1)
        return codes.pop(), "".join(reasons), float(rates.pop())

    def test_categories_of_the_union(self):
        """CGI 283-2 (services), 262 ter I (goods); a person pays the French VAT."""
        belgian = self._abroad("be", "BE0477472701")
        for kind in (self.kind_service, self.kind_training):
            self.assertEqual(self._category(belgian, kind), ("AE", "VATEX-EU-AE", 0))
        goods = self._category(belgian, self.kind_goods)
        self.assertEqual(goods, ("K", "VATEX-EU-IC", 0))
        person = self._abroad("be", is_company=False)
        self.assertEqual(self._category(person, self.kind_service), ("S", "", 20))

    def test_categories_outside_the_union(self):
        """Norway is in the Economic Area and not in the Union: it is an export."""
        for country in ("us", "no"):
            customer = self._abroad(country)
            for kind in (self.kind_service, self.kind_goods):
                with self.subTest(country=country, kind=kind.name):
                    found = self._category(customer, kind)
                    self.assertEqual(found, ("G", "VATEX-EU-G", 0))

    def test_goods_of_the_union_say_where_and_when_they_go(self):
        """BR-IC-11 and BR-IC-12: date and country of the delivery."""
        belgian = self._abroad("be", "BE0477472701")
        lines = [("Livre", 1, 10, self.kind_goods)]
        root = self._export(self._draft(partner=belgian, lines=lines))
        self.assertIn(
            "BE", self._texts(root, "ShipToTradeParty/PostalTradeAddress/CountryID")
        )
        self.assertTrue(root.findall(".//{*}ActualDeliverySupplyChainEvent"))
