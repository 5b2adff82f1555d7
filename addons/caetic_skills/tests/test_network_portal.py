# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The network on the portal: search, a colleague, messages, map; and its doors."""

from lxml import html

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..engine.criteria import Criteria
from .search_common import SearchCommon

PATH = "/my/network"


@tagged("post_install", "-at_install")
class TestNetworkPortal(SearchCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_skills([{"name": "Zwebtool", "trades": ["1_05"], "synonyms": []}])
        cls.amina, cls.marc = cls._make_people(
            [
                {
                    "name": "Amina Benali",
                    "trades": ["1_05"],
                    "skills": {"Zwebtool": 100},
                    "town": "Limoux",
                    "zip": "11300",
                    "from": 0,
                    "days": 5,
                },
                {"name": "Marc Soulié", "trades": ["2_07"], "outside": True},
            ]
        )
        cls.member = cls._create_member("Zoé Durand", login="zoe_durand")
        start = fields.Date.subtract(cls.today, years=1)
        cls.member._record_step("cesa", start, check=False)
        cls.own = cls.profiles._ensure_profiles_sudo(cls.member)
        cls.own.write(
            {
                "town": "Limoux",
                "zip": "11300",
                "trade_ids": [(6, 0, cls._trade("2_05").ids)],
            }
        )
        cls.user = cls.member.user_id

    def _get(self, url, status=200):
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, status, url)
        return html.fromstring(answer.text)

    def _post(self, url, **values):
        page = self._get(f"{PATH}/{self.amina.id}")
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        return self.url_open(url, data={"csrf_token": token, **values})

    def _text(self, page):
        return " ".join(page.xpath("//main")[0].text_content().split())

    def test_each_number_of_the_map_opens_the_people_that_it_counts(self):
        self.authenticate("zoe_durand", "zoe_durand")
        page = self._get(f"{PATH}/map")
        seen = 0
        for link in page.xpath("//td/a[contains(@href, '/my/network/map/')]"):
            if (
                link.get("href")
                .partition("?")[0]
                .endswith(f"/{self._trade('1_05').id}")
            ):
                people = self._get(link.get("href"))
                cards = people.xpath("//a[contains(@class, 'o_caetic_found')]")
                self.assertEqual(len(cards), int(link.text_content()), link.get("href"))
                seen += 1
        # Amina is an expert: one cell, and the total of the trade.
        self.assertEqual(seen, 2)
        trade = self._trade("1_05").id
        self.assertIn("Amina", self._text(self._get(f"{PATH}/map/{trade}?level=100")))
        self.assertNotIn(
            "Amina", self._text(self._get(f"{PATH}/map/{trade}?level=025"))
        )
        for odd in (f"{trade}?level=1", "0", "99999999999"):
            self.assertTrue(self.url_open(f"{PATH}/map/{odd}").url.endswith("/map"))

    def test_the_place_of_the_bar_is_for_people_hosted(self):
        """It leads whoever is not hosted any more back to their documents."""
        activity = self._create_activity("Studio Zoé", self.member)
        self.authenticate("zoe_durand", "zoe_durand")
        home, place = f"/my/activities/{activity.id}", "//*[@id='caetic_place_network']"
        self.assertTrue(self._get(home).xpath(place))
        self.member._record_step("left", self.today, reason="Fin", check=False)
        page = self._get(home)
        self.assertTrue(page.xpath("//*[@id='caetic_place_money']"))
        self.assertFalse(page.xpath(place))

    def test_pages(self):
        self.authenticate("zoe_durand", "zoe_durand")
        page = self._get(PATH)
        text = self._text(page)
        # Nobody has searched: colleagues to know, with why, and everybody.
        self.assertIn("Amina Benali", text)
        self.assertTrue(
            page.xpath("//section[@aria-labelledby='caetic_neighbours_title']")
        )
        page = self._get(f"{PATH}?q=zwebtoul")
        text = self._text(page)
        self.assertIn("Amina Benali", text)
        self.assertIn("zwebtool", text)
        self.assertNotIn("Marc Soulié", text)
        self.assertEqual(page.xpath("//input[@name='q']/@value"), ["zwebtoul"])
        page = self._get(f"{PATH}?q=zwebtool&by=demain&place=Limoux", status=422)
        self.assertTrue(page.xpath("//*[@id='caetic_by_error']"))
        self.assertEqual(page.xpath("//input[@name='by']/@value"), ["demain"])
        for odd in (
            "?page=-1",
            "?page=x",
            "?page=99999999999",
            "?skill=abc&level=7",
            "?q=%00%27",
        ):
            self._get(PATH + odd)
        self._get(f"{PATH}?q=quxquux&skill={self.skills['Zwebtool'].id}")
        page = self._get(f"{PATH}/map")
        self.assertTrue(page.xpath("//table//th[@scope='row']"))
        self.assertIn("Zwebtool", self._text(page))

    def test_a_colleague_and_a_message(self):
        self.authenticate("zoe_durand", "zoe_durand")
        url = f"{PATH}/{self.amina.id}"
        text = self._text(self._get(url))
        self.assertIn("Zwebtool", text)
        self.assertNotIn(self.amina.partner_id.email, text)
        answer = self._post(f"{url}/write", text="court")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("court", answer.text)
        words = "Bonjour, je cherche un site pour un client."
        answer = self._post(f"{url}/write", text=words)
        self.assertIn("message=sent", answer.url)
        mail = self.env["mail.mail"].search([("reply_to", "ilike", self.member.email)])
        self.assertEqual(mail.recipient_ids, self.amina.partner_id)
        self.assertIn(words, mail.body_html)
        self.assertNotIn(self.amina.partner_id.email, self._text(self._get(url)))
        # Hidden and unknown give the same answer.
        self.amina.member_id._record_consents_sudo(
            {"directory_internal": False}, "paper"
        )
        self._get(url, status=404)
        self._get(f"{PATH}/{2**31 - 1}", status=404)
        self._get(f"{PATH}/{2**40}", status=404)

    def test_own_page_shows_or_hides_the_address(self):
        self.authenticate("zoe_durand", "zoe_durand")
        url = f"{PATH}/{self.own.id}"
        self._get(url)
        self._post(f"{url}/email", shown="1")
        self.assertTrue(self.own.shows_email)
        # Somebody else's address is not theirs to show.
        answer = self._post(f"{PATH}/{self.amina.id}/email", shown="1")
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.amina.shows_email)

    def test_who_is_not_hosted_sees_nothing(self):
        self.member._record_step("left", reason="x", check=False)
        self.authenticate("zoe_durand", "zoe_durand")
        for url in (PATH, f"{PATH}/map"):
            self.assertNotIn("Amina Benali", self.url_open(url).text)
        self._get(f"{PATH}/{self.amina.id}", status=404)

    def test_messages_are_limited(self):
        profile = self.amina.with_user(self.user)
        text = "Bonjour, travaillons ensemble."
        for _time in range(3):
            self.assertEqual(profile._portal_write_to(text), {})
        self.assertEqual(profile._portal_write_to(text), {"": "too_many"})
        self.assertEqual(profile._portal_write_to("x" * 2001), {"text": "too_long"})
        with self.assertRaises(AccessError):
            self.own.with_user(self.user)._portal_write_to(text)
        # Somebody outside without an address cannot be written to.
        with self.assertRaises(AccessError):
            self.marc.with_user(self.user)._portal_write_to(text)

    def test_who_wrote_to_whom_is_among_the_data_of_a_person(self):
        self.amina.with_user(self.user)._portal_write_to(
            "Bonjour, travaillons ensemble."
        )
        found = self.member._get_personal_records()["caetic.profile.message"]
        self.assertEqual(found.profile_id, self.amina)

    def test_a_portal_user_reads_no_colleague_by_another_door(self):
        profiles = self.profiles.with_user(self.user)
        self.assertFalse(
            profiles.search([("search_people", "ilike", "zwebtool")]) & self.amina
        )
        with self.assertRaises(AccessError):
            self.amina.with_user(self.user).read(["name"])
        for name in ("search_texts", "search_facts"):
            with self.assertRaises(AccessError):
                self.own.with_user(self.user).read([name])
        for model in ("caetic.skill.map", "caetic.profile.message"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.user).search([])

    def test_one_page_holds_twenty_people(self):
        self._make_people(
            [
                {
                    "name": f"Person {rank:02}",
                    "skills": {"Zwebtool": 50},
                    "outside": True,
                }
                for rank in range(24)
            ]
        )
        profiles = self.profiles.with_user(self.user)
        first, second, beyond = (
            profiles._portal_search(Criteria(text="zwebtool"), page)
            for page in (1, 2, 9)
        )
        self.assertEqual((first["total"], first["pages"]), (25, 2))
        self.assertEqual((len(first["rows"]), len(second["rows"])), (20, 5))
        self.assertEqual(beyond["rows"], second["rows"])
