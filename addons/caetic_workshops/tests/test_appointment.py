# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Appointments on the portal: free slots, booking, cancelling, what is read."""

from datetime import timedelta

from odoo import fields, http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .test_interview import CoachingCommon


class AppointmentCommon(CoachingCommon):
    """The adviser receives every day from 9 to 11 and from 14 to 15, Paris time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "caetic_agenda_notice": 24,
                "caetic_agenda_horizon": 10,
                "caetic_agenda_tz": "Europe/Paris",
            }
        )
        cls.windows = cls.env["caetic.appointment.window"].create(
            [
                {
                    "adviser_id": cls.adviser.id,
                    "weekday": str(day),
                    "hour_from": 9,
                    "hour_to": 11,
                    "minutes": 60,
                    "location": "Limoux",
                }
                for day in range(7)
            ]
        )

    def _get_slots(self, member=None):
        member = member or self.member
        agenda = member.with_user(member.user_id)._portal_get_agenda()
        return [slot for day in agenda["days"] for slot in day["slots"]]


@tagged("post_install", "-at_install")
class TestAgenda(AppointmentCommon):
    def test_slots_are_those_of_the_advisers_of_the_person(self):
        agenda = self.member.with_user(self.person)._portal_get_agenda()
        self.assertEqual(
            [one["name"] for one in agenda["advisers"]], [self.adviser.name]
        )
        hours = {slot["hour"] for slot in self._get_slots()}
        self.assertEqual(hours, {"09:00", "10:00"})
        # Another person's adviser has no hours: nothing to choose.
        self.assertEqual(self._get_slots(self.other), [])

    def test_a_meeting_takes_the_slot_away_and_a_declined_one_does_not(self):
        first = self._get_slots()[0]
        start = self._read(first)
        meeting = self.env["calendar.event"].create(
            {
                "name": "Banque",
                "start": start,
                "stop": start + timedelta(minutes=10),
                "user_id": self.adviser.id,
                "partner_ids": [(6, 0, self.adviser.partner_id.ids)],
            }
        )
        self.assertNotEqual(self._get_slots()[0]["value"], first["value"])
        meeting.attendee_ids.state = "declined"
        self.assertEqual(self._get_slots()[0]["value"], first["value"])
        meeting.attendee_ids.state = "accepted"
        meeting.show_as = "free"
        self.assertEqual(self._get_slots()[0]["value"], first["value"])

    def test_a_public_holiday_and_own_leave_take_the_day_away(self):
        first = self._get_slots()[0]
        start = self._read(first)
        leaves = self.env["resource.calendar.leaves"].sudo()
        span = {
            "date_from": start - timedelta(hours=4),
            "date_to": start + timedelta(hours=6),
            "company_id": self.company.id,
        }
        holiday = leaves.create({"name": "Férié", **span})
        day = first["value"][-13:-5]
        self.assertFalse([one for one in self._get_slots() if day in one["value"]])
        holiday.unlink()
        resource = (
            self.env["resource.resource"]
            .sudo()
            .create({"name": "Conseil", "user_id": self.adviser.id})
        )
        leaves.create({"name": "Congé", "resource_id": resource.id, **span})
        self.assertFalse([one for one in self._get_slots() if day in one["value"]])

    def test_nothing_before_the_notice_nor_beyond_the_horizon(self):
        now = fields.Datetime.now()
        moments = [self._read(slot) for slot in self._get_slots()]
        self.assertGreaterEqual(min(moments), now + timedelta(hours=24))
        self.assertLessEqual(max(moments), now + timedelta(days=11))

    def test_somebody_elses_agenda_is_refused(self):
        with self.assertRaises(AccessError):
            self.member.with_user(self.other.user_id)._portal_get_agenda()
        with self.assertRaises(AccessError):
            self.member.with_user(self.other.user_id)._portal_book("1-2", "x")

    def test_a_slot_is_booked_once(self):
        self.other.adviser_id = self.adviser
        slot = self._get_slots()[0]["value"]
        interview, issues = self.member.with_user(self.person)._portal_book(
            slot, "Mon offre"
        )
        self.assertFalse(issues)
        self.assertEqual(interview.state, "planned")
        self.assertEqual(interview.adviser_id, self.adviser)
        self.assertEqual(interview.location, "Limoux")
        self.assertEqual(interview.calendar_event_id.user_id, self.adviser)
        for partner in (self.adviser.partner_id, self.member.partner_id):
            [mail] = self._mails(partner)
            self.assertEqual(mail.attachment_ids.name, "rendez-vous.ics")
        second, issues = self.other.with_user(self.other.user_id)._portal_book(
            slot, "Moi aussi"
        )
        self.assertFalse(second)
        self.assertEqual(issues, {"slot": "taken"})

    def test_nobody_books_what_is_not_on_offer(self):
        user = self.member.with_user(self.person)
        window = self.windows[0]
        for slot in ("", "x", f"{window.id}-x", f"{window.id}-20300101T0317", "9-1"):
            interview, issues = user._portal_book(slot, "Sujet")
            self.assertFalse(interview)
            self.assertIn("slot", issues)
        # The window of somebody who does not advise the person.
        foreign = window.copy({"adviser_id": self.colleague.id})
        value = self._get_slots()[0]["value"].replace(str(window.id), str(foreign.id))
        _none, issues = user._portal_book(f"{foreign.id}-{value[-13:]}", "Sujet")
        self.assertEqual(issues, {"slot": "taken"})

    def test_an_adviser_edits_own_hours_only(self):
        mine = self.windows[0].with_user(self.adviser)
        mine.hour_to = 12
        with self.assertRaises(AccessError):
            self.windows[0].with_user(self.colleague).hour_to = 10
        with self.assertRaises(AccessError):
            self.windows[0].with_user(self.person).read(["hour_to"])

    def test_who_has_left_books_nothing_more(self):
        self.member._record_step("left", reason="Démission", check=False)
        self.assertEqual(self._get_slots(), [])
        with self.assertRaises(AccessError):
            self.member.with_user(self.person)._portal_book("1-2", "x")

    def _read(self, slot):
        return fields.Datetime.to_datetime(
            f"{slot['value'][-13:-9]}-{slot['value'][-9:-7]}-{slot['value'][-7:-5]} "
            f"{slot['value'][-4:-2]}:{slot['value'][-2:]}:00"
        )


@tagged("post_install", "-at_install")
class TestAppointmentPages(AppointmentCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.held = cls._plan(
            start="2026-01-15 09:00:00",
            name="Premier bilan",
            decisions="Écrire l'offre",
            note_ids=[
                (0, 0, {"category_id": cls.shared.id, "text": "Deux devis"}),
                (0, 0, {"category_id": cls.kept.id, "text": "Secret du conseil"}),
            ],
        )
        cls.held.state = "done"

    def setUp(self):
        super().setUp()
        self.authenticate("amelie.d", "amelie.d")

    def _post(self, url, **data):
        token = http.Request.csrf_token(self)
        return self.url_open(url, data={"csrf_token": token, **data})

    def test_booking_and_cancelling(self):
        slot = self._get_slots()[0]["value"]
        page = self._post("/my/appointments/book", slot=slot, subject="Mon offre")
        self.assertEqual(page.status_code, 200)
        self.assertIn("message=booked", page.url)
        self.assertIn("Mon offre", page.text)
        interview = self.member.interview_ids.filtered(
            lambda one: one.name == "Mon offre"
        )
        page = self._post(f"/my/appointments/{interview.id}/cancel", reason="Malade")
        self.assertIn("message=cancelled", page.url)
        self.assertEqual(interview.state, "cancelled")
        self.assertEqual(interview.cancel_reason, "Malade")

    def test_whoever_comes_second_reads_why_and_keeps_what_was_typed(self):
        slot = self._get_slots()[0]["value"]
        self.other.adviser_id = self.adviser
        self.other.with_user(self.other.user_id)._portal_book(slot, "Premier arrivé")
        page = self._post("/my/appointments/book", slot=slot, subject="Ma question")
        self.assertEqual(page.status_code, 409)
        self.assertIn("Ma question", page.text)
        self.assertIn("caetic_slot", page.text)
        self.assertNotIn(f'value="{slot}"', page.text)
        self.assertIn(self._get_slots()[0]["value"], page.text)

    def test_errors_stand_beside_their_field(self):
        page = self._post("/my/appointments/book", slot="", subject="")
        self.assertEqual(page.status_code, 422)
        self.assertIn("caetic_subject_error", page.text)

    def test_too_late_to_cancel(self):
        soon = fields.Datetime.now() + timedelta(hours=3)
        interview = self._plan(start=str(soon.replace(microsecond=0)))
        page = self._post(f"/my/appointments/{interview.id}/cancel")
        self.assertEqual(page.status_code, 422)
        self.assertEqual(interview.state, "planned")

    def test_the_page_of_an_interview_shows_what_is_shared(self):
        page = self.url_open(f"/my/appointments/{self.held.id}").text
        self.assertIn("Deux devis", page)
        self.assertIn("Écrire l'offre", page.replace("&#39;", "'"))
        self.assertNotIn("Secret du conseil", page)
        page = self.url_open("/my/file").text
        self.assertNotIn("Secret du conseil", page)

    def test_another_persons_interview_is_unknown(self):
        foreign = self._plan(self.other)
        for path in (str(foreign.id), f"{foreign.id}/report", "999999999999"):
            page = self.url_open(f"/my/appointments/{path}")
            self.assertEqual(page.url.rpartition("/my/")[2], "appointments", path)
        page = self._post(f"/my/appointments/{foreign.id}/cancel")
        self.assertEqual(foreign.state, "planned")

    def test_a_task_is_done_from_the_page(self):
        task = self.env["caetic.plan.task"].create(
            {
                "name": "Relancer",
                "member_id": self.member.id,
                "date_due": "2026-01-01",
            }
        )
        self.assertIn("Relancer", self.url_open("/my/appointments").text)
        self._post(f"/my/appointments/tasks/{task.id}/done")
        self.assertEqual(task.state, "done")

    def test_the_page_costs_the_same_whatever_the_past(self):
        url = "/my/appointments"
        self.url_open(url)
        few = self._count(url)
        self._plan_many(12)
        self.env.flush_all()
        self.assertLessEqual(self._count(url), few + 2)

    def _plan_many(self, count):
        for day in range(count):
            self._plan(start=f"2026-02-{day + 1:02d} 09:00:00").state = "done"

    def _count(self, url):
        self.url_open(url)  # What is kept between requests is kept already.
        before = self.env.cr.sql_log_count
        self.url_open(url)
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestAppointmentElsewhere(AppointmentCommon):
    """Interviews in what comes next and in the private calendars of both sides."""

    def test_what_comes_next_names_the_adviser_not_the_subject(self):
        interview = self._plan(start="2030-07-01 07:00:00", name="Dettes")
        self._plan(start="2026-01-15 09:00:00")
        [row] = self.member.with_user(self.person)._get_soon()
        self.assertEqual(row["url"], f"/my/appointments/{interview.id}")
        self.assertIn(self.adviser.name, row["title"])
        # 7.00 UTC is 9.00 in Paris in summer.
        self.assertIn("09:00", row["when"])
        self.assertNotIn("Dettes", str(row))

    def test_both_private_calendars_have_it_and_no_other(self):
        start = fields.Datetime.now().replace(microsecond=0) + timedelta(days=3)
        interview = self._plan(start=str(start), name="Dettes")
        moments = (start - timedelta(days=30), start + timedelta(days=30))
        for user in (self.person, self.adviser):
            [entry] = user._get_calendar_entries(*moments)
            self.assertEqual(entry["uid"], f"caetic-interview-{interview.id}")
            self.assertEqual(entry["start"], start)
            self.assertNotIn("Dettes", str(entry))
        self.assertFalse(self.other.user_id._get_calendar_entries(*moments))
        interview.action_cancel()
        self.assertFalse(self.person._get_calendar_entries(*moments))
