# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
from freezegun import freeze_time
from lxml import html
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import WorkshopCommon

PARIS = ZoneInfo("Europe/Paris")
# Summer time starts on 29 March 2026 and ends on 25 October 2026.
DAYS = ("2026-03-28", "2026-03-30", "2026-10-24", "2026-10-26")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestCalendar(WorkshopCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_person("Amélie Durand", "agenda_amelie")
        cls.bruno = cls._create_person("Bruno Vidal", "agenda_bruno")
        cls.workshop = cls._create_session(cls.offer, DAYS, name="Offre, prix ; été")
        cls._register(cls.workshop, cls.amelie)
        cls.tokens = cls.env["caetic.calendar.token"]

    def _renew(self, member):
        return self.tokens.with_user(member.user_id)._renew()

    def _read(self, token):
        self.authenticate(None, None)
        return self.url_open(f"/caetic/calendar/{token}.ics")

    def _events(self, token):
        response = self._read(token)
        self.assertEqual(response.status_code, 200)
        self.assertTrue(response.headers["Content-Type"].startswith("text/calendar"))
        return icalendar.Calendar.from_ical(response.content).walk("VEVENT")

    # -- what is in it --------------------------------------------------------------

    def test_local_hours_across_both_changes_of_hour(self):
        """9:00 in Limoux is 8:00 UTC in winter and 7:00 UTC in summer."""
        events = self._events(self._renew(self.amelie))
        starts = [one["DTSTART"].dt.astimezone(PARIS) for one in events]
        ends = [one["DTEND"].dt.astimezone(PARIS) for one in events]
        expected = [
            (day, hours)
            for day in DAYS
            for hours in (("09:00", "12:30"), ("14:00", "17:30"))
        ]
        found = [
            (start.date().isoformat(), (f"{start:%H:%M}", f"{end:%H:%M}"))
            for start, end in zip(starts, ends, strict=True)
        ]
        self.assertEqual(found, expected)
        utc = [one["DTSTART"].dt.astimezone(ZoneInfo("UTC")).hour for one in events]
        self.assertEqual(utc, [8, 13, 7, 12, 7, 12, 8, 13])

    def test_what_an_entry_says(self):
        event = self._events(self._renew(self.amelie))[0]
        self.assertEqual(event["SUMMARY"], "Offre, prix ; été")
        self.assertIn("Limoux", event["LOCATION"])
        self.assertIn(f"/my/workshops/{self.workshop.id}", event["URL"])

    def test_entries_keep_their_name(self):
        token = self._renew(self.amelie)
        names = [[one["UID"] for one in self._events(token)] for _read in range(2)]
        self.assertEqual(names[0], names[1])
        self.assertEqual(len(set(names[0])), 8)

    def test_own_dates_only(self):
        self.assertEqual(self._events(self._renew(self.bruno)), [])

    def test_who_waits_withdraws_or_facilitates(self):
        token = self._renew(self.bruno)
        full = self._create_session(self.sales, ["2026-03-31"], seats=1)
        self._register(full, self.amelie)
        waiting = self._register(full, self.bruno)
        self.assertEqual(self._events(token), [])
        full.seats_max = 2
        self.assertEqual(len(self._events(token)), 2)
        waiting.action_cancel()
        self.assertEqual(self._events(token), [])
        full.caetic_facilitator_ids = [(0, 0, {"partner_id": self.bruno.partner_id.id})]
        self.assertEqual(len(self._events(token)), 2)
        full.action_caetic_cancel()
        self.assertEqual(self._events(token), [])

    # -- the key ----------------------------------------------------------------------

    @mute_logger("odoo.http")
    def test_unknown_revoked_and_archived(self):
        first = self._renew(self.amelie)
        second = self._renew(self.amelie)
        self.assertEqual(self._read(first).status_code, 404)
        self.assertEqual(self._read(second).status_code, 200)
        self.tokens.with_user(self.amelie.user_id)._revoke()
        self.assertEqual(self._read(second).status_code, 404)
        third = self._renew(self.amelie)
        self.amelie.user_id.active = False
        self.assertEqual(self._read(third).status_code, 404)
        for forged in ("a", "a" * 5000, "%00", "' OR 1=1"):
            self.assertEqual(self._read(forged).status_code, 404, forged)

    def test_the_key_is_not_kept(self):
        token = self._renew(self.amelie)
        row = self.tokens.sudo().search([("user_id", "=", self.amelie.user_id.id)])
        self.assertNotIn(token, str(row.read()))
        self.assertEqual(len(token), 43, "256 bits")
        with self.assertRaises(AccessError):
            row.with_user(self.amelie.user_id).read(["digest"])

    @mute_logger("odoo.sql_db")
    def test_one_live_key_a_person(self):
        self._renew(self.amelie)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.tokens.sudo().create(
                {"user_id": self.amelie.user_id.id, "digest": "0"}
            )
            self.env.flush_all()

    def test_keys_of_others_are_nobody_s(self):
        self._renew(self.amelie)
        for user in (self.bruno.user_id, self.coordinator, self.adviser):
            self.assertFalse(self.tokens.with_user(user).search([]))
        with self.assertRaises(AccessError):
            self.tokens.with_user(self.bruno.user_id).create(
                {"user_id": self.bruno.user_id.id, "digest": "1"}
            )

    def test_reading_it_writes_nothing(self):
        token = self._renew(self.amelie)
        self.assertFalse(self._read(token).cookies)
        self.assertIn("private", self._read(token).headers["Cache-Control"])

    # -- the page ---------------------------------------------------------------------

    def test_the_page_shows_the_address_once(self):
        self.authenticate("agenda_amelie", "agenda_amelie")
        url = "/my/workshops/calendar"
        page = html.fromstring(self.url_open(url).content)
        csrf = page.xpath("//input[@name='csrf_token']/@value")[0]
        response = self.url_open(url, data={"csrf_token": csrf, "do": "renew"})
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        page = html.fromstring(response.content)
        address = page.xpath("//input[@id='caetic_calendar_address']/@value")[0]
        again = self.url_open(url).text
        self.assertNotIn("caetic_calendar_address", again)
        self.url_open(url, data={"csrf_token": csrf, "do": "revoke"})
        self.authenticate(None, None)
        path = address.partition("/caetic/")[2]
        self.assertEqual(self.url_open(f"/caetic/{path}").status_code, 404)

    def test_moments_are_naive_utc_in_the_model(self):
        user = self.amelie.user_id
        entries = user._get_calendar_entries(datetime(2026, 3, 1), datetime(2026, 4, 1))
        self.assertEqual(len(entries), 8)
        self.assertEqual(min(one["start"] for one in entries), datetime(2026, 3, 28, 8))
        none = user._get_calendar_entries(datetime(2025, 1, 1), datetime(2025, 2, 1))
        self.assertEqual(none, [])
