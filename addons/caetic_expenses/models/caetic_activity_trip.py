# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError

from .. import engine


class CaeticActivityTrip(models.Model):
    """Vehicles and journeys of the members of an activity, from the portal."""

    _inherit = "caetic.activity"

    # -- vehicles ----------------------------------------------------------------------

    def _portal_get_vehicles(self):
        """Vehicles of the user, in superuser mode."""
        member_sudo = self._get_own_member_sudo()
        vehicles_sudo = self.env["caetic.vehicle"].sudo()  # Their own.
        return vehicles_sudo.search([("member_id", "=", member_sudo.id)])

    def _portal_get_vehicle(self, vehicle_id):
        """One vehicle of the user, in superuser mode, or an empty record."""
        return self._portal_get_vehicles().filtered(lambda one: one.id == vehicle_id)

    def _portal_save_vehicle(self, values, card=None, vehicle=None):
        """Write a vehicle of the user; one that was claimed keeps its power.

        :param values: engine.VehicleInput without issues
        :param card: uploads.Upload of the registration card, or None
        """
        self._portal_check()
        self._portal_check_present()
        written = {
            "name": values.name,
            "kind": values.kind,
            "power": values.power,
            "electric": values.electric,
            "plate": values.plate,
            "date_from": values.date_from,
            "date_to": values.date_to,
        }
        vehicles_sudo = self.env["caetic.vehicle"].sudo()  # Typed values, of theirs.
        if vehicle:
            vehicle_sudo = self._portal_get_vehicle(vehicle.id)
            self._check_vehicle_change(vehicle_sudo, written)
            vehicle_sudo.write(written)
        else:
            member_sudo = self._get_own_member_sudo()
            vehicle_sudo = vehicles_sudo.create(
                {**written, "member_id": member_sudo.id}
            )
        if card:
            vehicle_sudo._set_card(card)
        return vehicle_sudo

    def _check_vehicle_change(self, vehicle, values):
        rated = ("kind", "power", "electric")
        changed = any(vehicle[name] != values[name] for name in rated)
        if changed and vehicle.trip_ids.expense_id:
            raise UserError(
                self.env._(
                    "Journeys of this vehicle are claimed already: end its use and "
                    "add the new one."
                )
            )

    # -- journeys ----------------------------------------------------------------------

    def _get_free_trips_sudo(self):
        """Return the user's journeys that are in no claim, in superuser mode."""
        member_sudo = self._get_own_member_sudo()
        trips_sudo = self.env["caetic.trip"].sudo()  # Their own.
        return trips_sudo.search(
            [
                ("activity_id", "=", self.id),
                ("member_id", "=", member_sudo.id),
                ("expense_id", "=", False),
            ]
        )

    def _portal_check_trip(self, trip):
        """Return the issues of a journey that only the database knows."""
        issues = self._portal_check_expense_date(trip.date)
        vehicle = self._portal_get_vehicle(trip.vehicle_id)
        if trip.vehicle_id and not vehicle:
            issues.append(engine.Issue("vehicle", "unknown"))
        if trip.date and vehicle and not vehicle._covers(trip.date):
            issues.append(engine.Issue("vehicle", "not_used"))
        elif trip.date and vehicle and not vehicle._has_scale(trip.date):
            issues.append(engine.Issue("date", "no_scale"))
        return issues

    def _portal_add_trip(self, trip):
        """Write a journey.

        :param trip: engine.TripInput without issues
        """
        self._portal_check_present()
        member_sudo = self._get_own_member_sudo()
        trips_sudo = self.env["caetic.trip"].sudo()  # Typed values, of theirs.
        return trips_sudo.create(
            {
                "activity_id": self.id,
                "member_id": member_sudo.id,
                "vehicle_id": trip.vehicle_id,
                "date": trip.date,
                "place_from": trip.place_from,
                "place_to": trip.place_to,
                "km": trip.km,
                "purpose": trip.purpose,
            }
        )

    def _portal_remove_trip(self, trip_id):
        """Delete a journey that is in no claim."""
        self._portal_check_present()
        trip_sudo = self._get_free_trips_sudo().filtered(lambda one: one.id == trip_id)
        if not trip_sudo:
            raise UserError(self.env._("This journey is claimed already."))
        trip_sudo.unlink()

    def _portal_get_months(self):
        """Return the journeys to claim, by month and vehicle, latest first.

        :returns: list of dicts: month (first day), vehicle, trips, km (Decimal), amount
            (Decimal in EUR, what claiming them now would bring)
        """
        free_sudo = self._get_free_trips_sudo()
        groups = free_sudo.grouped(
            lambda one: (one.date.replace(day=1), one.vehicle_id)
        )
        return [
            {
                "month": month,
                "vehicle": vehicle,
                "trips": trips,
                "km": trips._get_km(),
                "amount": trips._get_allowance(),
            }
            for (month, vehicle), trips in groups.items()
        ]

    def _portal_claim_month(self, month, vehicle_id):
        """Claim the journeys of a month with a vehicle, and send the claim.

        :param month: first day of the month
        :raises UserError: no journey waits, or no scale is known
        """
        self._portal_check_present()
        vehicle_sudo = self._portal_get_vehicle(vehicle_id)
        # Two claims at once would both count from the same kilometre.
        vehicle_sudo.lock_for_update()
        trips_sudo = self._get_free_trips_sudo().filtered(
            lambda one: (
                one.vehicle_id == vehicle_sudo
                and one.date.replace(day=1) == month
                and not one.expense_id
            )
        )
        if not trips_sudo:
            raise UserError(self.env._("No journey waits in this month."))
        kind = self._portal_get_expense_kinds("mileage")[:1]
        if not kind:
            raise UserError(self.env._("Kilometres are not open yet."))
        expense_sudo = self._create_expense_sudo(
            {
                "name": trips_sudo._get_claim_name(month),
                "date": max(trips_sudo.mapped("date")),
                "product_id": kind.id,
                "total_amount_currency": trips_sudo._get_allowance(),
            }
        )
        trips_sudo.expense_id = expense_sudo
        expense_sudo._portal_submit()
        return expense_sudo
