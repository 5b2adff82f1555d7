# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import http
from odoo.tests import new_test_user, tagged

from .common import SIRET
from .test_portal_invoices import PortalCase


@tagged("post_install", "-at_install")
class TestPortalCustomers(PortalCase):
    def _customer(self, **data):
        return {
            "kind": "company",
            "name": "Mairie de Limoux",
            "street": "Place de la République",
            "zip": "11300",
            "city": "Limoux",
            "country": "FR",
            **data,
        }

    def _find(self, name):
        return self.env["res.partner"].search([("name", "=", name)])

    def test_create_and_change(self):
        response, _page = self._post("/customers/new", **self._customer(phone="04 68"))
        self.assertEqual(response.status_code, 303)
        customer = self._find("Mairie de Limoux")[:1]
        self.assertEqual(customer.caetic_activity_ids, self.studio)
        self.assertEqual(customer.lang, "fr_FR")
        self.assertFalse(customer.user_ids)
        response, _page = self._post(
            f"/customers/{customer.id}", **self._customer(name="Ville de Limoux")
        )
        self.assertEqual(response.status_code, 303)
        self.assertEqual(customer.name, "Ville de Limoux")
        response, _page = self._page("/customers")
        self.assertIn("Ville de Limoux", response.text)

    def test_errors_beside_the_fields_and_nothing_lost(self):
        response, page = self._post(
            "/customers/new",
            **self._customer(siret="73282932000075", zip="113", email="x", city=""),
        )
        self.assertEqual(response.status_code, 422)
        for field in ("siret", "zip", "email", "city"):
            self.assertTrue(self._error(page, field), f"no message for {field}")
        self.assertEqual(
            page.xpath("//input[@name='siret']/@value"), ["73282932000075"]
        )
        self.assertEqual(page.xpath("//input[@name='street']/@value")[0][:5], "Place")

    def test_duplicate_of_the_own_list_links_to_it(self):
        response, page = self._post("/customers/new", **self._customer(siret=SIRET))
        self.assertEqual(response.status_code, 422)
        self.assertIn("SARL Cigale", self._error(page, "siret"))
        self.assertTrue(
            page.xpath(f"//a[@href='{self.base}/customers/{self.mairie.id}']")
        )
        # The record itself may keep its own SIRET.
        response, _page = self._post(
            f"/customers/{self.mairie.id}", **self._customer(siret=SIRET)
        )
        self.assertEqual(response.status_code, 303)

    def test_customer_of_another_activity_is_never_revealed(self):
        other = self._create_customer(
            self.atelier, company_registry="33417522101010", vat=False
        )
        self.mairie.company_registry = False
        response, _page = self._post(
            "/customers/new", **self._customer(name="Nouveau", siret="33417522101010")
        )
        self.assertEqual(response.status_code, 303)
        self.assertNotEqual(self._find("Nouveau"), other)
        for method, data in ((None, None), ("post", self._customer(name="Volé"))):
            path = f"/customers/{other.id}"
            if method:
                response, _page = self._post(path, **data)
                target = response.headers["Location"]
            else:
                response, _page = self._page(path, allow_redirects=False)
                target = response.headers["Location"]
            self.assertEqual(response.status_code, 303)
            self.assertTrue(target.endswith("/my"))
        self.assertEqual(other.name, "SARL Cigale")

    def test_shared_record_is_read_only(self):
        self.mairie.caetic_activity_ids = self.studio | self.atelier
        response, page = self._post(
            f"/customers/{self.mairie.id}", **self._customer(name="Changé", siret=SIRET)
        )
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "name"))
        self.assertEqual(self.mairie.name, "SARL Cigale")

    def test_forged_keys_are_ignored(self):
        self._post(
            "/customers/new",
            **self._customer(
                name="Forgé",
                user_id="1",
                parent_id=str(self.company.partner_id.id),
                company_id="7",
                caetic_activity_ids=str(self.atelier.id),
                comment="<script>",
                credit_limit="100000",
            ),
        )
        partner = self._find("Forgé")
        self.assertFalse(partner.parent_id)
        self.assertFalse(partner.comment)
        self.assertEqual(partner.caetic_activity_ids, self.studio)
        self.assertEqual(partner.company_id, self.company)

    def test_identifiers_come_from_the_path_alone(self):
        """A field named as one is no record to change, and breaks nothing."""
        forged = {"name": "Mairie d'Alet", "customer_id": str(self.mairie.id)}
        response, _page = self._post("/customers/new", **self._customer(**forged))
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self.mairie.name, "SARL Cigale")
        self.assertEqual(self._find("Mairie d'Alet").caetic_activity_ids, self.studio)
        response, _page = self._post("/invoices/new", **self._form(document_id="x"))
        self.assertEqual(response.status_code, 303)

    def test_formulas_are_defused_in_exports(self):
        """= + - @ at the start of a text: a spreadsheet would run it."""
        self._post("/customers/new", **self._customer(name="@SUM(1+1)"))
        self._post("/customers/new", **self._customer(name="=HYPERLINK(1)"))
        partners = self._find("@SUM(1+1)") | self._find("=HYPERLINK(1)")
        self.assertEqual(len(partners), 2)
        user = new_test_user(
            self.env,
            login="exporter",
            groups="base.group_allow_export,base.group_partner_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.authenticate(user.login, user.login)
        data = {
            "model": "res.partner",
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "ids": partners.ids,
            "domain": [],
            "import_compat": False,
        }
        response = self.url_open(
            "/web/export/csv",
            data={
                "data": json.dumps(data),
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        self.assertIn("'@SUM(1+1)", response.text)
        self.assertIn("'=HYPERLINK(1)", response.text)
