# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from lxml import html

from odoo.tests import HttpCase, tagged

from .test_caetic_share_move import ShareCommon

FORGED_IDS = ("0", "999999999", "99999999999999999999")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestSharePortal(ShareCommon, HttpCase):
    """« Mes parts », with or without an activity."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.env["ir.module.module"]._load_module_terms(["caetic_members"], ["fr_FR"])
        (cls.amelie | cls.bruno).user_id.lang = "fr_FR"
        cls._post("subscription", "2026-03-02", quantity=5)
        cls._post("release", "2026-03-10", amount=40)
        cls._post("subscription", "2026-03-03", cls.bruno, quantity=777)
        cls.chloe = cls._create_member(
            "Chloé Roux", login="chloe.r", has_customers=True
        )
        cls.chloe.user_id.lang = "fr_FR"
        cls._create_contract(cls.chloe, start="2025-01-01")

    def _open(self, url, login=None):
        """Return the response and its visible text, spaces made plain."""
        if login:
            self.authenticate(login, login.ljust(8, "x"))
        response = self.url_open(url)
        page = html.fromstring(response.content)
        parts = page.xpath("//text()[not(ancestor::script or ancestor::style)]")
        text = "".join(parts).replace("\N{ZERO WIDTH NO-BREAK SPACE}", "")
        return response, " ".join(text.split())

    def _path(self, response):
        return response.url.split("?")[0].removeprefix(self.base_url())

    def _certificate(self, number):
        return f"/my/shares/{number}/certificate"

    def test_anonymous_is_sent_to_the_login(self):
        for url in ("/my/shares", self._certificate(self._line().id)):
            with self.subTest(url=url):
                response, _text = self._open(url)
                self.assertEqual(self._path(response), "/web/login")

    def test_associate_reads_own_parts(self):
        """5 parts of 20 EUR, 40 paid, 60 to pay, one vote."""
        response, text = self._open("/my/shares", "amelie.d")
        self.assertEqual(response.status_code, 200)
        for expected in (
            "Mes parts",
            "Déjà versé 40,00 €",
            "Reste à verser 60,00 €",
            self._line().name,
            "une voix",
            "Parts souscrites",
        ):
            with self.subTest(expected=expected):
                self.assertIn(expected, text)
        self.assertIn("= 100,00 €", text)
        self.assertNotIn("777", text)
        self.assertNotIn("False", text)

    def test_page_has_language_title_and_one_heading(self):
        response, _text = self._open("/my/shares", "amelie.d")
        page = html.fromstring(response.content)
        self.assertEqual(page.get("lang"), "fr-FR")
        self.assertIn("Mes parts", page.findtext("head/title"))
        self.assertEqual(len(page.xpath("//h1")), 1)
        self.assertEqual(len(page.xpath("//nav//a[@aria-current='page']")), 1)

    def test_due_reimbursement_is_said(self):
        self._post("withdrawal", "2026-04-01", quantity=5)
        _response, text = self._open("/my/shares", "amelie.d")
        self.assertIn("1 avril 2031 40,00 €", text)
        self.assertIn("Jusqu’au 1 avril 2026", text)

    def test_no_part_yet(self):
        """L7331-3: an associate three years after the CESA at the latest."""
        response, text = self._open("/my/shares", "chloe.r")
        self.assertEqual(response.status_code, 200)
        self.assertIn("1 janvier 2028", text)

    def test_certificate_is_downloaded(self):
        self.authenticate("amelie.d", "amelie.d")
        response = self.url_open(self._certificate(self._line().id))
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        # Odoo's tests serve the page before it is printed; see the register's tests.
        text = response.content.decode()
        self.assertIn("Attestation de parts sociales", text)
        self.assertIn("Amélie Durand", text)

    def test_certificate_of_somebody_else_is_not(self):
        self.authenticate("amelie.d", "amelie.d")
        for number in (self._line(self.bruno).id, *FORGED_IDS):
            with self.subTest(number=number):
                response = self.url_open(self._certificate(number))
                self.assertEqual(response.status_code, 200)
                self.assertEqual(self._path(response), "/my/shares")

    def test_card_on_the_portal_counts_own_parts(self):
        self.authenticate("amelie.d", "amelie.d")
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["caetic_share_count"]}
        )
        self.assertEqual(counters["caetic_share_count"], 5)

    def test_queries_do_not_grow_with_movements(self):
        few = self._count_queries()
        for day in range(1, 21):
            self._post("release", f"2026-04-{day:02d}", amount=1)
        self.assertEqual(self._count_queries(), few)

    def _count_queries(self):
        self.authenticate("amelie.d", "amelie.d")
        self.url_open("/my/shares")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self.url_open("/my/shares").status_code, 200)
        return self.env.cr.sql_log_count - before
