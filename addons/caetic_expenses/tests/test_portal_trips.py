# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.caetic_members.tests.common import PDF

from .common import TODAY
from .test_portal_expenses import PortalCase


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPortalTrips(PortalCase):
    def setUp(self):
        super().setUp()
        self._login(self.amelie)

    def _vehicle(self, files=None, **values):
        data = {
            "name": "Clio",
            "kind": "car",
            "power": "5",
            "plate": "ab-123-cd",
            "date_from": "2026-01-01",
            **values,
        }
        files = {"card": ("carte.pdf", PDF)} if files is None else files
        return self._post_form("/vehicles/new", data, files, page="/vehicles/new")

    def test_from_the_registration_card_to_the_claim(self):
        self._vehicle()
        vehicle = self.amelie.vehicle_ids
        self.assertEqual((vehicle.power, vehicle.plate), (5, "AB-123-CD"))
        self.assertTrue(vehicle.card)
        trip = {
            "date": "2026-06-02",
            "vehicle": str(vehicle.id),
            "place_from": "Limoux",
            "place_to": "Carcassonne",
            "km": "25,5",
            "both_ways": "1",
            "purpose": "Rendez-vous",
        }
        response, page = self._post_form("/trips", trip, page="/trips")
        self.assertIn("message=added", response.url)
        # 51 km x 0.636
        self.assertIn("32,44", page.text_content())
        response, _page = self._post_form(
            "/trips/claim",
            {"month": "2026-06-01", "vehicle": str(vehicle.id)},
            page="/trips",
        )
        self.assertIn("message=submitted", response.url)
        claim = self.studio.expense_ids
        self.assertEqual((claim.total_amount, claim.state), (32.44, "submitted"))
        self.assertIn("51 km", claim.name)
        page = self._get(f"/expenses/{claim.id}")[1]
        self.assertIn("Carcassonne", page.text_content())

    def test_a_card_is_asked_for(self):
        response, page = self._vehicle(files={})
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='card_error']"))
        self.assertEqual(page.xpath("//input[@id='plate']/@value"), ["ab-123-cd"])
        response, page = self._vehicle(power="0", files={"card": ("x.svg", b"<svg/>")})
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='power_error']"))
        self.assertFalse(self.amelie.vehicle_ids)

    def test_a_journey_with_the_vehicle_of_somebody_else(self):
        self._vehicle()
        other = self.amelie.vehicle_ids.copy({"member_id": self.bruno.id})
        trip = {
            "date": "2026-06-02",
            "vehicle": str(other.id),
            "place_from": "Limoux",
            "place_to": "Carcassonne",
            "km": "25",
            "purpose": "Rendez-vous",
        }
        response, page = self._post_form("/trips", trip, page="/trips")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='vehicle_error']"))
        self.assertEqual(
            self.url_open(
                f"/my/activities/{self.studio.id}/vehicles/{other.id}"
            ).url.rstrip("/")[-3:],
            "/my",
        )
