# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from freezegun import freeze_time
from lxml import html

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.caetic_members.tests.common import PDF, unsafe_files

from .common import ResourceCommon, paris

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
FORGED = ("0", "999999999", "99999999999999999999")
NINE, TEN = "20260323T0800", "20260323T0900"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestResourcesPortal(ResourceCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.picture = cls.env["ir.attachment"].create(
            {"name": "salle.png", "datas": PIXEL}
        )
        cls.room.write({"longest": 4, "picture_ids": [(6, 0, cls.picture.ids)]})
        cls.page = f"/my/resources/{cls.room.id}"
        cls.paper = cls.env["caetic.library.document"].create(
            {
                "name": "Modèle de devis 4d7",
                "document": b64encode(PDF),
                "filename": "devis.pdf",
            }
        )

    def setUp(self):
        super().setUp()
        self.authenticate("res_amelie", "res_amelie")

    def _read(self, response, path="//main"):
        parts = html.fromstring(response.content).xpath(f"{path}//text()")
        return " ".join("".join(parts).split())

    def _find(self, response, path):
        return html.fromstring(response.content).xpath(path)

    def test_a_charge_opens_the_bookings_that_it_is_made_of(self):
        """Two hours at 12 €, and one: 36 € of February on one line of the account."""
        for day, last in ((3, 11), (5, 10)):
            self._book(
                self.room,
                self.amelie,
                (2026, 2, day, 9),
                (2026, 2, day, last),
                state="done",
            )
        self.env["caetic.resource.booking"]._charge_months(self.company)
        bookings = self.url_open("/my/resources/bookings")
        path = f"/my/activities/{self.studio.id}/money/cost"
        self.assertEqual(self._find(bookings, f"count(//a[@href='{path}'])"), 2)
        parts = self._find(self.url_open(path), "//details//dd//text()")
        amounts = [one.replace(",", ".") for one in parts if one.strip()[:1].isdigit()]
        self.assertEqual([float(one) for one in amounts], [24, 12])

    def _send(self, address, files=None, **values):
        page = html.fromstring(self.url_open("/my/resources/library/propose").content)
        csrf = page.xpath("//input[@name='csrf_token']/@value")[0]
        data = {"csrf_token": csrf, **values}
        return self.url_open(address, data=data, files=files)

    def _bookings(self, member=None):
        domain = [("member_id", "=", (member or self.amelie).id)]
        return self.env["caetic.resource.booking"].search(domain)

    # -- resources --------------------------------------------------------------------

    def test_the_list_and_a_resource(self):
        response = self.url_open("/my/resources")
        self.assertEqual(response.status_code, 200)
        self.assertIn("Salle de Limoux", self._read(response))
        response = self.url_open(f"{self.page}?day=2026-03-23")
        self.assertEqual(response.status_code, 200)
        keys = self._find(response, "//input[@name='slot']/@value")
        # Five days from 9 to 18.
        self.assertEqual((len(keys), keys[0]), (45, NINE))
        self.assertFalse(self._find(response, "//main//script"))

    def test_what_is_taken_cannot_be_chosen(self):
        self._book(self.room, self.bruno, (2026, 3, 23, 9), (2026, 3, 23, 10))
        response = self.url_open(f"{self.page}?day=2026-03-23")
        keys = self._find(response, "//input[@name='slot']/@value")
        self.assertEqual((len(keys), keys[0]), (44, TEN))
        self.assertNotIn("Bruno", self._read(response))

    def test_pictures_go_through_the_resource(self):
        url = f"{self.page}/pictures/{self.picture.id}"
        response = self.url_open(url)
        self.assertEqual(response.headers["Content-Type"], "image/png")
        other = self.env["ir.attachment"].create({"name": "a.png", "datas": PIXEL})
        with mute_logger("odoo.http"):
            for forged in (other.id, *FORGED):
                found = self.url_open(f"{self.page}/pictures/{forged}")
                self.assertEqual(found.status_code, 404)

    @mute_logger("odoo.http")
    def test_forged_numbers_and_days(self):
        self._send(f"{self.page}/book")
        for forged in FORGED:
            for url in (
                f"/my/resources/{forged}",
                f"/my/resources/library/{forged}/open",
            ):
                self.assertEqual(self.url_open(url).status_code, 404, url)
            for url in (
                f"/my/resources/{forged}/book",
                f"/my/resources/bookings/{forged}/cancel",
            ):
                self.assertEqual(self._send(url, slot=NINE).status_code, 404, url)
        for day in ("x", "9999-12-31", "0001-01-01", "2026-13-01"):
            response = self.url_open(f"{self.page}?day={day}")
            self.assertEqual(response.status_code, 200, day)

    # -- booking ----------------------------------------------------------------------

    def test_book_and_cancel(self):
        response = self._send(
            f"{self.page}/book", slot=NINE, count="2", words="Réunion client"
        )
        self.assertIn("message=booked", response.url)
        booking = self._bookings()
        self.assertEqual(
            (booking.start, booking.stop, booking.state),
            (paris(2026, 3, 23, 9), paris(2026, 3, 23, 11), "confirmed"),
        )
        self.assertEqual((booking.amount, booking.activity_id), (24, self.studio))
        self.assertIn("Réunion client", self._read(response))
        response = self._send(f"/my/resources/bookings/{booking.id}/cancel")
        self.assertIn("message=cancelled", response.url)
        self.assertEqual((booking.state, booking.amount_due), ("cancelled", 0))

    def test_what_is_approved_is_asked_for(self):
        self.room.needs_approval = True
        response = self._send(f"{self.page}/book", slot=NINE, count="1")
        self.assertIn("message=asked", response.url)
        self.assertEqual(self._bookings().state, "asked")

    def test_errors_stand_beside_the_field_and_nothing_is_lost(self):
        self._book(self.room, self.bruno, (2026, 3, 23, 10), (2026, 3, 23, 11))
        for values, field, status in (
            ({"slot": ""}, "slot", 422),
            ({"slot": "zzz"}, "slot", 422),
            ({"slot": "20260323T0830"}, "slot", 422),
            ({"slot": "20260316T0800"}, "slot", 422),  # it has begun
            ({"slot": "20270104T0800"}, "slot", 422),  # beyond 90 days
            ({"slot": NINE, "count": "2"}, "slot", 409),  # Bruno has 10 h
            ({"slot": NINE, "count": "0"}, "count", 422),
            ({"slot": NINE, "count": "5"}, "count", 422),
            ({"slot": NINE, "count": "1e3"}, "count", 422),
            ({"slot": NINE, "activity": str(self.pixel.id)}, "activity", 422),
            ({"slot": NINE, "words": "x" * 201}, "words", 422),
        ):
            with self.subTest(values=values):
                form = {"count": "1", "words": "À garder", "day": "2026-03-23"}
                response = self._send(f"{self.page}/book", **{**form, **values})
                self.assertEqual(response.status_code, status)
                self.assertTrue(
                    self._find(response, f"//*[@id='caetic_{field}_error']")
                )
                kept = self._find(response, "//input[@name='words']/@value")
                self.assertEqual(kept, [values.get("words", "À garder")])
        self.assertFalse(self._bookings())

    def test_somebody_else_s_booking(self):
        theirs = self._book(self.room, self.bruno, (2026, 3, 24, 9), (2026, 3, 24, 10))
        with mute_logger("odoo.http"):
            response = self._send(f"/my/resources/bookings/{theirs.id}/cancel")
        self.assertEqual(response.status_code, 404)
        self.assertEqual(theirs.state, "confirmed")

    def test_without_the_token_nothing_is_booked(self):
        with mute_logger("odoo.http"):
            response = self.url_open(f"{self.page}/book", data={"slot": NINE})
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self._bookings())

    def test_candidates_are_sent_home(self):
        self._create_member("Nora Petit", "res_cand")
        self.authenticate("res_cand", "res_cand")
        for url in ("/my/resources", self.page, "/my/resources/library"):
            response = self.url_open(url)
            self.assertNotIn("/my/resources", response.url)

    # -- library ----------------------------------------------------------------------

    def test_search_and_open(self):
        response = self.url_open("/my/resources/library?q=modele+4D7")
        self.assertIn("Modèle de devis 4d7", self._read(response))
        response = self.url_open("/my/resources/library?q=rien4d7&kind=x&trade=x")
        self.assertEqual(response.status_code, 200)
        self.assertNotIn("Modèle de devis", self._read(response, "//main//ul"))
        response = self.url_open(f"/my/resources/library/{self.paper.id}/open")
        self.assertEqual(response.content, PDF)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(self.paper.download_count, 1)

    def test_a_link_is_counted_too(self):
        link = self.env["caetic.library.document"].create(
            {"name": "Lien", "url": "https://example.org/a"}
        )
        response = self.url_open(
            f"/my/resources/library/{link.id}/open", allow_redirects=False
        )
        self.assertEqual(response.headers["Location"], "https://example.org/a")
        self.assertEqual(link.download_count, 1)

    @mute_logger("odoo.http")
    def test_what_is_not_published_is_not_given(self):
        self.paper.state = "proposed"
        url = f"/my/resources/library/{self.paper.id}/open"
        self.assertEqual(self.url_open(url).status_code, 404)
        self.paper.proposer_id = self.amelie
        self.assertEqual(self.url_open(url).content, PDF)

    def test_unsafe_files_are_refused_in_words(self):
        for name, content, word in unsafe_files():
            with self.subTest(name=name):
                response = self._send(
                    "/my/resources/library/propose",
                    files={"file": (name, content)},
                    name="Ma note",
                    kind="guide",
                )
                self.assertEqual(response.status_code, 422)
                error = self._read(response, "//*[@id='caetic_file_error']")
                self.assertIn(word, error)
                kept = self._find(response, "//input[@name='name']/@value")
                self.assertEqual(kept, ["Ma note"])

    def test_propose(self):
        url = "/my/resources/library/propose"
        response = self._send(url, name="Ma note", kind="guide", url="javascript:x")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._find(response, "//*[@id='caetic_url_error']"))
        kept = self._find(response, "//input[@name='name']/@value")
        self.assertEqual(kept, ["Ma note"])
        response = self._send(
            url, name="Ma note", kind="guide", url="https://example.org/n"
        )
        self.assertIn("message=proposed", response.url)
        document = self.env["caetic.library.document"].search(
            [("proposer_id", "=", self.amelie.id)]
        )
        self.assertEqual((document.name, document.state), ("Ma note", "proposed"))
