# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import engine
from .common import TODAY, ExpensesCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMileage(ExpensesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clio = cls._vehicle("Clio", 5)

    @classmethod
    def _vehicle(cls, name, power, electric=False, kind="car", start=date(2025, 1, 1)):
        return cls._as(cls.amelie)._portal_save_vehicle(
            engine.VehicleInput(name, kind, power, electric, "AB-123-CD", start, None)
        )

    def _trip(self, day, km, vehicle=None, activity=None):
        own = self._as(self.amelie, activity or self.studio)
        trip = engine.TripInput(
            date.fromisoformat(day),
            (vehicle or self.clio).id,
            "Limoux",
            "Carcassonne",
            Decimal(str(km)),
            "Rendez-vous",
        )
        self.assertEqual(own._portal_check_trip(trip), [])
        return own._portal_add_trip(trip)

    def _ask(self, month, vehicle=None, activity=None):
        own = self._as(self.amelie, activity or self.studio)
        return own._portal_claim_month(
            date.fromisoformat(f"{month}-01"), (vehicle or self.clio).id
        )

    def test_a_month_is_the_difference_of_two_cumulated_allowances(self):
        """R411: 4,900 then 300 km with 5 CV."""
        self._trip("2026-01-10", 2000)
        self._trip("2026-01-20", 2900)
        self.assertEqual(self._ask("2026-01").total_amount, 3116.40)
        self._trip("2026-02-10", 300)
        claim = self._ask("2026-02")
        self.assertEqual((claim.total_amount, claim.caetic_cost), (135.00, 135.00))
        self.assertEqual(claim.state, "submitted")
        self.assertFalse(claim.tax_ids)

    def test_the_year_begins_anew(self):
        self._trip("2025-12-30", 6200)
        self.assertEqual(self._ask("2025-12").total_amount, 3608.40)
        self._trip("2026-01-02", 4000)
        self.assertEqual(self._ask("2026-01").total_amount, 2544.00)

    def test_each_vehicle_has_its_own_kilometres(self):
        zoe = self._vehicle("Zoé", 5, electric=True)
        self._trip("2026-01-10", 6200)
        self._trip("2026-01-11", 6200, zoe)
        self.assertEqual(self._ask("2026-01").total_amount, 3608.40)
        self.assertEqual(self._ask("2026-01", zoe).total_amount, 4330.08)

    def test_two_activities_share_the_kilometres_of_a_vehicle(self):
        second = self._create_activity("Autre marque", self.amelie)
        self._trip("2026-01-10", 4900)
        self._ask("2026-01")
        self._trip("2026-02-10", 300, activity=second)
        claim = self._ask("2026-02", activity=second)
        self.assertEqual(claim.total_amount, 135.00)
        self.assertEqual(claim.caetic_activity_id, second)

    def test_refused_kilometres_come_back_and_do_not_count(self):
        self._trip("2026-01-10", 4900)
        claim = self._ask("2026-01")
        claim.with_env(self.env).with_user(self.coordinator)._do_refuse("Trop loin")
        own = self._as(self.amelie)
        own._portal_get_expense(claim.id)._portal_discard()
        self._trip("2026-02-10", 300)
        self.assertEqual(self._ask("2026-02").total_amount, 190.80)
        [month] = own._portal_get_months()
        self.assertEqual(month["km"], Decimal("4900.0"))
        # 5,200 km together: 3,251.40.
        self.assertEqual(month["amount"], Decimal("3060.60"))

    def test_claimed_once(self):
        trip = self._trip("2026-01-10", 10)
        self._ask("2026-01")
        with self.assertRaises(UserError):
            self._ask("2026-01")
        with self.assertRaises(UserError):
            self._as(self.amelie)._portal_remove_trip(trip.id)
        changed = engine.VehicleInput(
            "Clio", "car", 9, False, "AB-123-CD", date(2025, 1, 1), None
        )
        with self.assertRaises(UserError):
            self._as(self.amelie)._portal_save_vehicle(changed, None, self.clio)

    def test_vehicles_of_others_are_unknown(self):
        own = self._as(self.bruno)
        trip = engine.TripInput(
            date(2026, 1, 10), self.clio.id, "A", "B", Decimal(10), "C"
        )
        self.assertEqual(
            [one.code for one in own._portal_check_trip(trip)], ["unknown"]
        )
        self.assertFalse(own._portal_get_vehicle(self.clio.id))

    def test_a_vehicle_serves_while_it_is_used(self):
        self.clio.date_to = "2026-01-31"
        trip = engine.TripInput(
            date(2026, 2, 1), self.clio.id, "A", "B", Decimal(10), "C"
        )
        issues = self._as(self.amelie)._portal_check_trip(trip)
        self.assertEqual([one.code for one in issues], ["not_used"])

    def test_a_day_without_scale_is_refused_beside_its_field(self):
        self.clio.date_from = "2024-01-01"
        self.studio.date_start = "2024-01-01"
        trip = engine.TripInput(
            date(2024, 5, 1), self.clio.id, "A", "B", Decimal(10), "C"
        )
        issues = self._as(self.amelie)._portal_check_trip(trip)
        self.assertEqual([one.code for one in issues], ["no_scale"])
