# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time
from lxml import html

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import WorkshopCommon

NAME = "Offre du lundi 7f3"
FORGED = ("0", "999999999", "99999999999999999999")
REGISTER = "//form[contains(@action, '/register')]"
WITHDRAW = "//form[contains(@action, '/withdraw')]"
DONE = "//div[contains(@class, 'alert-success')]"
REFUSED = "//div[contains(@class, 'alert-danger')]"
BADGE = "//section[@id='caetic_registration']//span"
SEATED = "[contains(@class, 'text-bg-success')]"
WAIT = "[contains(@class, 'text-bg-warning')]"
FREE = "//li/a/span[contains(@class, 'text-bg-info')]"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestSessionPortal(WorkshopCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_person("Amélie Durand", "atelier_amelie")
        cls.bruno = cls._create_person("Bruno Vidal", "atelier_bruno")
        cls.nora = cls._create_person("Nora Petit", "atelier_nora", stage="prospect")
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.workshop = cls._create_session(
            cls.offer,
            ["2026-03-30"],
            seats=1,
            name=NAME,
            caetic_facilitator_ids=[
                (0, 0, {"partner_id": cls.adviser.partner_id.id, "amount": 123})
            ],
        )
        cls.page = f"/my/workshops/{cls.workshop.id}"

    def _log_in(self, member):
        login = member.user_id.login
        self.authenticate(login, login.ljust(8, "x"))

    def _read(self, response, path="//main"):
        """Return what is written in a part of a page, in any language."""
        parts = html.fromstring(response.content).xpath(f"{path}//text()")
        return " ".join("".join(parts).split())

    def _open(self, url, member=None):
        if member:
            self._log_in(member)
        response = self.url_open(url)
        return response, self._read(response)

    def _count(self, response, path):
        return len(html.fromstring(response.content).xpath(path))

    def _send(self, url, **values):
        token = html.fromstring(self.url_open("/my/workshops/calendar").content)
        csrf = token.xpath("//input[@name='csrf_token']/@value")[0]
        return self.url_open(url, data={"csrf_token": csrf, **values})

    def _registration(self, member):
        return self.workshop.registration_ids.filtered(
            lambda one: one.caetic_stay_id == member
        )

    # -- sessions -------------------------------------------------------------------

    def test_sessions_for_somebody_with_an_activity(self):
        response, text = self._open("/my/workshops", self.amelie)
        self.assertEqual(response.status_code, 200)
        self.assertIn(NAME, text)
        free = FREE.replace("/a/", f"/a[@href='{self.page}']/")
        self.assertEqual(self._count(response, free), 1)
        page = html.fromstring(response.content)
        lit = page.xpath("//li[@id='caetic_place_workshops']/a/@aria-current")
        self.assertEqual(lit, ["page"])

    def test_sessions_for_somebody_without_an_activity(self):
        response, text = self._open("/my/workshops", self.bruno)
        self.assertEqual(response.status_code, 200)
        self.assertIn(NAME, text)

    def test_a_session_that_is_not_announced_is_nobody_s(self):
        self.workshop.stage_id = self.env.ref("event.event_stage_new")
        _response, text = self._open("/my/workshops", self.amelie)
        self.assertNotIn(NAME, text)
        self.assertEqual(self.url_open(self.page).status_code, 404)
        self.assertEqual(self._send(f"{self.page}/register").status_code, 404)

    def test_one_s_own_sessions_are_listed_all_the_same(self):
        """Staff register somebody before they announce the session."""
        self._register(self.workshop, self.amelie)
        self.workshop.stage_id = self.env.ref("event.event_stage_new")
        self.assertIn(NAME, self._open("/my/workshops", self.amelie)[1])
        self.assertNotIn(NAME, self._open("/my/workshops", self.bruno)[1])

    def test_a_page_says_what_there_is_to_know(self):
        response, text = self._open(self.page, self.amelie)
        for words in ("2026", "Limoux", self.adviser.name, self.offer.aims):
            self.assertIn(" ".join(words.split()), text)
        self.assertEqual(self._count(response, REGISTER), 1)
        self.assertEqual(self._count(response, WITHDRAW), 0)
        self.assertNotIn("123", text, "what a facilitator costs is not theirs")

    @mute_logger("odoo.http")
    def test_forged_numbers(self):
        self._log_in(self.amelie)
        meeting = self.env["event.event"].create(
            {
                "name": "Réunion d'information",
                "date_begin": "2026-03-30 08:00:00",
                "date_end": "2026-03-30 10:00:00",
            }
        )
        for number in (*FORGED, meeting.id):
            for path in ("", "/register", "/withdraw"):
                url = f"/my/workshops/{number}{path}"
                response = self._send(url) if path else self.url_open(url)
                self.assertIn(response.status_code, (404, 422), url)
            url = f"/my/workshops/modules/{number}/wish"
            if number != meeting.id:
                self.assertEqual(self._send(url).status_code, 404, url)
            url = f"/my/workshops/modules/{number}/documents/{number}"
            self.assertEqual(self.url_open(url).status_code, 404, url)
        self.assertFalse(meeting.registration_ids)

    def test_staff_have_their_own_screens(self):
        self.authenticate("staff_adviser", "staff_adviser")
        for url in ("/my/workshops", "/my/workshops/catalogue"):
            response = self.url_open(url)
            self.assertNotIn("/my/workshops", response.url)

    # -- registration ---------------------------------------------------------------

    def test_register_then_withdraw(self):
        self._log_in(self.amelie)
        response = self._send(f"{self.page}/register")
        self.assertEqual(self._count(response, DONE), 1)
        self.assertEqual(self._count(response, WITHDRAW), 1)
        self.assertEqual(self._count(response, REGISTER), 0)
        self.assertEqual(self._registration(self.amelie).state, "open")
        response = self._send(f"{self.page}/withdraw")
        self.assertEqual(self._count(response, DONE), 1)
        self.assertEqual(self._registration(self.amelie).state, "cancel")

    def test_the_last_seat_the_waiting_list_and_the_promotion(self):
        self._log_in(self.amelie)
        self._send(f"{self.page}/register")
        self._log_in(self.bruno)
        response, _text = self._open(self.page)
        self.assertEqual(self._count(response, f"{BADGE}{WAIT}"), 1)
        response = self._send(f"{self.page}/register")
        self.assertIn("1", self._read(response, f"{BADGE}{WAIT}"))
        self.assertEqual(self._registration(self.bruno).caetic_rank, 1)
        self._log_in(self.amelie)
        self._send(f"{self.page}/withdraw")
        response, _text = self._open(self.page, self.bruno)
        self.assertEqual(self._count(response, f"{BADGE}{SEATED}"), 1)
        self.assertEqual(self._registration(self.bruno).state, "open")
        letters = self._get_letters(self._registration(self.bruno))
        self.assertIn("Une place pour vous", letters[-1])
        letters = self._get_letters(self._registration(self.amelie))
        self.assertIn("Désistement", letters[-1])

    def test_two_clicks_register_once(self):
        self._log_in(self.amelie)
        for _click in range(2):
            response = self._send(f"{self.page}/register")
            self.assertEqual(response.status_code, 200)
        self.assertEqual(len(self._registration(self.amelie)), 1)

    def test_deadlines_hold(self):
        self._log_in(self.amelie)
        self._send(f"{self.page}/register")
        self.workshop.caetic_withdraw_until = "2026-03-16 07:00:00"
        self.workshop.caetic_register_until = "2026-03-16 07:00:00"
        response = self._send(f"{self.page}/withdraw")
        self.assertEqual(response.status_code, 422)
        self.assertEqual(self._count(response, REFUSED), 1)
        self.assertEqual(self._registration(self.amelie).state, "open")
        self._log_in(self.bruno)
        response = self._send(f"{self.page}/register")
        self.assertEqual(response.status_code, 422)
        self.assertFalse(self._registration(self.bruno))

    def test_the_stage_of_the_module(self):
        """The offer is for people admitted; cooperation is for all, candidates too."""
        self._log_in(self.nora)
        response = self._send(f"{self.page}/register")
        self.assertEqual(response.status_code, 422)
        self.assertEqual(self._count(response, REFUSED), 1)
        meant_for_all = self._get_module("cooperation")
        session = self._create_session(meant_for_all, ["2026-03-31"])
        response = self._send(f"/my/workshops/{session.id}/register")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(session.registration_ids.caetic_stay_id, self.nora)

    def test_who_missed_two_sessions_asks_the_adviser(self):
        for day in ("2026-03-09", "2026-03-10"):
            past = self._create_session(self.management, [day])
            self._note(self._register(past, self.amelie), "absent", "absent")
        self._log_in(self.amelie)
        response = self._send(f"{self.page}/register")
        self.assertEqual(response.status_code, 422)
        self.assertEqual(self._count(response, REFUSED), 1)
        self._register(self.workshop, self.amelie)
        self.assertEqual(self._registration(self.amelie).state, "open")

    def test_prerequisites_are_said(self):
        session = self._create_session(self.sales, ["2026-03-31"])
        response, _text = self._open(f"/my/workshops/{session.id}", self.amelie)
        warning = self._read(response, "//p[contains(@class, 'alert-warning')]")
        self.assertIn(self.offer.name, warning)
        response = self._send(f"/my/workshops/{session.id}/register")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(session.registration_ids.state, "open")

    def test_who_has_left_reads_and_does_nothing(self):
        self.amelie._record_step("left", date(2026, 3, 1), reason="Emploi", check=False)
        response, _text = self._open("/my/workshops", self.amelie)
        self.assertEqual(response.status_code, 200)
        response = self._send(f"{self.page}/register")
        self.assertEqual(response.status_code, 422)
        self.assertFalse(self._registration(self.amelie))

    def test_the_link_is_for_those_who_come(self):
        self.workshop.write(
            {"address_id": False, "caetic_link": "https://visio.example/a"}
        )
        _response, text = self._open(self.page, self.amelie)
        self.assertNotIn("visio.example", text)
        self._send(f"{self.page}/register")
        self.assertIn("visio.example", self._open(self.page)[1])
        _response, text = self._open(self.page, self.bruno)
        self.assertNotIn("visio.example", text)

    def test_attendance_of_past_sessions(self):
        past = self._create_session(self.management, ["2026-03-09"])
        self._note(self._register(past, self.amelie), "present", "absent")
        noted = "//li/ul/li/span[contains(@class, 'text-bg-{}')]"
        response, _text = self._open("/my/workshops", self.amelie)
        self.assertEqual(self._count(response, noted.format("success")), 1)
        self.assertEqual(self._count(response, noted.format("danger")), 1)
        response, _text = self._open("/my/workshops", self.bruno)
        self.assertEqual(self._count(response, noted.format("danger")), 0)

    def test_soon_on_the_home_of_the_activity(self):
        self._log_in(self.amelie)
        home = f"/my/activities/{self.studio.id}"
        self.assertNotIn("caetic_soon_title", self.url_open(home).text)
        self._send(f"{self.page}/register")
        page = html.fromstring(self.url_open(home).content)
        block = page.xpath("//section[@aria-labelledby='caetic_soon_title']")[0]
        text = " ".join(block.text_content().split())
        self.assertIn(NAME, text)
        self.assertIn("Limoux", text)

    # -- catalogue ------------------------------------------------------------------

    def test_catalogue_progress_and_wishes(self):
        past = self._create_session(self.management, ["2026-03-09"])
        self._note(self._register(past, self.amelie), "present", "present")
        response, _text = self._open("/my/workshops/catalogue", self.amelie)
        progress = "//div[@role='progressbar'][@aria-valuenow='20']"
        self.assertEqual(self._count(response, progress), 1, "1 of 5")
        url = f"/my/workshops/modules/{self.sales.id}/wish"
        text = self._read(self._send(url, words="  Trouver des clients  "))
        self.assertIn("Trouver des clients", text)
        wish = self.amelie.wish_ids
        self.assertEqual((wish.module_id, wish.state), (self.sales, "open"))
        self._send(url, do="forget")
        self.assertFalse(self.amelie.wish_ids.exists())

    def test_a_wish_keeps_to_its_length(self):
        self._log_in(self.amelie)
        self._send(f"/my/workshops/modules/{self.sales.id}/wish", words="é" * 5000)
        self.assertEqual(len(self.amelie.wish_ids.words), 300)

    def test_documents_of_the_modules_one_may_come_to(self):
        paper = self.env["ir.attachment"].create(
            {"name": "Support.pdf", "raw": b"%PDF-1.4 offre"}
        )
        other = self.env["ir.attachment"].create({"name": "Autre", "raw": b"secret"})
        self.offer.document_ids = paper
        url = f"/my/workshops/modules/{self.offer.id}/documents/"
        self._log_in(self.amelie)
        response = self.url_open(f"{url}{paper.id}")
        self.assertEqual(response.content, b"%PDF-1.4 offre")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(self.url_open(f"{url}{other.id}").status_code, 404)
        self._log_in(self.nora)
        self.assertEqual(self.url_open(f"{url}{paper.id}").status_code, 404)
        response = self.url_open(f"/web/content/{paper.id}")
        self.assertEqual(response.status_code, 404)
