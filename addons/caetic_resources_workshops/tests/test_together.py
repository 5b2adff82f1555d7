# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from freezegun import freeze_time
from lxml import html

from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_resources.tests.common import ResourceCommon, paris

ALL = {"q": "", "kind": "", "trade": "", "module": ""}


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestTogether(ResourceCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.module = cls.env.ref("caetic_workshops.module_offer")
        cls.paper = cls.env["caetic.library.document"].create(
            {
                "name": "Trame d'offre 7e2",
                "document": b64encode(b"%PDF-1.4"),
                "module_ids": [(6, 0, cls.module.ids)],
            }
        )
        cls.reader = cls.amelie.with_user(cls.amelie.user_id)

    def _find(self, **filters):
        rows, _total = self.reader._portal_get_library({**ALL, **filters})
        return [row for row in rows if row["id"] == self.paper.id]

    def test_documents_by_module(self):
        other = self.env.ref("caetic_workshops.module_sales")
        rows = self._find(module=str(self.module.id))
        self.assertEqual(rows[0]["modules"], [self.module.name])
        self.assertEqual(self._find(module=str(other.id)), [])
        self.assertEqual(len(self._find(module="x")), 1)

    def test_the_page_offers_the_modules(self):
        self.authenticate("res_amelie", "res_amelie")
        page = self.url_open(f"/my/resources/library?q=7e2&module={self.module.id}")
        self.assertEqual(page.status_code, 200)
        chosen = html.fromstring(page.content).xpath(
            "//select[@id='caetic_module']/option[@selected]/@value"
        )
        self.assertEqual(chosen, [str(self.module.id)])

    def test_bookings_are_in_the_private_calendar(self):
        """Hours of Paris told in UTC; months, others' and cancelled ones are not."""
        self._book(self.room, self.amelie, (2026, 3, 30, 9), (2026, 3, 30, 11))
        self._book(self.licence, self.amelie, (2026, 4, 1), (2026, 5, 1))
        self._book(self.room, self.bruno, (2026, 3, 30, 14), (2026, 3, 30, 15))
        gone = self._book(self.room, self.amelie, (2026, 3, 31, 9), (2026, 3, 31, 11))
        gone.action_cancel()
        content = self.amelie.user_id._get_calendar_file().decode()
        self.assertEqual(content.count("BEGIN:VEVENT"), 1)
        self.assertIn("SUMMARY:Salle de Limoux", content)
        self.assertIn("DTSTART:20260330T070000Z", content)

    def test_bookings_come_soon(self):
        self._book(self.room, self.amelie, (2026, 3, 17, 9), (2026, 3, 17, 11))
        soon = self.amelie._get_soon()
        self.assertEqual([row["date"] for row in soon], [paris(2026, 3, 17, 9)])
