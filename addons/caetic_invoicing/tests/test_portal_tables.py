# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Customers from and to a spreadsheet, documents to one."""

import csv
import io
from base64 import b64encode

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_portal_invoices import PortalCase

HEADINGS = "Name;SIRET;Postcode;Address;Town;Phone\n"
GOOD = "Mairie d'Alet;;11580;1 place;Alet;+33468\n"


@tagged("post_install", "-at_install")
class TestPortalTables(PortalCase):
    def _send(self, content, **data):
        """Send a file as the browser does, and read the page."""
        _response, page = self._page("/customers/import")
        token = page.xpath("//form[@method='post']//input[@name='csrf_token']/@value")[
            0
        ]
        response = self.url_open(
            f"{self.base}/customers/import",
            data={"csrf_token": token, "do": "preview", **data},
            files={"file": ("clients.csv", content, "text/csv")},
            allow_redirects=False,
        )
        return response, self._parse(response)

    def _confirm(self, page):
        (table,) = page.xpath("//input[@name='table']/@value")
        return self._post("/customers/import", do="confirm", table=table)

    def _names(self):
        return self.studio.customer_ids.mapped("name")

    def test_nothing_is_written_before_the_confirmation(self):
        content = HEADINGS + GOOD + "Sans ville;;11300;2 rue;;\n"
        response, page = self._send(content.encode())
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self._names(), ["SARL Cigale"])
        # The line to correct comes first, with its number in the file.
        rows = page.xpath("//tbody/tr")
        self.assertIn("Sans ville", rows[0].text_content())
        self.assertEqual(rows[0].xpath("td[1]/span")[0].text, "3")
        self.assertTrue(rows[0].xpath(".//li"))
        self.assertFalse(rows[1].xpath(".//li"))
        response, _page = self._confirm(page)
        self.assertEqual(response.status_code, 303)
        self.assertIn("count=1", response.headers["Location"])
        alet = self.studio.customer_ids.filtered(lambda p: p.city == "Alet")
        self.assertEqual((alet.name, alet.phone), ("Mairie d'Alet", "+33468"))
        self.assertEqual(alet.caetic_activity_ids, self.studio)
        self.assertNotIn("Sans ville", self._names())

    def test_separators_and_encodings_of_spreadsheets(self):
        for name, content in (
            ("utf-8", (HEADINGS + GOOD.replace("Alet", "Élan")).encode()),
            ("bom", (HEADINGS + GOOD.replace("Alet", "Élan")).encode("utf-8-sig")),
            ("latin-1", (HEADINGS + GOOD.replace("Alet", "Élan")).encode("latin-1")),
            (
                "comma",
                (HEADINGS + GOOD.replace("Alet", "Élan")).replace(";", ",").encode(),
            ),
        ):
            with self.subTest(name=name):
                response, page = self._send(content)
                self.assertEqual(response.status_code, 200)
                self.assertIn("Mairie d'Élan", page.text_content())
                self.assertTrue(page.xpath("//button[@value='confirm']"))

    def test_known_and_repeated_sirets_are_told(self):
        siret = "33417522101010"
        line = f"Une;{siret};11300;1 rue;Limoux;\n"
        known = f"Autre;{self.mairie.company_registry};11300;1 rue;Limoux;\n"
        content = HEADINGS + line + line.replace("Une", "Deux") + known
        _response, page = self._send(content.encode())
        text = page.xpath("//tbody")[0].text_content()
        self.assertIn("SARL Cigale", text)
        self.assertEqual(len(page.xpath("//tbody/tr//ul")), 2)
        # What another activity sells to is never told.
        self._create_customer(self.atelier, company_registry=siret, vat=False)
        _response, page = self._send((HEADINGS + line).encode())
        self.assertFalse(page.xpath("//tbody/tr//ul"))

    def test_files_that_are_refused(self):
        many = HEADINGS + GOOD * 5001
        for name, content in (
            ("empty", b""),
            ("headings alone", HEADINGS.encode()),
            ("binary", b"\x00\x01PK"),
            ("no name", b"SIRET;Town\n1;2\n"),
            ("too many cells", b"Name\na;b;c\n"),
            ("too many lines", many.encode()),
            ("too big", b"Name\n" + b"x" * 2_100_000),
        ):
            with self.subTest(name=name):
                response, page = self._send(content)
                self.assertEqual(response.status_code, 422)
                self.assertTrue(self._error(page, "file"))
        for table in ("", "%%%", b64encode(b"\x00").decode()):
            response, _page = self._post("/customers/import", do="confirm", table=table)
            self.assertEqual(response.status_code, 422)
        self.assertEqual(self._names(), ["SARL Cigale"])

    def test_formulas_leave_as_text_and_come_back(self):
        """What is exported and imported again is what was there."""
        self.mairie.write({"name": "=HYPERLINK(1)", "phone": "+33468310000"})
        response, _page = self._page("/customers/export")
        self.assertEqual(response.headers["Content-Type"], "text/csv; charset=utf-8")
        rows = list(
            csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
        )
        self.assertEqual(len(rows), 2)
        self.assertIn("'=HYPERLINK(1)", rows[1])
        self.assertIn("'+33468310000", rows[1])
        self.mairie.caetic_activity_ids = False
        _response, page = self._send(response.content)
        response, _page = self._confirm(page)
        self.assertEqual(response.status_code, 303)
        again = self.studio.customer_ids
        self.assertEqual(again.name, "=HYPERLINK(1)")
        self.assertEqual(again.phone, "+33468310000")
        for name in ("company_registry", "vat", "street", "zip", "city", "country_id"):
            self.assertEqual(again[name], self.mairie[name])

    def test_documents_leave_with_their_signs(self):
        move = self._draft(lines=[("Site", 1, 1000.5, self.kind_service)])
        move.action_post()
        refund = move._reverse_moves([{"invoice_date": move.invoice_date}])
        refund.action_post()
        self._draft(self.atelier)
        response, _page = self._page("/invoices/export")
        rows = list(
            csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
        )
        self.assertEqual([row[0] for row in rows[1:]], [refund.name, move.name])
        self.assertEqual(rows[1][5:8], ["-1000,50", "-200,10", "-1200,60"])
        self.assertEqual(rows[2][5:8], ["1000,50", "200,10", "1200,60"])
        self.assertEqual(rows[2][3], f"{move.invoice_date:%d/%m/%Y}")

    def test_others_get_nothing(self):
        self.authenticate("bruno", "bruno".ljust(8, "x"))
        for path in ("/customers/import", "/customers/export", "/invoices/export"):
            response = self.url_open(self.base + path, allow_redirects=False)
            self.assertEqual(response.status_code, 303)
            self.assertTrue(response.headers["Location"].endswith("/my"))
        activity = self.studio.with_user(self.bruno.user_id)
        for call in (
            lambda: activity._portal_get_known_sirets(),
            lambda: activity._portal_import_customers([]),
            lambda: activity._portal_export_customers(),
            lambda: activity._portal_export_documents(),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_a_thousand_lines_take_few_queries(self):
        lines = [f"Client {n};;11300;{n} rue;Limoux;\n" for n in range(1000)]
        _response, page = self._send((HEADINGS + "".join(lines)).encode())
        self.assertEqual(len(page.xpath("//tbody/tr")), 100)
        response, _page = self._confirm(page)
        self.assertEqual(response.status_code, 303)
        self.assertEqual(len(self.studio.customer_ids), 1001)
