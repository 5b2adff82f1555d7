# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import WorkshopCommon

CONFIRMED, WAITING = "Vous êtes inscrit·e", "Liste d'attente"
PROMOTED, WITHDRAWN = "Une place pour vous", "Désistement enregistré"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestRegistration(WorkshopCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = [
            cls._create_person(name)
            for name in ("Amélie Durand", "Bruno Vidal", "Chloé Roux", "David Rey")
        ]
        cls.session = cls._create_session(cls.offer, ["2026-03-30"], seats=2)

    def _register_all(self, session=None):
        session = session or self.session
        return [self._register(session, person) for person in self.people]

    def _states(self, registrations):
        return [one.state for one in registrations]

    def assertLetters(self, registration, *starts):
        letters = self._get_letters(registration)
        self.assertEqual(len(letters), len(starts), letters)
        for letter, start in zip(letters, starts, strict=True):
            self.assertEqual(letter[: len(start)], start)

    # -- seats ----------------------------------------------------------------------

    def test_two_seats_then_the_waiting_list(self):
        rows = self._register_all()
        self.assertEqual(self._states(rows), ["open", "open", "waiting", "waiting"])
        self.assertEqual([one.caetic_rank for one in rows], [0, 0, 1, 2])
        self.assertEqual(self.session.seats_available, 0)
        self.assertEqual(self.session.caetic_waiting_count, 2)

    def test_several_at_once_share_the_seats(self):
        rows = self.env["event.registration"].create(
            [
                {"event_id": self.session.id, "partner_id": one.partner_id.id}
                for one in self.people
            ]
        )
        self.assertEqual(rows.mapped("state"), ["open", "open", "waiting", "waiting"])

    def test_no_limit_no_waiting_list(self):
        session = self._create_session(self.sales, ["2026-03-31"])
        self.assertEqual(self._states(self._register_all(session)), ["open"] * 4)

    def test_the_registration_holds_for_the_stay(self):
        row = self._register(self.session, self.people[0])
        self.assertEqual(row.caetic_stay_id, self.people[0])
        self.assertEqual(row.name, "Amélie Durand")
        self.assertFalse(row.event_slot_id)

    def test_who_came_back_is_registered_in_the_new_stay(self):
        amelie = self.people[0]
        amelie._record_step("left", date(2026, 2, 1), reason="Emploi", check=False)
        again = self.env["caetic.member"].create(
            {"partner_id": amelie.partner_id.id, "company_id": self.company.id}
        )
        row = self._register(self.session, amelie)
        self.assertEqual(row.caetic_stay_id, again)

    @mute_logger("odoo.sql_db")
    def test_one_registration_a_person(self):
        self._register(self.session, self.people[0])
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._register(self.session, self.people[0])
            self.env.flush_all()

    def test_who_withdrew_comes_back_at_the_end(self):
        rows = self._register_all()
        rows[0].action_cancel()
        again = self._register(self.session, self.people[0])
        self.assertEqual(again.state, "waiting")
        self.assertEqual((rows[3].caetic_rank, again.caetic_rank), (1, 2))

    # -- the waiting list fills by itself ---------------------------------------------

    def test_a_withdrawal_promotes_the_first_who_waits(self):
        rows = self._register_all()
        rows[0].action_cancel()
        self.assertEqual(self._states(rows), ["cancel", "open", "open", "waiting"])
        self.assertEqual(rows[3].caetic_rank, 1)
        self.assertLetters(rows[0], CONFIRMED, WITHDRAWN)
        self.assertLetters(rows[1], CONFIRMED)
        self.assertLetters(rows[2], WAITING, PROMOTED)
        self.assertLetters(rows[3], WAITING)

    def test_leaving_the_waiting_list_promotes_nobody(self):
        rows = self._register_all()
        rows[2].action_cancel()
        self.assertEqual(self._states(rows), ["open", "open", "cancel", "waiting"])
        self.assertEqual(rows[3].caetic_rank, 1)

    def test_more_seats_promote_in_order(self):
        rows = self._register_all()
        self.session.seats_max = 3
        self.assertEqual(self._states(rows), ["open", "open", "open", "waiting"])
        self.session.seats_limited = False
        self.assertEqual(self._states(rows), ["open"] * 4)

    def test_archiving_or_deleting_frees_the_seat(self):
        rows = self._register_all()
        rows[0].active = False
        self.assertEqual(rows[2].state, "open")
        rows[1].unlink()
        self.assertEqual(rows[3].state, "open")

    def test_nobody_is_promoted_once_it_has_begun(self):
        rows = self._register_all()
        with freeze_time("2026-03-30 08:00:00"):
            rows[0].action_cancel()
        self.assertEqual(rows[2].state, "waiting")

    def test_staff_who_give_a_seat_that_is_not_there_are_refused(self):
        rows = self._register_all()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            rows[2].action_confirm()
        self.assertEqual(rows[2].state, "waiting")

    def test_letters_are_about_the_future(self):
        session = self._create_session(self.offer, ["2026-03-10"])
        row = self._register(session, self.people[0])
        self.assertLetters(row)

    def test_the_letter_says_the_rank_and_the_days(self):
        rows = self._register_all()
        letter = self.env["mail.mail"].search(
            [("model", "=", "event.registration"), ("res_id", "=", rows[3].id)]
        )
        self.assertIn("2", letter.body_html.split("<strong")[1].split("</strong>")[0])
        letter = self.env["mail.mail"].search(
            [("model", "=", "event.registration"), ("res_id", "=", rows[0].id)]
        )
        self.assertIn("30", letter.body_html)
        self.assertIn("Limoux", letter.body_html)

    def test_events_without_a_module_are_left_alone(self):
        """Public meetings: one person books several seats, nobody waits."""
        meeting = self.env["event.event"].create(
            {
                "name": "Réunion d'information",
                "date_begin": "2026-03-30 08:00:00",
                "date_end": "2026-03-30 10:00:00",
                "seats_limited": True,
                "seats_max": 2,
            }
        )
        rows = [self._register(meeting, self.people[0]) for _seat in range(2)]
        self.assertEqual(self._states(rows), ["open", "open"])
        self.assertFalse(rows[0].caetic_stay_id)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._register(meeting, self.people[1])

    def test_prerequisites_are_said_and_bar_nobody(self):
        session = self._create_session(self.sales, ["2026-03-31"])
        row = self._register(session, self.people[0])
        self.assertEqual(row.state, "open")
        self.assertEqual(row.caetic_missing, self.offer.name)
        past = self._create_session(self.offer, ["2026-03-10"])
        self._note(self._register(past, self.people[0]), "present", "present")
        row.invalidate_recordset(["caetic_missing"])
        self.assertEqual(row.caetic_missing, "")
