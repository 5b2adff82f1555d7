# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .test_portal_invoices import PortalCase


@tagged("post_install", "-at_install")
class TestPortalCatalogue(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = cls.env.ref("uom.product_uom_day")
        cls.day.caetic_portal_ok = True
        cls.item = cls._create_item(cls.studio)
        cls.foreign = cls._create_item(cls.atelier, name="Chaise")

    @classmethod
    def _create_item(cls, activity, **values):
        return cls.env["caetic.catalogue.item"].create(
            {
                "activity_id": activity.id,
                "name": "Journée de développement",
                "description": "Sur place",
                "product_id": cls.kind_service.id,
                "uom_id": cls.day.id,
                "price": 450,
                **values,
            }
        )

    def _fields(self, **data):
        return {
            "name": "Logo",
            "description": "Trois pistes",
            "kind": str(self.kind_service.id),
            "unit": str(self.day.id),
            "price": "0,125",
            **data,
        }

    def _find(self, name):
        return self.env["caetic.catalogue.item"].search([("name", "=", name)])

    def test_write_change_archive_and_restore(self):
        response, _page = self._post("/catalogue/new", **self._fields())
        self.assertEqual(response.status_code, 303)
        item = self._find("Logo")
        self.assertEqual((item.activity_id, item.price), (self.studio, 0.125))
        response, page = self._page("/catalogue")
        self.assertIn("0,125", page.text_content())
        response, _page = self._post(
            f"/catalogue/{item.id}", **self._fields(name="Logotype", price="300")
        )
        self.assertEqual(response.status_code, 303)
        self.assertEqual((item.name, item.price), ("Logotype", 300))
        self._post(f"/catalogue/{item.id}/archive")
        self.assertFalse(item.active)
        _response, page = self._page("/catalogue")
        self.assertNotIn("Logotype", page.text_content())
        _response, page = self._page("/catalogue?archived=1")
        self.assertIn("Logotype", page.text_content())
        self._post(f"/catalogue/{item.id}/restore")
        self.assertTrue(item.active)

    def test_errors_beside_the_fields_and_nothing_lost(self):
        gram = self.env.ref("uom.product_uom_gram")
        for field, value in (
            ("name", ""),
            ("name", "x" * 201),
            ("description", "x" * 999),
            ("price", "0"),
            ("price", "1,23456"),
            ("kind", str(self.service.id)),
            ("kind", "1; DROP"),
            ("unit", str(gram.id)),
        ):
            with self.subTest(field=field, value=value[:20]):
                response, page = self._post(
                    "/catalogue/new", **self._fields(**{field: value})
                )
                self.assertEqual(response.status_code, 422)
                self.assertTrue(self._error(page, field))
        self.assertFalse(self._find("Logo"))

    def test_an_item_fills_a_line_of_the_form(self):
        """Without JavaScript: the empty line first, then one more."""
        empty = {"line-0-label": "", "line-0-price": ""}
        form = self._form(**{**empty, "item": str(self.item.id), "do": "add_item"})
        response, page = self._post("/invoices/new", **form)
        self.assertEqual(response.status_code, 200)
        labels = page.xpath("//textarea[contains(@name, '-label')]")
        expected = "Journée de développement\nSur place"
        self.assertEqual([node.text for node in labels], [expected])
        self.assertEqual(page.xpath("//input[@name='line-0-price']/@value"), ["450"])
        (unit,) = page.xpath("//select[@name='line-0-unit']/option[@selected]/@value")
        self.assertEqual(unit, str(self.day.id))
        form = self._form(**{"item": str(self.item.id), "do": "add_item"})
        _response, page = self._post("/invoices/new", **form)
        self.assertEqual(page.xpath("//input[@name='line-1-price']/@value"), ["450"])
        self.assertRegex(page.text_content(), r"1\s?450,00")

    def test_items_of_others_and_archived_ones_fill_nothing(self):
        self.item.active = False
        for item_id in (self.foreign.id, self.item.id, "x", "999999999999", ""):
            form = self._form(**{"item": str(item_id), "do": "add_item"})
            response, page = self._post("/invoices/new", **form)
            self.assertEqual(response.status_code, 200)
            self.assertFalse(page.xpath("//*[@name='line-1-price']"))
            self.assertFalse(page.xpath("//select[@name='item']"))

    def test_pages_of_others_answer_as_if_absent(self):
        for path in (
            f"/catalogue/{self.foreign.id}",
            "/catalogue/99999999999999",
            f"/my/activities/{self.atelier.id}/catalogue",
        ):
            url = path if path.startswith("/my") else self.base + path
            response = self.url_open(url, allow_redirects=False)
            self.assertEqual(response.status_code, 303)
        for path in (f"/catalogue/{self.foreign.id}/archive", "/catalogue/7/restore"):
            response, _page = self._post(path)
            self.assertEqual(response.status_code, 303)
        self._post(f"/catalogue/{self.foreign.id}", **self._fields(name="Volé"))
        self.assertEqual((self.foreign.name, self.foreign.active), ("Chaise", True))
        # An identifier comes from the path alone.
        self._post("/catalogue/new", **self._fields(item_id=str(self.foreign.id)))
        self.assertEqual(self.foreign.name, "Chaise")

    def test_acts_are_posts(self):
        response = self.url_open(f"{self.base}/catalogue/{self.item.id}/archive")
        self.assertEqual(response.status_code, 405)
        self.assertTrue(self.item.active)

    def test_rights(self):
        """Own items are read, none is written by a generic door; staff by role."""
        own = self.item.with_user(self.amelie.user_id)
        other = self.item.with_user(self.bruno.user_id)
        own.check_access("read")
        self.assertFalse(other.search_count([("id", "=", self.item.id)]))
        for record in (own, other):
            for operation in ("create", "write", "unlink"):
                self.assertFalse(record.has_access(operation))
        for user, expected in (
            (self.adviser, (True, False)),
            (self.accountant, (True, False)),
            (self.coordinator, (True, True)),
        ):
            record = self.item.with_user(user)
            rights = (record.has_access("read"), record.has_access("write"))
            self.assertEqual(rights, expected, user.login)
        self.assertFalse(self.foreign.with_user(self.adviser).has_access("read"))

    def test_private_methods_check_membership(self):
        activity = self.studio.with_user(self.bruno.user_id)
        for call in (
            lambda: activity._portal_get_catalogue(),
            lambda: activity._portal_get_catalogue_row(self.item.id),
            lambda: activity._portal_save_catalogue_item(None),
            lambda: activity._portal_archive_catalogue_item(self.item),
        ):
            with self.assertRaises(AccessError):
                call()
        own = self.studio.with_user(self.amelie.user_id)
        with self.assertRaises(AccessError):
            own._portal_archive_catalogue_item(self.foreign)

    def test_kind_is_one_on_offer(self):
        """Account and tax are never chosen freely, by staff neither."""
        with self.assertRaises(ValidationError):
            self.item.product_id = self.service
