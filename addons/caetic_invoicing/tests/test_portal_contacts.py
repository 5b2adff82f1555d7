# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""People, addresses, public bodies, archive and look-alikes of customers."""

from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_portal_invoices import PortalCase

# SIRET of a town hall: the SIREN of public bodies begins with 1 or 2.
TOWN_SIRET = "21110206600019"


@tagged("post_install", "-at_install")
class TestPortalContacts(PortalCase):
    def _contact(self, **data):
        return {
            "type": "billing",
            "name": "Service comptable",
            "email": "compta@example.com",
            "street": "9 quai Bas",
            "zip": "11000",
            "city": "Carcassonne",
            "country": "FR",
            **data,
        }

    def _path(self, partner=None):
        return f"/customers/{(partner or self.mairie).id}"

    def _add(self, **data):
        response, _page = self._post(
            f"{self._path()}/contacts/new", **self._contact(**data)
        )
        self.assertEqual(response.status_code, 303)
        return self.mairie.child_ids.sorted("id")[-1:]

    def _invoice(self, **data):
        self._post("/invoices/new", **self._form(do="save", **data))
        domain = [("caetic_activity_id", "=", self.studio.id)]
        return self.env["account.move"].search(domain, order="id desc", limit=1)

    def test_billing_and_delivery_addresses_serve_invoices(self):
        billing = self._add()
        delivery = self._add(
            type="delivery", name="", street="1 rue du Dépôt", email=""
        )
        self.assertEqual((billing.type, delivery.type), ("invoice", "delivery"))
        self.assertEqual(delivery.name, "SARL Cigale")
        move = self._invoice()
        self.assertEqual(move.partner_id, billing)
        self.assertEqual(move.partner_shipping_id, delivery)
        self.assertEqual(move.commercial_partner_id, self.mairie)
        html = etree.HTML(move._portal_get_preview())
        text = " ".join(" ".join(html.itertext()).split())
        for words in ("SARL Cigale", "Service comptable", "9 quai Bas", "rue du Dépôt"):
            self.assertIn(words, text)
        # The form and the list speak of the customer, not of the address.
        _response, page = self._page(f"/invoices/{move.id}/edit")
        (chosen,) = page.xpath("//select[@name='customer']/option[@selected]/@value")
        self.assertEqual(chosen, str(self.mairie.id))
        _response, page = self._page("/invoices?q=cigale")
        self.assertIn("SARL Cigale", page.xpath("//tbody")[0].text_content())

    def test_change_and_remove(self):
        person = self._add(type="person", name="Jeanne", street="", zip="", city="")
        self.assertEqual(person.type, "contact")
        _response, page = self._page(self._path())
        self.assertIn("Jeanne", page.text_content())
        path = f"{self._path()}/contacts/{person.id}"
        response, _page = self._post(path, **self._contact(type="person", name="Jean"))
        self.assertEqual((response.status_code, person.name), (303, "Jean"))
        self._post(f"{path}/remove")
        self.assertFalse(person.exists())
        billing = self._add()
        self._invoice()
        self._post(f"{self._path()}/contacts/{billing.id}/remove")
        self.assertTrue(billing.exists())
        self.assertFalse(billing.active)
        self.assertEqual(self._invoice().partner_id, self.mairie)

    def test_errors_beside_the_fields_and_nothing_lost(self):
        for field, data in (
            ("type", {"type": "admin"}),
            ("name", {"type": "person", "name": ""}),
            ("email", {"email": "x"}),
            ("street", {"street": ""}),
            ("zip", {"zip": "11"}),
            ("country", {"country": "ZZ"}),
        ):
            with self.subTest(field=field):
                response, page = self._post(
                    f"{self._path()}/contacts/new", **self._contact(**data)
                )
                self.assertEqual(response.status_code, 422)
                self.assertTrue(self._error(page, field))
        self.assertFalse(self.mairie.child_ids)

    def test_contacts_of_others_do_not_exist(self):
        other = self._create_customer(self.atelier, company_registry=False, vat=False)
        child = self.env["res.partner"].create(
            {"name": "Secret", "parent_id": other.id, "type": "contact"}
        )
        path = f"{self._path(other)}/contacts"
        mixed = f"{self._path()}/contacts/{child.id}"
        for url in (f"{path}/new", f"{path}/{child.id}", mixed, f"{mixed}9999999999"):
            response = self.url_open(self.base + url, allow_redirects=False)
            self.assertEqual(response.status_code, 303, url)
            response, _page = self._post(url, **self._contact(name="Volé"))
            self.assertEqual(response.status_code, 303, url)
        for url in (f"{path}/{child.id}/remove", f"{mixed}/remove"):
            self._post(url)
        self._post(f"{self._path(other)}/archive")
        self.assertEqual((child.name, child.active, other.active), ("Secret", 1, 1))
        self._post(f"{self._path()}/contacts/new", **self._contact(contact_id=child.id))
        self.assertEqual(child.name, "Secret")
        self.assertFalse(
            child.with_user(self.amelie.user_id).search_count([("id", "=", child.id)])
        )

    def test_shared_customers_are_the_cooperative_s(self):
        self.mairie.caetic_activity_ids = self.studio | self.atelier
        activity = self.studio.with_user(self.amelie.user_id)
        with self.assertRaises(AccessError):
            activity._portal_archive_customer(self.mairie)
        with self.assertRaises(AccessError):
            activity._portal_save_contact(self.mairie, None)
        self._post(f"{self._path()}/contacts/new", **self._contact())
        self.assertFalse(self.mairie.child_ids)

    def test_private_methods_check_membership(self):
        activity = self.studio.with_user(self.bruno.user_id)
        for call in (
            lambda: activity._portal_find_customers(),
            lambda: activity._portal_archive_customer(self.mairie),
            lambda: activity._portal_get_contacts(self.mairie),
            lambda: activity._portal_save_contact(self.mairie, None),
            lambda: activity._portal_remove_contact(self.mairie, self.mairie),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_archive_restore_search_and_pages(self):
        response, _page = self._post(f"{self._path()}/archive")
        self.assertIn("message=archived", response.headers["Location"])
        self.assertFalse(self.mairie.active)
        _response, page = self._page("/customers")
        self.assertNotIn("SARL Cigale", page.text_content())
        _response, page = self._page("/customers?archived=1")
        self.assertIn("SARL Cigale", page.text_content())
        # An archived customer still counts as known, and can come back.
        form = {"name": "Cigale", "siret": self.mairie.company_registry, "zip": "11000"}
        form |= {"street": "1 rue", "city": "Limoux", "country": "FR"}
        response, page = self._post("/customers/new", **form)
        self.assertTrue(self._error(page, "siret"))
        self._post(f"{self._path()}/restore")
        self.assertTrue(self.mairie.active)
        for number in range(60):
            self._create_customer(
                self.studio,
                name=f"Client {number:02}",
                company_registry=False,
                vat=False,
            )
        _response, page = self._page("/customers")
        self.assertEqual(len(page.xpath("//tbody/tr")), 50)
        _response, page = self._page("/customers/page/2")
        self.assertEqual(len(page.xpath("//tbody/tr")), 11)
        _response, page = self._page("/customers?q=client+5")
        self.assertEqual(len(page.xpath("//tbody/tr")), 10)
        response, _page = self._page("/customers/page/99999999999999?q=%25")
        self.assertEqual(response.status_code, 200)

    def test_public_body_has_a_siret_and_its_references(self):
        response, _page = self._post(
            self._path(),
            name="Ville de Limoux",
            siret="",
            public="1",
            service="SRV-1",
            engagement="EJ-9",
            street="1 rue",
            zip="11300",
            city="Limoux",
            country="FR",
        )
        self.assertEqual(response.status_code, 303)
        self.assertTrue(self.mairie.caetic_public_body)
        move = self._invoice(contract="M-2")
        self.assertEqual(move.buyer_reference, "SRV-1")
        self.assertEqual(move.purchase_order_reference, "EJ-9")
        self.assertEqual(move.contract_reference, "M-2")
        response, page = self._post(f"/invoices/{move.id}/submit")
        self.assertEqual(response.status_code, 422)
        self.assertIn("SIRET", page.xpath("//*[@id='caetic_errors']")[0].text_content())
        self.mairie.company_registry = TOWN_SIRET
        response, _page = self._post(f"/invoices/{move.id}/submit")
        self.assertEqual(response.status_code, 303)
        self.assertNotEqual(move.caetic_approval_state, "draft")
        if move.state == "draft":
            move.with_user(self.coordinator).action_caetic_approve()
        xml, _errors = self.env["account.edi.xml.cii"]._export_invoice(move)
        for reference in (b"SRV-1", b"EJ-9", b"M-2"):
            self.assertIn(reference, xml)

    def test_references_of_the_form_win(self):
        self.mairie.write({"caetic_public_body": True, "caetic_service_code": "A"})
        move = self._invoice(service="B")
        self.assertEqual(move.buyer_reference, "B")
        _response, page = self._page(f"/invoices/{move.id}/edit")
        self.assertEqual(page.xpath("//input[@name='service']/@value"), ["B"])
        self.mairie.caetic_public_body = False
        self.assertFalse(self._invoice().buyer_reference)

    def test_twins_are_for_staff_alone(self):
        """The same SIRET in two lists: coordinators know, entrepreneurs never do."""
        twin = self._create_customer(self.atelier, name="Cigale SARL")
        alone = self._create_customer(
            self.atelier, company_registry=TOWN_SIRET, vat=False
        )
        partners = self.env["res.partner"].with_user(self.coordinator)
        both = self.mairie | twin
        self.assertEqual(
            both.with_user(self.coordinator).mapped("caetic_twin_count"), [1, 1]
        )
        self.assertEqual(alone.with_user(self.coordinator).caetic_twin_count, 0)
        self.assertEqual(partners.search([("caetic_twin_count", ">", 0)]), both)
        action = self.mairie.with_user(self.coordinator).action_caetic_twins()
        self.assertEqual(partners.search(action["domain"]), both)
        mine = self.mairie.with_user(self.amelie.user_id)
        with self.assertRaises(AccessError):
            mine.read(["caetic_twin_count"])
        for condition in ((">", 0), ("!=", False)):
            with self.subTest(condition), self.assertRaises(AccessError):
                mine.search([("caetic_twin_count", *condition)])

    def test_a_merged_customer_stays_in_both_lists(self):
        twin = self._create_customer(self.atelier, name="Cigale SARL")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.mairie | twin).ids, self.mairie)
        self.assertEqual(self.mairie.caetic_activity_ids, self.studio | self.atelier)
        self.assertFalse(twin.exists())

    def test_rpc_is_closed_on_contacts(self):
        child = self.env["res.partner"].create(
            {"name": "Jeanne", "parent_id": self.mairie.id}
        )
        mine = child.with_user(self.amelie.user_id)
        for operation in ("create", "write", "unlink"):
            self.assertFalse(mine.has_access(operation))
        with self.assertRaises(AccessError):
            self.mairie.with_user(self.amelie.user_id).write(
                {"child_ids": [Command.create({"name": "x"})]}
            )
