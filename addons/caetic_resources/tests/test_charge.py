# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..engine import group_charges
from .common import ResourceCommon, paris


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 08:00:00")
class TestCharge(ResourceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookings = cls.env["caetic.resource.booking"]
        # Amélie in March: 2 h at 12 € and 3 half-days at 5 €: 39 €.
        cls.march = cls._book(
            cls.room, cls.amelie, (2026, 3, 3, 9), (2026, 3, 3, 11), state="done"
        )
        cls.march |= cls._book(
            cls.desks, cls.amelie, (2026, 3, 12, 9), (2026, 3, 13, 13), state="done"
        )
        # Bruno in March: 1 h. Amélie in April: 1 h, of a month that is not over.
        cls.other = cls._book(
            cls.room, cls.bruno, (2026, 3, 31, 17), (2026, 3, 31, 18), state="done"
        )
        cls.april = cls._book(
            cls.room, cls.amelie, (2026, 4, 1, 9), (2026, 4, 1, 10), state="done"
        )

    def _charge(self, user=None):
        return self.bookings.with_user(user or self.coordinator).action_charge()

    def _transfers(self, activity):
        return self.env["caetic.transfer"].search(
            [("activity_from_id", "=", activity.id)], order="date, id"
        )

    def test_one_transfer_by_activity_and_month(self):
        action = self._charge()
        studio, pixel = self._transfers(self.studio), self._transfers(self.pixel)
        self.assertEqual((studio.amount, pixel.amount), (39, 12))
        self.assertEqual((studio.state, studio.date), ("posted", date(2026, 3, 31)))
        self.assertTrue(studio.to_structure)
        self.assertEqual(studio.booking_ids, self.march)
        self.assertEqual(action["domain"], [("id", "in", (studio | pixel).ids)])
        self.assertFalse(self.april.transfer_id)

    def test_the_structure_receives(self):
        self._charge()
        lines = self._transfers(self.studio).move_id.line_ids
        structure = self.company.caetic_structure_account_id
        received = lines.filtered("credit")
        self.assertEqual(received.credit, 39)
        self.assertEqual(received.analytic_distribution, {str(structure.id): 100})
        self.assertEqual(self.studio._get_statement().available, -39)

    def test_the_ledger_names_resources_and_days(self):
        self._charge()
        label = self._transfers(self.studio).move_id.line_ids[0].name
        self.assertRegex(
            label, r"2026.*Salle de Limoux \(3\); Bureaux du tiers-lieu \(12\s\S+\s13\)"
        )

    def test_nothing_is_charged_twice(self):
        self._charge()
        with self.assertRaises(UserError):
            self._charge()
        self.bookings._cron_charge()
        self.assertEqual(len(self._transfers(self.studio)), 1)

    def test_stopped_in_the_middle_it_goes_on(self):
        """What was saved is not done again; what was not is."""
        due = self.bookings.search(self.bookings._get_due_domain())
        ours = due & (self.march | self.other)
        charges = group_charges(ours._to_uses())
        self.assertEqual([one.amount for one in charges], [39, 12])
        self.bookings._post_charges(charges[:1])
        self.bookings._cron_charge()
        self.assertEqual(self._transfers(self.studio).mapped("amount"), [39])
        self.assertEqual(self._transfers(self.pixel).mapped("amount"), [12])

    def test_what_is_found_late_is_charged_beside(self):
        """A booking of March noted after March was charged: a second transfer."""
        self._charge()
        self._book(
            self.room, self.amelie, (2026, 3, 20, 9), (2026, 3, 20, 10), state="done"
        )
        self._charge()
        self.assertEqual(self._transfers(self.studio).mapped("amount"), [39, 12])

    def test_a_cancelled_transfer_leaves_its_bookings_to_charge(self):
        self._charge()
        transfer = self._transfers(self.studio)
        with self.assertRaises(UserError):
            self.march[:1].action_cancel()
        transfer.with_user(self.accountant).action_cancel()
        self.assertFalse(self.march.transfer_id)
        self.assertEqual(self.studio._get_statement().available, 0)
        self.march[:1].action_cancel()
        self._charge()
        self.assertEqual(self._transfers(self.studio).mapped("amount"), [39, 15])

    def test_a_late_cancellation_is_charged_by_its_rule(self):
        """50 % of 24 €."""
        late = self._book(self.room, self.bruno, (2026, 3, 25, 9), (2026, 3, 25, 11))
        with freeze_time(paris(2026, 3, 25, 8)):
            late._cancel_by_person()
        self._charge()
        self.assertEqual(self._transfers(self.pixel).amount, 12 + 12)

    def test_what_is_free_makes_no_transfer(self):
        self.march.is_waived = True
        self._charge()
        self.assertFalse(self._transfers(self.studio))

    def test_who_charges(self):
        for user in (self.adviser, self.amelie.user_id):
            with self.assertRaises(AccessError):
                self._charge(user)
        self._charge(self.accountant)
        self.assertEqual(self._transfers(self.pixel).amount, 12)

    def test_charged_bookings_stay(self):
        self._charge()
        with self.assertRaises(UserError):
            self.march.unlink()

    def test_the_desk_counts_what_waits(self):
        desk = self.env["caetic.desk"].with_user(self.accountant)
        queue = desk.search([("code", "=", "resource_charges")])
        before = queue.count
        self._charge()
        queue.invalidate_recordset()
        self.assertEqual(before - queue.count, 3)
