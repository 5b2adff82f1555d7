# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Coaching interviews: the clock, the calendar, what is shared and what is kept."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.caetic_members.tests.common import CaeticCommon


class CoachingCommon(CaeticCommon):
    """An adviser, a colleague, and a person in the portfolio of the first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_staff_named("colleague")
        cls.member = cls._create_member(
            "Amélie Durand", "amelie.d", adviser_id=cls.adviser.id
        )
        cls.other = cls._create_member(
            "Bruno Petit", "bruno.p", adviser_id=cls.colleague.id
        )
        cls.person = cls.member.user_id
        cls.kept = cls.env.ref("caetic_workshops.note_category_team")
        cls.shared = cls.env.ref("caetic_workshops.note_category_points")

    @classmethod
    def _create_staff_named(cls, name):
        user = cls.adviser.copy({"login": f"staff_{name}", "name": f"Conseil {name}"})
        user.group_ids = cls.adviser.group_ids
        return user

    @classmethod
    def _plan(cls, member=None, start="2030-01-15 09:00:00", **values):
        begin = datetime.fromisoformat(start)
        return cls.env["caetic.interview"].create(
            {
                "name": "Point commercial",
                "member_id": (member or cls.member).id,
                "adviser_id": cls.adviser.id,
                "state": "planned",
                "start": begin,
                "stop": begin + timedelta(hours=1, minutes=30),
                **values,
            }
        )

    def _mails(self, partner):
        return (
            self.env["mail.mail"]
            .sudo()
            .search([("recipient_ids", "in", partner.ids)], order="id")
        )


@tagged("post_install", "-at_install")
class TestInterviewClock(CoachingCommon):
    """R118: two interviews a year, those that were held."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_contract(cls.member, start="2026-01-01")
        cls.member._record_step("cesa", date=date(2026, 1, 1), check=False)

    def _get_due(self):
        deadline = self.env["caetic.deadline"].search(
            [("member_id", "=", self.member.id), ("kind", "=", "interview")]
        )
        self.env.cr.precommit.run()
        return deadline.date_due

    def test_only_an_interview_that_was_held_moves_the_clock(self):
        with freeze_time("2026-03-02 10:00:00"):
            self.env["caetic.deadline"]._sync_sudo(
                self.member, datetime(2026, 3, 2).date()
            )
            # The first within six months: by the eve of 1 July.
            self.assertEqual(str(self._get_due()), "2026-06-30")
            interview = self._plan(start="2026-03-02 08:00:00")
            self.assertEqual(str(self._get_due()), "2026-06-30")
            interview.action_hold()
            # One held: the second by the end of the contract year.
            self.assertEqual(str(self._get_due()), "2026-12-31")
            self.assertEqual(str(interview.next_date), "2026-12-31")

    def test_missed_and_cancelled_ones_do_not_count(self):
        with freeze_time("2026-03-02 10:00:00"):
            self._plan(start="2026-03-02 07:00:00").action_miss()
            self._plan(start="2026-03-09 07:00:00").action_cancel()
            due = self.member._get_interview_due()
        self.assertEqual(str(due[self.member.id]), "2026-06-30")

    def test_an_interview_recorded_afterwards_counts_as_before(self):
        """The hub's records have no hour: they took place."""
        with freeze_time("2026-03-02 10:00:00"):
            interview = self.env["caetic.interview"].create(
                {
                    "name": "Bilan",
                    "member_id": self.member.id,
                    "date": "2026-02-10",
                }
            )
            self.assertEqual(interview.state, "done")
            self.assertEqual(str(interview.date), "2026-02-10")
            due = self.member._get_interview_due()
        self.assertEqual(str(due[self.member.id]), "2026-12-31")

    def test_one_to_come_is_no_contact_for_the_retention(self):
        self.member.interview_ids.unlink()
        before = self.member.last_contact_date
        self._plan()
        self.assertEqual(self.member.last_contact_date, before)

    def test_the_report_is_closed_after_the_interview_only(self):
        interview = self._plan()
        with self.assertRaises(UserError):
            interview.action_hold()
        with self.assertRaises(UserError):
            interview.action_miss()

    def test_the_day_and_the_hours_follow_from_the_local_clock(self):
        # 23.30 UTC on 30 June is 1.30 on 1 July in Paris.
        interview = self._plan(start="2030-06-30 23:30:00")
        self.assertEqual(str(interview.date), "2030-07-01")
        self.assertEqual(interview.hours, 1.5)


@tagged("post_install", "-at_install")
class TestInterviewCalendar(CoachingCommon):
    def test_the_meeting_is_private_and_says_nothing_of_the_report(self):
        interview = self._plan(decisions="Baisser les prix", location="Limoux")
        meeting = interview.calendar_event_id
        self.assertEqual(meeting.privacy, "private")
        self.assertEqual(meeting.user_id, self.adviser)
        self.assertEqual(
            meeting.partner_ids, self.adviser.partner_id | self.member.partner_id
        )
        self.assertEqual(meeting.location, "Limoux")
        self.assertFalse(meeting.description)
        self.assertNotIn("commercial", meeting.name)
        colleague = meeting.with_user(self.colleague)
        colleague.invalidate_recordset()
        self.assertNotIn("Durand", colleague.name or "")

    def test_moving_the_interview_moves_the_meeting(self):
        interview = self._plan()
        interview.write({"start": "2030-01-16 13:00:00", "stop": "2030-01-16 14:00:00"})
        meeting = interview.calendar_event_id
        self.assertEqual(str(meeting.start), "2030-01-16 13:00:00")
        self.assertEqual(str(meeting.stop), "2030-01-16 14:00:00")

    def test_moving_the_meeting_moves_the_interview(self):
        interview = self._plan()
        meeting = interview.calendar_event_id.with_user(self.adviser)
        meeting.write({"start": "2030-01-17 08:00:00", "stop": "2030-01-17 09:00:00"})
        self.assertEqual(str(interview.start), "2030-01-17 08:00:00")
        self.assertEqual(interview.hours, 1.0)
        self.assertEqual(str(interview.date), "2030-01-17")

    def test_taking_the_meeting_away_cancels_the_interview(self):
        archived, deleted = self._plan(), self._plan(start="2030-02-15 09:00:00")
        archived.calendar_event_id.with_user(self.adviser).active = False
        self.assertEqual(archived.state, "cancelled")
        deleted.calendar_event_id.with_user(self.adviser).unlink()
        self.assertEqual(deleted.state, "cancelled")
        self.assertFalse(deleted.calendar_event_id)

    def test_cancelling_the_interview_takes_the_meeting_away(self):
        interview = self._plan()
        interview.action_cancel()
        self.assertFalse(interview.calendar_event_id.active)
        interview.action_replan()
        self.assertTrue(interview.calendar_event_id.active)

    def test_an_interview_held_stays_where_it_was(self):
        interview = self._plan(start="2026-01-15 09:00:00")
        interview.state = "done"
        interview.calendar_event_id.with_user(self.adviser).write(
            {"start": "2026-02-15 09:00:00", "stop": "2026-02-15 10:00:00"}
        )
        self.assertEqual(str(interview.start), "2026-01-15 09:00:00")

    def test_a_colleague_plans_for_the_adviser(self):
        interview = (
            self.env["caetic.interview"]
            .with_user(self.coordinator)
            .create(
                {
                    "name": "Bilan",
                    "member_id": self.member.id,
                    "adviser_id": self.adviser.id,
                    "state": "planned",
                    "start": "2030-01-15 09:00:00",
                    "stop": "2030-01-15 10:00:00",
                }
            )
        )
        self.assertEqual(interview.sudo().calendar_event_id.user_id, self.adviser)
        interview.location = "Quillan"
        self.assertEqual(interview.sudo().calendar_event_id.location, "Quillan")

    def test_both_are_told_once_with_the_file_for_the_calendar(self):
        interview = self._plan()
        for partner in (self.adviser.partner_id, self.member.partner_id):
            mails = self._mails(partner)
            self.assertEqual(len(mails), 1)
            self.assertIn("15 janvier", mails.subject)
            names = mails.attachment_ids.mapped("name")
            self.assertEqual(names, ["rendez-vous.ics"])
            self.assertIn(
                b"DTSTART:20300115T090000Z",
                mails.attachment_ids.raw.replace(b"\r", b""),
            )
        mail = self._mails(self.member.partner_id)
        self.assertIn(self.adviser.name, mail.subject)
        # 9.00 UTC is 10.00 in Paris in winter.
        self.assertIn("10:00", mail.subject)
        interview.action_cancel()
        self.assertIn("annul", self._mails(self.member.partner_id)[-1].subject)

    def test_an_adviser_is_not_told_about_what_they_did(self):
        interview = self._plan()
        before = len(self._mails(self.adviser.partner_id))
        interview.with_user(self.adviser).action_cancel()
        self.assertEqual(len(self._mails(self.adviser.partner_id)), before)
        self.assertEqual(len(self._mails(self.member.partner_id)), 2)

    def test_both_are_reminded_the_day_before(self):
        self._plan()
        partners = self.adviser.partner_id | self.member.partner_id
        before = {partner: self._mails(partner) for partner in partners}
        manager = self.env["calendar.alarm_manager"]
        for moment, told in (("14 08:30:00", 0), ("14 09:30:00", 1)):
            # The scheduler's last call, which Odoo gives it.
            with freeze_time(f"2030-01-{moment}"):
                last = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
                manager.with_context(lastcall=last)._send_reminder()
            for partner in partners:
                new = self._mails(partner) - before[partner]
                self.assertEqual(len(new), told)
        mail = self._mails(self.member.partner_id) - before[self.member.partner_id]
        self.assertEqual(
            mail.subject.replace("\N{NO-BREAK SPACE}", " "),
            f"Rappel : rendez-vous avec {self.adviser.name}, mardi 15 janvier, 10:00",
        )
        self.assertIn("/my/appointments", mail.body_html)
        mail = self._mails(self.adviser.partner_id) - before[self.adviser.partner_id]
        self.assertIn("rendez-vous avec Amélie Durand", mail.subject)

    def test_nobody_is_told_about_the_past(self):
        self._plan(start="2026-01-15 09:00:00")
        self.assertFalse(self._mails(self.member.partner_id))


@tagged("post_install", "-at_install")
class TestInterviewNotes(CoachingCommon):
    """Shared ones for the person, none for a colleague outside the portfolio (R805)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.interview = cls._plan(
            start="2026-01-15 09:00:00",
            note_ids=[
                (0, 0, {"category_id": cls.shared.id, "text": "Deux devis en cours"}),
                (0, 0, {"category_id": cls.kept.id, "text": "Préparer la suite"}),
            ],
            task_ids=[(0, 0, {"name": "Relancer", "date_due": "2026-02-01"})],
            objectives="Trouver trois clients",
        )
        cls.interview.state = "done"
        cls.interview.staff_ids = cls.colleague

    def _read_notes(self, user):
        notes = self.env["caetic.interview.note"].with_user(user)
        notes.env.invalidate_all()
        return notes.search([]).mapped("text")

    def test_a_category_says_what_is_shared_by_default(self):
        notes = self.interview.note_ids
        self.assertEqual(notes.mapped("is_shared"), [True, False])

    def test_the_person_reads_shared_notes_only(self):
        self.assertEqual(self._read_notes(self.person), ["Deux devis en cours"])
        kept = self.interview.note_ids[1].with_user(self.person)
        with self.assertRaises(AccessError):
            kept.read(["text"])
        report = self.interview.with_user(self.person)._portal_get_report()
        texts = [text for _title, text in report["parts"]]
        self.assertEqual(texts, ["Trouver trois clients", "Deux devis en cours"])
        self.assertEqual(report["participants"], self.colleague.name)
        printed = self.interview._get_printed_parts()
        self.assertEqual([text for _title, text in printed], texts)

    def test_before_it_is_held_the_person_reads_no_note(self):
        self.interview.state = "planned"
        self.assertEqual(self._read_notes(self.person), [])

    def test_the_person_writes_none_of_it(self):
        for records in (self.interview.note_ids[:1], self.interview.task_ids):
            with self.assertRaises(AccessError):
                records.with_user(self.person).write({"sequence": 1, "state": "done"})

    def test_a_colleague_outside_the_portfolio_sees_none(self):
        self.assertEqual(self._read_notes(self.colleague), [])
        for model in ("caetic.interview", "caetic.plan.task"):
            found = self.env[model].with_user(self.colleague).search([])
            self.assertNotIn(self.member, found.member_id)
        with self.assertRaises(AccessError):
            self.interview.note_ids.with_user(self.colleague).read(["text"])

    def test_a_colleague_gets_at_none_through_another_record(self):
        """A note, a task moved onto somebody else's interview is refused."""
        mine = self._plan(self.other, adviser_id=self.colleague.id)
        note = self.env["caetic.interview.note"].create(
            {
                "interview_id": mine.id,
                "category_id": self.shared.id,
                "text": "À moi",
            }
        )
        with self.assertRaises(AccessError):
            note.with_user(self.colleague).write({"interview_id": self.interview.id})

    def test_the_portfolio_and_the_coordinator_read_all(self):
        for user in (self.adviser, self.coordinator, self.privacy_officer):
            self.assertEqual(len(self._read_notes(user)), 2)
        for user in (self.accountant, self.payroll_officer):
            self.assertEqual(self._read_notes(user), [])

    def test_another_person_reads_nothing(self):
        stranger = self.other.user_id
        self.assertEqual(self._read_notes(stranger), [])
        with self.assertRaises(AccessError):
            self.interview.with_user(stranger)._portal_get_report()

    def test_the_copy_of_the_data_holds_what_is_kept(self):
        """Right of access: kept from the page, not from the person (R805)."""
        found = self.member._get_exported_records(True)
        self.assertEqual(found["caetic.interview.note"], self.interview.note_ids)
        tables = self.member.sudo()._get_export_tables(True)
        cells = str(tables)
        self.assertIn("Préparer la suite", cells)
        self.assertIn("Relancer", cells)

    def test_social_support_is_emptied_with_its_notes_and_tasks(self):
        meeting = self.interview.calendar_event_id
        self.member._empty_support_sudo()
        self.assertNotIn("Préparer", "".join(self.interview.note_ids.mapped("text")))
        self.assertNotIn("Relancer", self.interview.task_ids.name)
        self.assertFalse(meeting.exists())

    def test_the_report_prints_what_is_shared(self):
        html = self.env["ir.actions.report"]._render_qweb_html(
            "caetic_workshops.report_interview", self.interview.ids
        )[0]
        text = html.decode()
        self.assertIn("Deux devis en cours", text)
        self.assertIn("Relancer", text)
        self.assertNotIn("Préparer la suite", text)


@tagged("post_install", "-at_install")
class TestPlanTask(CoachingCommon):
    def _task(self, **values):
        return self.env["caetic.plan.task"].create(
            {
                "name": "Relancer",
                "member_id": self.member.id,
                "date_due": "2026-01-01",
                **values,
            }
        )

    def test_the_person_marks_own_tasks_and_no_other(self):
        task = self._task()
        self.assertTrue(task.is_late)
        task.with_user(self.person)._portal_set_done()
        self.assertEqual(task.state, "done")
        self.assertTrue(task.done_on)
        with self.assertRaises(UserError):
            task.with_user(self.person)._portal_set_done()
        staff = self._task(partner_id=self.adviser.partner_id.id)
        with self.assertRaises(AccessError):
            staff.with_user(self.person)._portal_set_done()
        with self.assertRaises(AccessError):
            self._task().with_user(self.other.user_id)._portal_set_done()

    def test_late_tasks_wait_on_the_desk_and_on_the_home_page(self):
        self._task()
        late = self.env["caetic.desk"].search([("code", "=", "late_tasks")])
        self.assertEqual(late.with_user(self.adviser).count, 1)
        self.assertEqual(late.with_user(self.colleague).count, 0)
        activity = self._create_activity("Studio", self.member)
        todo = activity.with_user(self.person)._get_todo()
        rows = [row for row in todo if "Relancer" in row["title"]]
        self.assertEqual([row["level"] for row in rows], ["danger"])

    def test_reports_and_people_without_a_next_one_wait_on_the_desk(self):
        self.member._record_step("cape", date=date(2026, 1, 1), check=False)
        past = self._plan(start="2026-01-15 09:00:00")
        desk = self.env["caetic.desk"]
        counts = {
            one.code: one.with_user(self.adviser).count
            for one in desk.search([("code", "in", ("reports", "no_next"))])
        }
        self.assertEqual(counts, {"reports": 1, "no_next": 1})
        past.action_hold()
        self._plan()
        self.env.invalidate_all()
        counts = {
            one.code: one.with_user(self.adviser).count
            for one in desk.search([("code", "in", ("reports", "no_next"))])
        }
        self.assertEqual(counts, {"reports": 0, "no_next": 0})
