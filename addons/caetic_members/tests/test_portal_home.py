# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from lxml import html

from odoo import fields
from odoo.tests import HttpCase, tagged

from .test_caetic_share_move import ShareCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestPortalHome(ShareCommon, HttpCase):
    """/my leads to each page of a person that has something to say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)
        cls._create_contract(cls.amelie, start="2025-01-01")
        cls._post("subscription", "2026-03-02", quantity=5)
        insurance = cls.env.ref("caetic_members.document_type_insurance")
        cls.env["caetic.member.document"].create(
            {
                "member_id": cls.amelie.id,
                "type_id": insurance.id,
                "date_received": "2025-06-24",
                "date_expiry": "2026-06-24",
            }
        )
        today = fields.Date.to_date("2026-06-20")
        cls.env["caetic.deadline"]._sync_sudo(cls.amelie, today)

    def _get_cards(self, login):
        """``{address: counter}`` of the cards on /my."""
        self.authenticate(login, login.ljust(8, "x"))
        page = html.fromstring(self.url_open("/my").content)
        block = page.get_element_by_id("portal_caetic_category")
        links = {
            link.get("href"): link.xpath(".//@data-placeholder_count")[0]
            for link in block.xpath(".//a[.//@data-placeholder_count]")
        }
        counts = self.make_jsonrpc_request(
            "/my/counters", {"counters": list(links.values())}
        )
        return {url: counts[name] for url, name in links.items()}

    def test_each_page_with_content_has_its_card(self):
        cards = self._get_cards("amelie.d")
        self.assertEqual(cards["/my/activities"], 1)
        self.assertEqual(cards["/my/file"], 1)
        self.assertEqual(cards["/my/contracts"], 1)
        self.assertEqual(cards["/my/shares"], 5)
        rows = self.url_open("/my/deadlines").text.count("h6 mb-1")
        self.assertGreater(rows, 0)
        self.assertEqual(cards["/my/deadlines"], rows)

    def test_each_page_of_the_bar_is_reached_from_home(self):
        cards = self._get_cards("amelie.d")
        page = html.fromstring(self.url_open("/my/file").content)
        bar = page.xpath("//ul[contains(@class, 'o_caetic_pages')]//a/@href")
        self.assertGreaterEqual(len(bar), 4)
        self.assertLessEqual(set(bar), set(cards))

    def test_who_has_nothing_sees_no_card(self):
        cards = self._get_cards("bruno.p")
        self.assertEqual(cards.pop("/my/file"), 1)
        self.assertFalse(any(cards.values()))

    def test_former_associate_still_reads_what_is_to_be_reimbursed(self):
        self._post("subscription", "2026-03-02", self.bruno, quantity=2)
        self._post("withdrawal", "2026-05-01", self.bruno, quantity=2)
        self.assertEqual(self._get_cards("bruno.p")["/my/shares"], 1)
