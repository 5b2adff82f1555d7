# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from lxml import html

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import CaeticCommon

PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    b"AABJRU5ErkJggg=="
)
FORGED_IDS = ("0", "999999999", "99999999999999999999")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestPortal(CaeticCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.env["ir.module.module"]._load_module_terms(["caetic_members"], ["fr_FR"])
        cls.amelie = cls._create_member("Amélie Durand", login="portal_amelie")
        cls.bruno = cls._create_member("Bruno Vidal", login="portal_bruno")
        cls._create_member("Chloé Roux", login="portal_chloe")
        cls.garrigue = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.razes = cls._create_activity("Pixel du Razès", cls.bruno)
        paid = cls._invoice({cls.garrigue: 2400}, "2026-06-01")
        cls._pay(paid, 2880, "2026-06-12")
        cls.unpaid = cls._invoice({cls.garrigue: 3200}, "2026-05-10")
        cls._bill(cls.garrigue, 45, "2026-06-02")
        cls._bill(cls.razes, 777, "2026-06-02")
        cls.home = f"/my/activities/{cls.garrigue.id}"
        money = f"{cls.home}/money"
        cls.pages = (
            cls.home,
            money,
            f"{money}/sale",
            f"{money}/reserve",
            f"{money}/forecast",
        )

    def _authenticate(self, login):
        self.authenticate(login, login.ljust(8, "x"))

    def _open(self, url, login=None):
        """Return the response and its visible text, spaces made plain."""
        if login:
            self._authenticate(login)
        response = self.url_open(url)
        page = html.fromstring(response.content)
        parts = page.xpath("//text()[not(ancestor::script or ancestor::style)]")
        text = "".join(parts).replace("\N{ZERO WIDTH NO-BREAK SPACE}", "")
        return response, " ".join(text.split())

    def _path(self, response):
        return response.url.split("?")[0].removeprefix(self.base_url())

    # -- doors --------------------------------------------------------------------

    def test_anonymous_is_sent_to_the_login(self):
        for url in ("/my/activities", *self.pages):
            with self.subTest(url=url):
                response, _text = self._open(url)
                self.assertEqual(self._path(response), "/web/login")

    def test_owner_reads_every_page(self):
        for url in self.pages:
            with self.subTest(url=url):
                response, _text = self._open(url, "portal_amelie")
                self.assertEqual(response.status_code, 200)
                self.assertEqual(self._path(response), url)

    def test_other_entrepreneur_is_sent_away(self):
        for url in self.pages:
            with self.subTest(url=url):
                response, text = self._open(url, "portal_bruno")
                self.assertIn(self._path(response), ("/my", "/my/home"))
                self.assertNotIn("Studio Garrigue", text)

    def test_forged_identifier_gets_the_answer_of_a_forbidden_one(self):
        self._authenticate("portal_bruno")
        for forged in FORGED_IDS:
            for suffix in ("", "/money", "/money/sale"):
                url = f"/my/activities/{forged}{suffix}"
                with self.subTest(url=url):
                    response, _text = self._open(url)
                    self.assertEqual(response.status_code, 200)
                    self.assertEqual(self._path(response), "/my")

    def test_unknown_term_returns_to_the_money(self):
        response, _text = self._open(f"{self.home}/money/none", "portal_amelie")
        self.assertEqual(self._path(response), f"{self.home}/money")

    def test_page_out_of_range_is_empty(self):
        url = f"{self.home}/money/sale/page/99999999999999999999"
        response, _text = self._open(url, "portal_amelie")
        self.assertEqual(response.status_code, 200)

    def test_pages_accept_no_post(self):
        """Nothing is written by these routes: a POST without token is refused."""
        self._authenticate("portal_amelie")
        with mute_logger("odoo.http"):
            response = self.url_open(self.home, data={"name": "Hacked"})
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self.garrigue.name, "Studio Garrigue")

    # -- arriving -----------------------------------------------------------------

    def _login(self, login, **params):
        page = html.fromstring(self.url_open("/web/login").content)
        token = page.xpath("//input[@name='csrf_token']/@value")[0]
        return self.url_open(
            "/web/login",
            data={
                "csrf_token": token,
                "login": login,
                "password": login.ljust(8, "x"),
                **params,
            },
        )

    def test_login_opens_the_only_activity(self):
        self.assertEqual(self._path(self._login("portal_amelie")), self.home)

    def test_login_respects_the_page_asked_for(self):
        response = self._login("portal_amelie", redirect="/my/security")
        self.assertEqual(self._path(response), "/my/security")

    def test_login_without_activity_opens_the_portal(self):
        self.assertEqual(self._path(self._login("portal_chloe")), "/my")

    def test_no_activity_says_so(self):
        response, text = self._open("/my/activities", "portal_chloe")
        self.assertEqual(response.status_code, 200)
        self.assertIn("Vous n'avez pas encore d'activité", text.replace("’", "'"))

    def test_several_activities_are_a_choice(self):
        second = self._create_activity("Atelier Cathare", self.amelie)
        response, text = self._open("/my/activities", "portal_amelie")
        self.assertEqual(self._path(response), "/my/activities")
        self.assertIn("Studio Garrigue", text)
        self.assertIn("2 115,00 €", text)
        self.assertNotIn("Pixel du Razès", text)
        response, _text = self._open(f"/my/activities/{second.id}")
        page = html.fromstring(response.content)
        links = page.xpath("//details[hasclass('o_caetic_switch')]//a/@href")
        self.assertEqual(len(links), 2)

    def test_card_on_the_portal_counts_own_activities(self):
        self._authenticate("portal_amelie")
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["caetic_activity_count"]}
        )
        self.assertEqual(counters["caetic_activity_count"], 1)
        _response, text = self._open("/my")
        self.assertIn("Mon activité", text)

    # -- figures ------------------------------------------------------------------

    def test_home_shows_own_figures_in_french(self):
        """2 400 cashed - 240 of contribution (R402) - 45 of purchases = 2 115."""
        _response, text = self._open(self.home, "portal_amelie")
        self.assertIn("Disponible 2 115,00 €", text)
        self.assertIn("En attente de paiement 1 facture, 1 en retard", text)
        self.assertIn("3 840,00 € TTC", text)
        self.assertIn("juin 2026", text)
        self.assertNotIn("777", text)

    def test_month_table_says_what_the_bar_draws(self):
        response, _text = self._open(self.home, "portal_amelie")
        rows = html.fromstring(response.content).xpath("//tr[@data-series]")
        self.assertEqual(len(rows), 5)
        self.assertEqual(float(rows[1].get("data-value")), 2400)
        self.assertIn("2 400,00 €", " ".join(rows[1].text_content().split()))

    def test_overdrawn_is_said_in_words(self):
        _response, text = self._open(f"/my/activities/{self.razes.id}", "portal_bruno")
        self.assertIn("À découvert", text)
        self.assertIn("-777,00 €", text)

    def test_money_explains_every_line(self):
        response, text = self._open(f"{self.home}/money", "portal_amelie")
        self.assertIn("Encaissé 2 400,00 €", text)
        self.assertIn("Frais et achats -45,00 €", text)
        self.assertIn("10,00 %", text)
        self.assertIn(self.unpaid.name, text)
        self.assertIn("11 jours de retard", text)
        page = html.fromstring(response.content)
        self.assertIn(f"{self.home}/money/sale", page.xpath("//a/@href"))

    def test_money_names_the_fees(self):
        """R402: each fee by its name, due on the 1st of the month begun."""
        self.company.caetic_first_month = "2026-06-01"
        self.garrigue.scheme_id.fee_ids = [(0, 0, {"name": "Assurance", "amount": 16})]
        _response, text = self._open(f"{self.home}/money", "portal_amelie")
        self.assertIn("Assurance · juin 2026 16,00 €", text)

    def test_money_says_why_it_is_kept(self):
        """R421: 500 of reserve and 1 of 3 200 advanced: 3 199 is not, so nothing."""
        self.company.caetic_advance_cap = 1
        self.garrigue.write({"availability_policy": "invoiced", "reserve_floor": 500})
        response, text = self._open(f"{self.home}/money", "portal_amelie")
        links = html.fromstring(response.content).xpath("//a/@href")
        for code, amount in (("reserve", "500,00 €"), ("withheld", "3 199,00 €")):
            self.assertIn(f"{self.home}/money/{code}", links)
            self.assertIn(f"-{amount}", text)
            _response, why = self._open(f"{self.home}/money/{code}")
            self.assertIn(amount, why)

    def test_term_shows_its_items(self):
        _response, text = self._open(f"{self.home}/money/cost", "portal_amelie")
        self.assertIn("Hébergement", text)
        self.assertIn("-45,00 €", text)
        self.assertNotIn("777", text)

    def test_term_is_paged(self):
        for day in range(1, 32):
            self._bill(self.garrigue, day, "2026-06-03")
        response, _text = self._open(f"{self.home}/money/cost", "portal_amelie")
        page = html.fromstring(response.content)
        self.assertEqual(len(page.xpath("//tbody/tr")), 30)
        response, _text = self._open(f"{self.home}/money/cost/page/2")
        page = html.fromstring(response.content)
        self.assertEqual(len(page.xpath("//tbody/tr")), 2)

    # -- form ---------------------------------------------------------------------

    def test_pages_have_language_title_and_one_heading(self):
        for url in self.pages:
            with self.subTest(url=url):
                response, _text = self._open(url, "portal_amelie")
                page = html.fromstring(response.content)
                self.assertEqual(page.get("lang"), "fr-FR")
                self.assertIn("Studio Garrigue", page.findtext("head/title"))
                self.assertEqual(len(page.xpath("//h1")), 1)
                self.assertEqual(len(page.xpath("//nav//a[@aria-current='page']")), 1)

    def test_logo_stands_for_the_activity(self):
        """Its first letter until it has one."""
        self.assertEqual(self._read_logo(), "S")
        self.garrigue.logo = PIXEL
        address = self._read_logo()
        self.assertIn(f"caetic.activity/{self.garrigue.id}/logo", address)
        response = self.url_open(address)
        self.assertEqual(response.headers["Content-Type"], "image/png")

    def _read_logo(self):
        """Return the address of the picture, or the letter in its place."""
        response, _text = self._open(self.home, "portal_amelie")
        [logo] = html.fromstring(response.content).xpath(
            "//*[hasclass('o_caetic_brand')]//*[hasclass('o_caetic_logo')]"
        )
        return logo.get("src") or logo.text_content()

    def test_queries_do_not_grow_with_invoices(self):
        """The same number of queries for 5 and for 50 invoices (design 7)."""
        self._add_invoices(3)
        few = self._count_queries()
        self._add_invoices(45)
        self.assertEqual(self._count_queries(), few)

    def _add_invoices(self, count):
        for index in range(count):
            invoice = self._invoice({self.garrigue: 100}, "2026-06-05")
            if index % 15 == 0:
                self._pay(invoice, 60, "2026-06-15")

    def _count_queries(self):
        """Queries of each page once the caches of the server are warm."""
        self._authenticate("portal_amelie")
        counts = []
        for url in self.pages:
            self.url_open(url)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.url_open(url).status_code, 200)
            counts.append(self.env.cr.sql_log_count - before)
        return counts
