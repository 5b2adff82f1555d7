# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Addresses, facts for machines, work per page, and a directory that is closed."""

from odoo.tests import tagged

from .common import DirectoryCommon

NASTY = '</script><script>alert("zq")</script><img src=x onerror=alert(1)>'


@tagged("post_install", "-at_install")
class TestDirectoryPages(DirectoryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.video = cls._make_trade("Montage de films")
        cls.people = cls.profiles
        for name in ("Chloé Martin", "Bruno Petit", "Inès Lopez"):
            cls.people |= cls._make_public(name)
        cls.chloe = cls.people[0]

    @classmethod
    def _make_public(cls, name):
        profile = cls._make_person(
            name,
            headline="Vidéos d'œuvres et de paysages",
            town="Limoux",
            trade_ids=[(6, 0, cls.video.ids)],
        )
        cls._add_skill(profile, f"Étalonnage {name}")
        cls._show(profile, "headline", "town", "trades", "skills", "brand")
        return profile

    # -- addresses --------------------------------------------------------------------

    def test_addresses_are_clean_and_their_own(self):
        url = self.chloe._public_get_url()
        self.assertEqual(url, f"/annuaire/personnes/chloe-martin-{self.chloe.id}")
        page = self._read(self.url_open(url))
        [canonical] = page.xpath("//link[@rel='canonical']/@href")
        self.assertTrue(canonical.endswith(url))
        other = self.url_open(
            f"/annuaire/personnes/x-{self.chloe.id}", allow_redirects=False
        )
        self.assertEqual(other.status_code, 301)
        self.assertTrue(other.headers["Location"].endswith(url))

    def test_unknown_addresses(self):
        for path in (
            "/annuaire/personnes/nobody",
            "/annuaire/personnes/x-0",
            "/annuaire/personnes/x-99999999999999999999",
            f"/annuaire/personnes/{self.chloe.id}x",
            "/annuaire/nothing",
            "/annuaire/x-99999999999999999999",
            "/annuaire/page/9999999999",
            "/annuaire/image/photo/99999999999999999999",
            "/annuaire/image/partner/1",
            f"/annuaire/image/photo/{self.chloe.id}",
        ):
            self.assertEqual(self.url_open(path).status_code, 404, path)
        for path in (
            "personnes/%00-1",
            "%00-1",
            "personnes/%0a-1/contact",
            "image/%00/1",
        ):
            answer = self.url_open(f"/annuaire/{path}")
            self.assertEqual(answer.status_code, 400, path)

    def test_a_trade_without_people_has_no_page(self):
        empty = self._make_trade("Gravure")
        url = empty._public_get_link()["url"]
        self.assertEqual(self.url_open(url).status_code, 404)
        self.assertNotIn(url, self.url_open("/annuaire").text)

    def test_words_are_found_without_their_accents(self):
        for query in (
            "oeuvres",
            "ETALONNAGE chloe",
            "Étalonnage Chloé",
            "limoux films",
        ):
            page = self.url_open("/annuaire", params={"q": query})
            self.assertIn(self.chloe._public_get_url(), page.text, query)
        for query in ("%", "_", "\\", "'; DROP TABLE", "zebre", "x" * 5000):
            page = self.url_open("/annuaire", params={"q": query})
            self.assertEqual(page.status_code, 200, query)

    # -- for machines -----------------------------------------------------------------

    def test_facts_of_a_person(self):
        page = self.url_open(self.chloe._public_get_url())
        [graph] = self._graph(page)
        person = graph["@graph"][0]
        self.assertEqual(person["@type"], "Person")
        self.assertEqual(person["name"], "Chloé Martin")
        self.assertEqual(person["jobTitle"], ["Montage de films"])
        self.assertEqual(person["knowsAbout"], ["Étalonnage Chloé Martin"])
        self.assertEqual(person["address"]["addressLocality"], "Limoux")
        self.assertNotIn("email", str(graph))
        tree = self._read(page)
        for name in ("description", "twitter:card"):
            self.assertEqual(len(tree.xpath(f"//meta[@name='{name}']/@content")), 1)
        for name in ("og:title", "og:url", "og:description", "og:type"):
            self.assertEqual(len(tree.xpath(f"//meta[@property='{name}']/@content")), 1)

    def test_facts_of_lists(self):
        for path in ("/annuaire", self.video._public_get_link()["url"]):
            [graph] = self._graph(self.url_open(path))
            self.assertEqual(graph["@type"], "ItemList")
            urls = [one["url"] for one in graph["itemListElement"]]
            for profile in self.people:
                self.assertTrue(
                    any(url.endswith(profile._public_get_url()) for url in urls)
                )

    def test_sitemap_holds_the_addresses_of_today(self):
        text = self.url_open("/annuaire/sitemap.xml").text
        for profile in self.people:
            self.assertIn(f"{profile._public_get_url()}</loc>", text)
        self.assertIn(f"{self.video._public_get_link()['url']}</loc>", text)
        self.assertIn("annuaire/sitemap.xml", self.url_open("/robots.txt").text)

    def test_names_hold_no_markup(self):
        self.chloe.partner_id.name = NASTY
        self.chloe.headline = NASTY[:120]
        for path in (self.chloe._public_get_url(), "/annuaire"):
            page = self.url_open(path)
            self.assertEqual(page.status_code, 200)
            self.assertNotIn('<script>alert("zq")', page.text)
            self.assertFalse(self._read(page).xpath("//img[@onerror]"))
            self.assertTrue(self._graph(page))
        [graph] = self._graph(self._page_of(self.chloe))
        self.assertEqual(graph["@graph"][0]["name"], NASTY)

    def test_a_link_leads_to_the_web_only(self):
        self._create_activity(
            "Studio", self.chloe.member_id, website="javascript:alert(1)"
        )
        self._show(self.chloe, "brand", "website")
        page = self._page_of(self.chloe)
        self.assertIn("Studio", page.text)
        self.assertNotIn("javascript:alert", page.text)

    # -- work -------------------------------------------------------------------------

    def _count(self, what):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        what()
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_people(self):
        pages = {
            "list": lambda: self.profiles._public_find(self.company, limit=24),
            "trade": lambda: self.profiles._public_find(self.company, self.video),
            "families": lambda: self.video._public_get_families(self.company),
            "sitemap": lambda: self.profiles._public_get_entries(self.company),
        }
        for what in pages.values():
            what()
        few = {name: self._count(what) for name, what in pages.items()}
        for number in range(9):
            self._make_public(f"Personne {number}")
        many = {name: self._count(what) for name, what in pages.items()}
        self.assertEqual(few, many)

    def test_queries_do_not_grow_with_the_profile(self):
        def read():
            self.chloe.sudo()._public_get_page()  # As the page does.

        self._show(self.chloe, "skills", "portfolio", "proofs", "trades")
        items = self.env["caetic.portfolio.item"]
        items.create({"profile_id": self.chloe.id, "name": "Un"})
        read()
        few = self._count(read)
        items.create([{"profile_id": self.chloe.id, "name": str(n)} for n in range(9)])
        for number in range(5):
            self._add_skill(self.chloe, f"Outil {number}")
        self.assertEqual(self._count(read), few)

    # -- settings ---------------------------------------------------------------------

    def test_a_closed_directory_answers_nothing(self):
        self.company.caetic_directory = False
        for path in (
            "/annuaire",
            "/realisations",
            "/annuaire/besoin",
            "/annuaire/sitemap.xml",
            self.chloe._public_get_url(),
            f"{self.chloe._public_get_url()}/contact",
            self.video._public_get_link()["url"],
        ):
            self.assertEqual(self.url_open(path).status_code, 404, path)
        links = self._read(self.url_open("/")).xpath("//header//a/@href")
        self.assertNotIn("/annuaire", links)

    def test_menus_lead_there(self):
        links = self._read(self.url_open("/")).xpath("//header//a/@href")
        self.assertIn("/annuaire", links)
        self.assertIn("/realisations", links)

    def test_search_engines_may_be_kept_out(self):
        path = "//meta[@name='robots']/@content"
        url = self.chloe._public_get_url()
        self.assertFalse(self._read(self.url_open(url)).xpath(path))
        self.company.caetic_directory_indexed = False
        self.assertEqual(self._read(self.url_open(url)).xpath(path), ["noindex"])
        self.assertNotIn(url, self.url_open("/annuaire/sitemap.xml").text)

    def test_the_introduction_is_text(self):
        self.company.caetic_directory_intro = "Nos métiers <b>ensemble</b>"
        page = self._read(self.url_open("/annuaire"))
        self.assertIn("Nos métiers <b>ensemble</b>", page.xpath("string(//main)"))

    def test_another_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "Autre coopérative"})
        self.website.company_id = other
        self.assertNotIn(self.chloe._public_get_url(), self.url_open("/annuaire").text)
        self.assertEqual(self._page_of(self.chloe).status_code, 404)
