# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AFTERNOON, MORNING, WorkshopCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestSession(WorkshopCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_person("Amélie Durand")
        cls.bruno = cls._create_person("Bruno Vidal")
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)

    # -- half-days ------------------------------------------------------------------

    def _plan(self, **values):
        return self.env["caetic.session.plan.wizard"].create(
            {
                "day_ids": [
                    (0, 0, {"date": "2026-03-31", "is_afternoon": False}),
                    (0, 0, {"date": "2026-03-28"}),
                ],
                **values,
            }
        )

    def test_a_session_is_planned_from_dates(self):
        """28 March is winter time (UTC+1), 31 March summer time (UTC+2)."""
        action = self._plan(module_id=self.offer.id, seats_max=6).action_plan()
        session = self.env["event.event"].browse(action["res_id"])
        slots = session.event_slot_ids.sorted("start_datetime")
        self.assertEqual(
            [
                (one.date, one.start_hour, one.end_hour, one.caetic_half)
                for one in slots
            ],
            [
                (date(2026, 3, 28), 9.0, 12.5, "morning"),
                (date(2026, 3, 28), 14.0, 17.5, "afternoon"),
                (date(2026, 3, 31), 9.0, 12.5, "morning"),
            ],
        )
        self.assertEqual(session.date_begin, datetime(2026, 3, 28, 8, 0))
        self.assertEqual(session.date_end, datetime(2026, 3, 31, 10, 30))
        self.assertEqual(session.caetic_hours, 10.5)
        self.assertEqual(session.name, self.offer.name)
        self.assertEqual((session.seats_max, session.seats_limited), (6, True))
        self.assertFalse(session.is_multi_slots)

    def test_half_days_are_added_once(self):
        session = self._create_session(self.offer, [("2026-03-28", MORNING)])
        self._plan(event_id=session.id).action_plan()
        self.assertEqual(session.caetic_half_day_count, 3)

    def test_hours_are_the_cooperative_s(self):
        self.company.caetic_morning_start = 8.5
        session = self._create_session(self.offer, [("2026-03-30", AFTERNOON)])
        self._plan(event_id=session.id).action_plan()
        first = session.event_slot_ids.sorted("start_datetime")[0]
        self.assertEqual(first.start_hour, 8.5)

    def test_moving_a_half_day_moves_the_session(self):
        session = self._create_session(self.offer, ["2026-03-30"])
        slot = session.event_slot_ids.sorted("start_datetime")[-1]
        session.write({"event_slot_ids": [(1, slot.id, {"date": "2026-04-02"})]})
        self.assertEqual(session.date_end, datetime(2026, 4, 2, 15, 30))
        session.write({"event_slot_ids": [(2, slot.id)]})
        self.assertEqual(session.date_end, datetime(2026, 3, 30, 10, 30))

    def test_people_come_to_all_half_days(self):
        session = self._create_session(self.offer, ["2026-03-30"])
        with self.assertRaises(ValidationError):
            session.is_multi_slots = True

    def test_other_events_keep_odoo_s_rules(self):
        """A public meeting has no module: its slots stay within its own dates."""
        meeting = self.env["event.event"].create(
            {
                "name": "Réunion d'information",
                "date_begin": "2026-03-30 08:00:00",
                "date_end": "2026-03-30 10:00:00",
                "date_tz": "Europe/Paris",
            }
        )
        self.assertNotEqual(meeting.event_type_id, meeting._caetic_type())
        slot = {"date": "2026-05-01", "start_hour": 9, "end_hour": 10}
        with self.assertRaises(ValidationError):
            meeting.write({"event_slot_ids": [(0, 0, slot)]})

    # -- deadlines, reminders -------------------------------------------------------

    def test_deadlines_come_from_the_cooperative_and_can_be_changed(self):
        """24 and 48 hours before 9:00 on 30 March, summer time: 7:00 UTC."""
        session = self._create_session(self.offer, ["2026-03-30"])
        self.assertEqual(session.caetic_register_until, datetime(2026, 3, 29, 7))
        self.assertEqual(session.caetic_withdraw_until, datetime(2026, 3, 28, 7))
        session.caetic_withdraw_until = datetime(2026, 3, 30, 6)
        self.assertEqual(session.caetic_withdraw_until, datetime(2026, 3, 30, 6))

    def test_reminders_go_to_those_who_have_a_seat(self):
        session = self._create_session(self.offer, ["2026-03-30"], seats=1)
        seated = self._register(session, self.amelie)
        waiting = self._register(session, self.bruno)
        reminders = session.event_mail_ids.filtered(
            lambda one: one.interval_type == "before_event"
        )
        self.assertEqual(sorted(reminders.mapped("interval_nbr")), [1, 7])
        with freeze_time("2026-03-29 08:00:00"):
            reminders.execute()
        told = [name for name in self._get_letters(seated) if name.startswith("Rappel")]
        self.assertEqual(len(told), 2)
        self.assertFalse(
            [name for name in self._get_letters(waiting) if name.startswith("Rappel")]
        )

    # -- life -------------------------------------------------------------------------

    def test_a_session_without_half_days_is_not_announced(self):
        session = self._create_session(self.offer, [], stage_id=False)
        with self.assertRaises(UserError):
            session.action_caetic_announce()
        session.event_slot_ids = [
            (0, 0, {"date": "2026-03-30", "start_hour": 9, "end_hour": 12})
        ]
        session.action_caetic_announce()
        self.assertTrue(session.stage_id.caetic_is_open)

    def test_cancelling_tells_everybody_and_promotes_nobody(self):
        session = self._create_session(self.offer, ["2026-03-30"], seats=1)
        seated = self._register(session, self.amelie)
        waiting = self._register(session, self.bruno)
        session.action_caetic_cancel()
        self.assertEqual((seated.state, waiting.state), ("cancel", "cancel"))
        for registration in (seated, waiting):
            letters = self._get_letters(registration)
            self.assertIn("Atelier annulé", letters[-1])
            self.assertEqual(len(letters), 2)

    def test_too_few_people_warn_whoever_is_responsible_once(self):
        session = self._create_session(
            self.offer, ["2026-03-30"], caetic_seats_min=2, user_id=self.adviser.id
        )
        self._register(session, self.amelie)
        cron = self.env["event.event"]
        cron._cron_caetic_sessions()  # 14 days before: 7 are asked
        self.assertFalse(session.activity_ids)
        with freeze_time("2026-03-24 08:00:00"):
            cron._cron_caetic_sessions()
            cron._cron_caetic_sessions()
        self.assertEqual(session.activity_ids.user_id, self.adviser)
        self.assertEqual(len(session.activity_ids), 1)
        self.assertIn("1", session.activity_ids.summary)

    def test_enough_people_warn_nobody(self):
        session = self._create_session(self.offer, ["2026-03-20"], caetic_seats_min=1)
        self._register(session, self.amelie)
        self.env["event.event"]._cron_caetic_sessions()
        self.assertFalse(session.activity_ids)

    def test_the_least_is_below_the_seats(self):
        with self.assertRaises(ValidationError):
            self._create_session(
                self.offer, ["2026-03-30"], seats=3, caetic_seats_min=4
            )

    # -- cost -------------------------------------------------------------------------

    def _facilitate(self, session, **values):
        return self.env["caetic.session.facilitator"].create(
            {
                "event_id": session.id,
                "partner_id": self.amelie.partner_id.id,
                "kind": "entrepreneur",
                "amount": 300,
                **values,
            }
        )

    def test_cost_of_a_session(self):
        """300 € for the facilitator and 45.50 € for the room: 345.50 €."""
        session = self._create_session(
            self.offer, ["2026-03-30"], caetic_other_cost=45.5
        )
        self._facilitate(session)
        self.assertAlmostEqual(session.caetic_cost, 345.5)

    def test_an_entrepreneur_is_paid_once_attendance_is_noted(self):
        """R426: 300 € from the cooperative's own account, once, without VAT."""
        session = self._create_session(self.offer, ["2026-03-18"])
        facilitator = self._facilitate(session)
        self.assertEqual(facilitator.activity_id, self.studio)
        registration = self._register(session, self.bruno)
        cron = self.env["event.event"]
        cron._cron_caetic_sessions()
        self.assertFalse(facilitator.transfer_id, "the session is not over")
        with freeze_time("2026-03-19 08:00:00"):
            cron._cron_caetic_sessions()
            self.assertFalse(facilitator.transfer_id, "attendance is not noted")
            self._note(registration, "present", "absent")
            cron._cron_caetic_sessions()
            cron._cron_caetic_sessions()
        transfer = facilitator.transfer_id
        self.assertEqual((transfer.state, transfer.amount), ("posted", 300))
        self.assertTrue(transfer.from_structure)
        self.assertEqual(transfer.activity_to_id, self.studio)
        terms = self.studio._get_statement(date(2026, 3, 31)).terms
        self.assertEqual(terms.transfer, 300)
        self.assertTrue(session.caetic_is_paid)

    def test_what_was_paid_is_not_changed(self):
        session = self._create_session(self.offer, ["2026-03-10"])
        facilitator = self._facilitate(session)
        self._note(self._register(session, self.bruno), "present", "present")
        session.with_user(self.coordinator).action_caetic_pay()
        self.assertEqual(facilitator.transfer_id.state, "posted")
        with self.assertRaises(UserError):
            facilitator.amount = 400
        with self.assertRaises(UserError):
            facilitator.unlink()

    def test_who_pays_and_when(self):
        session = self._create_session(self.offer, ["2026-03-10"])
        self._facilitate(session)
        self._register(session, self.bruno)
        with self.assertRaises(AccessError):
            session.with_user(self.adviser).action_caetic_pay()
        with self.assertRaises(UserError):
            session.with_user(self.coordinator).action_caetic_pay()

    def test_others_are_paid_elsewhere(self):
        """Staff by their wage, people from outside by a vendor bill."""
        for kind in ("permanent", "outside"):
            session = self._create_session(self.offer, ["2026-03-10"])
            facilitator = self._facilitate(session, kind=kind)
            self._note(self._register(session, self.bruno), "present", "present")
            session.action_caetic_pay()
            self.assertFalse(facilitator.transfer_id)

    def test_the_activity_is_one_s_own(self):
        session = self._create_session(self.offer, ["2026-03-10"])
        other = self._create_activity("Pixel du Razès", self.bruno)
        with self.assertRaises(ValidationError):
            self._facilitate(session, activity_id=other.id)

    # -- desk -------------------------------------------------------------------------

    def test_what_waits_for_the_coordinator(self):
        session = self._create_session(
            self.offer, ["2026-03-30"], seats=1, caetic_seats_min=1
        )
        quiet = self._create_session(
            self.sales, ["2026-03-31"], seats=8, caetic_seats_min=3
        )
        self._facilitate(quiet)
        self._register(session, self.amelie)
        self._register(session, self.bruno)
        desk = self.env["caetic.desk"].with_user(self.coordinator)
        for code, expected in (
            ("workshop_full", session),
            ("workshop_waiting", session),
            ("workshop_facilitator", session),
            ("workshop_minimum", quiet),
        ):
            row = desk.search([("code", "=", code)])
            action = row.action_open()
            found = self.env["event.event"].search(action["domain"])
            ours = found & (session | quiet)
            self.assertEqual(ours, expected, code)
            self.assertEqual(row.count, len(found), code)
