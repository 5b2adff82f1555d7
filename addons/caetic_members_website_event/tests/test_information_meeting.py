# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged

STAFF_GROUP = "caetic_members.caetic_members_group_{}"
ADDON = "caetic_members_website_event"


@tagged("post_install", "-at_install")
class TestInformationMeeting(HttpCase):
    """Visitors register on Odoo's own pages and become candidates (R301, R807)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meeting = cls._plan(fields.Datetime.now() + timedelta(days=5))
        cls.questions = {
            question.question_type: question.id
            for question in cls.meeting.question_ids
            if question.question_type != "text_box"
        }
        cls.sender = cls.env.ref(f"{ADDON}.question_sender")
        cls.trade = cls.env.ref(f"{ADDON}.question_trade")

    @classmethod
    def _plan(cls, begin, **values):
        return cls.env["event.event"].create(
            {
                "name": "Réunion d'information",
                "event_type_id": cls.env.ref(f"{ADDON}.event_type_information").id,
                "date_begin": begin,
                "date_end": begin + timedelta(hours=2),
                "is_published": True,
                **values,
            }
        )

    def _post(self, meeting=None, visitors=1, answers=None, **typed):
        """Send the form as the page does, the same person ``visitors`` times.

        :param answers: texts by question
        """
        values = {"name": "Nora Vial", "email": "nora@courriel.example", **typed}
        robot = values.pop("website_url", None)
        data = {"website_url": robot} if robot else {}
        for index in range(1, visitors + 1):
            data[f"{index}-event_ticket_id"] = "0"
            for kind, text in values.items():
                data[f"{index}-{kind}-{self.questions[kind]}"] = text
            for question, text in (answers or {}).items():
                data[f"{index}-text_box-{question.id}"] = text
        self.authenticate(None, None)
        data["csrf_token"] = Request.csrf_token(self)
        meeting = meeting or self.meeting
        return self.url_open(f"/event/{meeting.id}/registration/confirm", data=data)

    def _members(self, email="nora@courriel.example"):
        return self.env["caetic.member"].search([("email", "=", email)])

    # -- the form -----------------------------------------------------------------

    def test_the_page_asks_and_tells(self):
        page = self.url_open(f"/event/{self.meeting.id}/register")
        self.assertEqual(page.status_code, 200)
        answer = self.make_jsonrpc_request(
            f"/event/{self.meeting.id}/registration/new", {"nb_register-0": 1}
        )
        self.assertIn("/information-notice", answer)
        self.assertIn('name="website_url"', answer)
        notice = self.url_open("/information-notice")
        self.assertEqual(notice.status_code, 200)
        self.assertIn("3 ans", notice.text)

    def test_a_visitor_becomes_a_candidate(self):
        office = self.env["res.partner"].create(
            {"name": "Mission Locale", "caetic_organisation_kind": "prescriber"}
        )
        answers = {
            self.sender: " mission  locale",
            self.trade: "Vidéo pour le tourisme",
        }
        answer = self._post(phone="04 68 00 00 00", answers=answers)
        self.assertEqual(answer.status_code, 200)
        member = self._members()
        self.assertEqual(member.state, "prospect")
        self.assertEqual(member.name, "Nora Vial")
        self.assertEqual(member.prescriber_id, office)
        self.assertEqual(member.project_summary, "Vidéo pour le tourisme")
        self.assertEqual(member.event_registration_ids.event_id, self.meeting)
        self.assertFalse(member.adviser_id)

    def test_nobody_is_made_twice(self):
        self._post()
        self._post(email="Nora@Courriel.example", name="Somebody Else")
        member = self._members()
        self.assertEqual(len(member), 1)
        # What is known of a person is not changed by whoever types an address.
        self.assertEqual(member.name, "Nora Vial")
        self.assertEqual(len(member.event_registration_ids), 2)

    def test_who_was_refused_may_come_again(self):
        """R312: a new stay of the same person."""
        self._post()
        first = self._members()
        first._record_step("refused", fields.Date.today(), "Hors métier", check=False)
        self._post()
        again = self._members() - first
        self.assertEqual(len(again), 1)
        self.assertEqual(again.partner_id, first.partner_id)

    def test_other_events_make_no_candidate(self):
        other = self._plan(
            fields.Datetime.now() + timedelta(days=5),
            event_type_id=False,
            tag_ids=False,
        )
        self._post(other)
        self.assertTrue(other.registration_ids)
        self.assertFalse(self._members())

    # -- what is refused ----------------------------------------------------------

    def _assert_refused(self, **typed):
        """Told on the page of the meeting, nothing recorded."""
        answer = self._post(**typed)
        self.assertEqual(answer.status_code, 422)
        self.assertTrue(html.fromstring(answer.content).xpath("//*[@role='alert']"))
        self.assertNotIn("attendee_registration", answer.text)
        self.assertFalse(self.meeting.registration_ids)

    def _assert_asked_again(self, field, **typed):
        """The form comes back as it was filled in, with a sentence at its field."""
        answer = self._post(phone="04 68 00 00 00", **typed)
        self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.meeting.registration_ids)
        page = html.fromstring(answer.content)
        form = page.xpath("//form[@id='attendee_registration']")[0]
        [wrong] = form.xpath(".//*[@aria-invalid='true']")
        self.assertIn(f"-{field}-", wrong.get("name"))
        [sentence] = form.xpath(f".//*[@id='{wrong.get('aria-describedby')}']")
        self.assertTrue(sentence.text_content().strip())
        self.assertIn(sentence.getparent(), wrong.iterancestors())
        return {field.get("name"): field for field in form.xpath(".//*[@name]")}

    def _name(self, kind):
        return f"1-{kind}-{self.questions[kind]}"

    def test_a_bad_address_is_told_and_nothing_is_lost(self):
        trade = f"1-text_box-{self.trade.id}"
        for email in ("nowhere", "a@b@c", "<script>@x", "a@b.fr, c@d.fr"):
            with self.subTest(email=email):
                fields_of = self._assert_asked_again(
                    "email", email=email, answers={self.trade: "Vidéo <b> & co"}
                )
                self.assertEqual(fields_of[self._name("email")].get("value"), email)
                name = fields_of[self._name("name")]
                self.assertEqual(name.get("value"), "Nora Vial")
                phone = fields_of[self._name("phone")]
                self.assertEqual(phone.get("value"), "04 68 00 00 00")
                self.assertEqual(fields_of[trade].text.strip(), "Vidéo <b> & co")

    def test_form_that_came_back_is_sent(self):
        again = self._assert_asked_again("email", email="nowhere")
        typed = {name: one.get("value") or "" for name, one in again.items()}
        typed[self._name("email")] = "nora@courriel.example"
        typed["csrf_token"] = Request.csrf_token(self)
        url = f"/event/{self.meeting.id}/registration/confirm"
        answer = self.url_open(url, data=typed)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self._members().name, "Nora Vial")

    def test_missing_or_endless_answers_are_told(self):
        self._assert_asked_again("name", name="   ")
        self._assert_asked_again("name", name="x" * 101)
        self._assert_asked_again("text_box", answers={self.trade: "x" * 1001})
        self._assert_refused(visitors=0)

    def test_two_people_are_asked_again_about_both(self):
        answer = self._post(visitors=2, email="nowhere")
        page = html.fromstring(answer.content)
        wrong = page.xpath("//*[@aria-invalid='true']/@name")
        self.assertEqual([name[0] for name in wrong], ["1", "2"])

    def test_programs_are_kept_out(self):
        self._assert_refused(website_url="https://spam.example")
        self._assert_refused(visitors=11)

    def test_html_is_text(self):
        self._post(name="<img src=x onerror=alert(1)>")
        self.assertEqual(self._members().name, "<img src=x onerror=alert(1)>")
        last = self.meeting.registration_ids.message_ids.mapped("body")
        self.assertNotIn("<img src=x", "".join(last))

    def test_a_full_meeting_takes_nobody(self):
        """Odoo's own seats."""
        self.meeting.write({"seats_limited": True, "seats_max": 1})
        self._post()
        answer = self._post(email="late@courriel.example")
        self.assertIn("insufficient_seats", answer.url)
        self.assertFalse(self._members("late@courriel.example"))

    # -- the day of the meeting ---------------------------------------------------

    def test_who_attends_is_informed_on_that_day(self):
        begin = fields.Datetime.now() - timedelta(days=3)
        past = self._plan(begin)
        registration = self.env["event.registration"].create(
            {"event_id": past.id, "name": "Nora Vial", "email": "nora@courriel.example"}
        )
        absent = registration.copy({"email": "absent@courriel.example"})
        desk = new_test_user(
            self.env, login="desk", groups=STAFF_GROUP.format("adviser")
        )
        registration.with_user(desk).action_set_done()
        member = self._members()
        self.assertEqual(member.state, "informed")
        local = fields.Datetime.context_timestamp(
            past.with_context(tz=past.date_tz), begin
        )
        self.assertEqual(member.state_date, local.date())
        self.assertEqual(absent.caetic_member_id.state, "prospect")
        # Marking twice, or somebody further on the way, changes nothing.
        registration.with_user(desk).action_set_done()
        self.assertEqual(len(member.step_ids), 1)

    def test_visitors_read_nothing(self):
        self._post()
        public = self.env.ref("base.public_user")
        for model in ("caetic.member", "event.registration", "caetic.referral"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(public).search([])

    def test_staff_open_the_meetings_of_a_person(self):
        self._post()
        member = self._members()
        coordinator = new_test_user(
            self.env, login="coord", groups=STAFF_GROUP.format("coordinator")
        )
        seen = member.with_user(coordinator).event_registration_ids
        self.assertEqual(seen, self.meeting.registration_ids)
        self.assertEqual(seen.mapped("state"), ["open"])

    # -- the portal beside the website --------------------------------------------

    def test_the_website_speaks_french(self):
        website = self.env["website"].search([], limit=1)
        lang = website.company_id.partner_id.lang
        self.assertEqual(website.default_lang_id.code, lang)
