# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ResourceCommon, paris

MONDAY = (2026, 3, 23)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestBooking(ResourceCommon):
    # -- room -------------------------------------------------------------------------

    def test_a_room_is_one_person_s_at_a_time(self):
        self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        for start, stop in ((10, 12), (8, 10), (9, 11), (8, 12), (10, 11)):
            refused = self.assertRaises(ValidationError)
            with self.subTest(start=start), refused, self.env.cr.savepoint():
                self._book(self.room, self.bruno, (*MONDAY, start), (*MONDAY, stop))
        # Those who leave make room.
        self._book(self.room, self.bruno, (*MONDAY, 11), (*MONDAY, 12))
        self._book(self.room, self.bruno, (*MONDAY, 8), (*MONDAY, 9))

    @mute_logger("odoo.sql_db")
    def test_the_database_itself_refuses(self):
        """Whatever program writes it: the constraint is the table's."""
        first = self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        later = self._book(self.room, self.bruno, (*MONDAY, 14), (*MONDAY, 15))
        self.env.flush_all()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE caetic_resource_booking SET start = %s, stop = %s"
                " WHERE id = %s",
                [first.start, first.stop, later.id],
            )

    def test_desks_hold_as_many_as_there_are(self):
        for _desk in range(3):
            self._book(self.desks, self.amelie, (*MONDAY, 9), (*MONDAY, 13))
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._book(self.desks, self.bruno, (*MONDAY, 12), (*MONDAY, 14))
        self._book(self.desks, self.bruno, (*MONDAY, 13), (*MONDAY, 18))

    def test_moving_asks_for_room_again(self):
        self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        later = self._book(self.room, self.bruno, (*MONDAY, 14), (*MONDAY, 15))
        refused = self.assertRaises(IntegrityError)
        with mute_logger("odoo.sql_db"), refused, self.env.cr.savepoint():
            later.start = paris(*MONDAY, 10)
            self.env.flush_all()

    def test_what_is_cancelled_is_free(self):
        first = self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        first.action_cancel()
        self._book(self.room, self.bruno, (*MONDAY, 9), (*MONDAY, 11))
        refused = self.assertRaises(IntegrityError)
        with mute_logger("odoo.sql_db"), refused, self.env.cr.savepoint():
            first.state = "confirmed"
            self.env.flush_all()

    def test_places_that_are_booked_stay(self):
        for _desk in range(2):
            self._book(self.desks, self.amelie, (*MONDAY, 9), (*MONDAY, 13))
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.desks.capacity = 1
        self.desks.capacity = 2
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._book(self.desks, self.bruno, (*MONDAY, 9), (*MONDAY, 13))

    # -- amounts ----------------------------------------------------------------------

    def test_a_booking_costs_the_units_that_are_begun(self):
        """90 minutes are two hours: 24 €. Two half-days at 5 €; two months at 20 €."""
        for resource, start, stop, count, amount in (
            (self.room, (*MONDAY, 9), (*MONDAY, 10, 30), 2, 24),
            (self.desks, (*MONDAY, 9), (*MONDAY, 18), 2, 10),
            (self.licence, (2026, 4, 1), (2026, 6, 1), 2, 40),
        ):
            booking = self._book(resource, self.amelie, start, stop)
            self.assertEqual((booking.unit_count, booking.amount), (count, amount))
            self.assertEqual(booking.activity_id, self.studio)

    def test_the_night_of_the_change_has_eight_hours(self):
        """22 h to 7 h are nine hours on the clock and eight in truth: 96 €."""
        night = self._book(self.room, self.amelie, (2026, 3, 28, 22), (2026, 3, 29, 7))
        self.assertEqual((night.unit_count, night.amount), (8, 96))

    def test_what_was_booked_keeps_its_price(self):
        booking = self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        self.room.price = 50
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(booking.amount, 24)

    def test_who_pays_nothing(self):
        self.room.free_activity_ids = self.studio
        free = self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        paid = self._book(self.room, self.bruno, (*MONDAY, 14), (*MONDAY, 15))
        self.assertEqual((free.amount, paid.amount), (0, 12))
        self._create_contract(self.bruno, "cape", "2026-01-01", "2026-12-31")
        self.room.is_free_cape = True
        cape = self._book(self.room, self.bruno, (*MONDAY, 16), (*MONDAY, 17))
        self.assertEqual(cape.amount, 0)

    def test_the_activity_is_the_person_s_own(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._book(
                self.room,
                self.amelie,
                (*MONDAY, 9),
                (*MONDAY, 11),
                activity_id=self.pixel.id,
            )
        nobody = self._create_hosted("Nora Petit", "res_nora")
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._book(self.room, nobody, (*MONDAY, 9), (*MONDAY, 11))
        self.room.price = 0
        self._book(self.room, nobody, (*MONDAY, 9), (*MONDAY, 11))

    # -- life -------------------------------------------------------------------------

    def test_late_means_after_the_delay_of_the_resource(self):
        """24 hours before 9 h on Monday: free at 9 h on Sunday, 50 % after."""
        booking = self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        with freeze_time(paris(2026, 3, 22, 9)):
            booking._cancel_by_person()
        self.assertEqual(booking.amount_due, 0)
        booking.state = "confirmed"
        with freeze_time(paris(2026, 3, 22, 9, 1)):
            booking._cancel_by_person()
        self.assertEqual((booking.amount, booking.amount_due), (24, 12))
        booking.is_waived = True
        self.assertEqual(booking.amount_due, 0)

    def test_the_day_after(self):
        """Used is done; what nobody granted in time is cancelled and costs nothing."""
        used = self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        asked = self._book(
            self.room, self.bruno, (*MONDAY, 14), (*MONDAY, 15), state="asked"
        )
        coming = self._book(self.room, self.amelie, (2026, 4, 1, 9), (2026, 4, 1, 10))
        with freeze_time("2026-03-24 06:00:00"):
            self.env["caetic.resource.booking"]._cron_follow()
        self.assertEqual(
            [used.state, asked.state, coming.state], ["done", "cancelled", "confirmed"]
        )
        self.assertEqual((used.amount_due, asked.amount_due), (24, 0))

    def test_only_what_is_asked_is_granted(self):
        booking = self._book(self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11))
        with self.assertRaises(UserError):
            booking.action_confirm()

    def test_each_side_is_told_of_what_the_other_does(self):
        booking = self._book(
            self.room, self.amelie, (*MONDAY, 9), (*MONDAY, 11), state="asked"
        )
        booking.with_user(self.coordinator).action_confirm()
        booking.start = paris(*MONDAY, 10)
        booking.with_user(self.amelie.user_id).sudo()._cancel_by_person()
        person, staff = self.amelie.partner_id, self.coordinator.partner_id
        letters = self._get_letters(booking)
        self.assertEqual(
            [readers for _subject, readers in letters], [staff, person, person, staff]
        )
        for subject, _readers in letters:
            self.assertIn(self.room.name, subject)

    def test_the_past_needs_no_letter(self):
        past = self._book(self.room, self.amelie, (2026, 3, 2, 9), (2026, 3, 2, 11))
        self.assertEqual(self._get_letters(past), [])

    # -- time on the pages ------------------------------------------------------------

    def test_a_week_of_slots(self):
        """Open from 9 to 18; two desks of three taken on Monday morning."""
        for _desk in range(2):
            self._book(self.desks, self.bruno, (*MONDAY, 9), (*MONDAY, 13))
        member = self.amelie.with_user(self.amelie.user_id)
        shown = member._portal_get_resource(self.desks.id, "2026-03-23")
        self.assertEqual(len(shown["days"]), 5)
        free = [slot["free"] for slot in shown["days"][0]["slots"]]
        self.assertEqual(free, [1, 3])
        self.assertEqual(
            (shown["previous"], shown["next"]), ("2026-03-16", "2026-03-30")
        )

    def test_summer_time(self):
        """The slot of 9 h is 8 h UTC on 27 March and 7 h UTC on 30 March 2026."""
        member = self.amelie.with_user(self.amelie.user_id)
        keys = []
        for day in ("2026-03-27", "2026-03-30"):
            shown = member._portal_get_resource(self.room.id, day)
            keys += [slot["key"] for one in shown["days"] for slot in one["slots"][:1]]
        self.assertIn("20260327T0800", keys)
        self.assertIn("20260330T0700", keys)

    def test_the_queries_of_a_week_do_not_grow(self):
        member = self.amelie.with_user(self.amelie.user_id)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            member._portal_get_resource(self.desks.id, "2026-03-23")
            return self.env.cr.sql_log_count - before

        count()
        first = count()
        for day in range(23, 28):
            for hour in (9, 13):
                stop = (2026, 3, day, hour + 4)
                self._book(self.desks, self.bruno, (2026, 3, day, hour), stop)
        self.assertEqual(count(), first)
