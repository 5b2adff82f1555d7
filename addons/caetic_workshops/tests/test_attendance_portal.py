# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Facilitators take attendance, people sign by the code: who, when, once."""

from datetime import timedelta

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged

from .attendance_common import AFTER, DURING, AttendanceCase, drawing

# What a person without any role may read of these families: lists of words, the same
# for everybody.
LISTS = {
    "account.payment.term",
    "caetic.accelerator.template",
    "caetic.accelerator.template.step",
    "caetic.competence",
    "caetic.competence.deadline",
    "caetic.competence.expectation",
    "caetic.competence.level",
    "caetic.document.type",
    "caetic.note.category",
    "caetic.trade",
    "caetic.trade.family",
    "caetic.workshop.module",
    "event.tag",
    "event.tag.category",
}
FAMILIES = ("caetic.", "event.", "calendar.", "survey.", "hr.", "account.")


class PortalCase(AttendanceCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.sheet = f"/my/sheets/{self.workshop.id}"
        self.half_day = f"{self.sheet}/{self.morning.id}"

    def _log_in(self, login="facilitator_lydia"):
        self.authenticate(login, login.ljust(8, "x"))
        # Any form of the visit holds the same token.
        page = html.fromstring(self.url_open("/my/account").content)
        self.csrf = page.xpath("//input[@name='csrf_token']/@value")[0]

    def _post(self, url, status=200, **form):
        form["csrf_token"] = self.csrf
        response = self.url_open(url, data=form)
        self.assertEqual(response.status_code, status)
        return response

    def _path(self, response):
        return response.url.split("?")[0].removeprefix(self.base_url())

    def _here(self, slot=None):
        url = (slot or self.morning).sudo()._caetic_get_code_url_sudo()
        return url[url.index("/my/here/") :]

    def _text(self, response):
        page = html.fromstring(response.content)
        return " ".join(page.xpath("string(//main)").split())


@tagged("post_install", "-at_install")
@freeze_time(DURING)
class TestSheetPortal(PortalCase):
    # -- the facilitator ---------------------------------------------------------

    def test_own_sessions_only(self):
        other = self._create_session("Autre atelier", caetic_facilitator_ids=False)
        other.sudo().caetic_facilitator_ids.unlink()
        self._log_in()
        response = self.url_open("/my/sheets")
        self.assertIn(self.workshop.name, response.text)
        self.assertNotIn("Autre atelier", response.text)
        slot = other.event_slot_ids[0]
        for url in (
            f"/my/sheets/{other.id}",
            f"/my/sheets/{other.id}/blank",
            f"/my/sheets/{other.id}/{slot.id}/sign",
            f"/my/sheets/{other.id}/{slot.id}/code",
            f"/my/sheets/{other.id}/{slot.id}/close",
            f"/my/sheets/{other.id}/{slot.id}/pdf",
            # A half-day of another session behind one's own.
            f"/my/sheets/{self.workshop.id}/{slot.id}/sign",
            "/my/sheets/999999999999999999999",
        ):
            with self.subTest(url=url):
                response = self.url_open(url)
                self.assertEqual(response.status_code, 200)
                self.assertEqual(self._path(response), "/my/sheets")

    def test_others_have_no_sheet(self):
        self._log_in("portal_amelie")
        self.assertEqual(self._path(self.url_open(self.sheet)), "/my/sheets")
        self._post(
            self.sheet, **{f"a_{self._row(self.morning, self.amelie).id}": "present"}
        )
        self.assertEqual(self._row(self.morning, self.amelie).state, "registered")

    def test_the_sheet_shows_names_and_nothing_else(self):
        self._log_in()
        response = self.url_open(self.sheet)
        self.assertIn("Amélie Durand", response.text)
        self.assertNotIn("amélie@example.com", response.text)
        self.assertNotIn("@example.com", response.text)

    def test_all_people_and_half_days_in_one_post(self):
        marks = {
            (self.morning, self.amelie): "present",
            (self.morning, self.bruno): "absent",
            (self.afternoon, self.bruno): "excused",
        }
        form = {
            f"a_{self._row(slot, member).id}": state
            for (slot, member), state in marks.items()
        }
        self._log_in()
        self._post(self.sheet, **form, a_0="present", a_x="present")
        for (slot, member), state in marks.items():
            self.assertEqual(self._row(slot, member).state, state)
        row = self._row(self.morning, self.amelie)
        self.assertEqual(row.signatory, "Lydia Bouziane")
        self.assertEqual((row.method, row.hours), ("facilitator", 3.5))
        page = html.fromstring(self.url_open(self.sheet).content)
        checked = page.xpath("//input[@type='radio'][@checked]/@value")
        self.assertEqual(sorted(checked), ["absent", "excused", "present"])

    def test_nobody_is_present_before_the_half_day(self):
        row = self._row(self.afternoon, self.amelie)
        self._log_in()
        self._post(self.sheet, **{f"a_{row.id}": "present"})
        self.assertEqual(row.state, "registered")

    def test_rows_of_other_sessions_are_left_alone(self):
        other = self._create_session("Autre atelier")
        other.sudo().caetic_facilitator_ids.unlink()
        self._register(other, self.chloe)
        row = other.event_slot_ids.sorted("start_hour")[0].sudo().caetic_attendance_ids
        self._log_in()
        self._post(self.sheet, **{f"a_{row.id}": "present"})
        self.assertEqual(row.state, "registered")

    def test_the_others_are_present(self):
        self._row(self.morning, self.bruno).write({"state": "excused"})
        self._log_in()
        self._post(self.sheet, all=str(self.morning.id))
        self.assertEqual(self._row(self.morning, self.amelie).state, "present")
        self.assertEqual(self._row(self.morning, self.bruno).state, "excused")
        self.assertEqual(self._row(self.afternoon, self.amelie).state, "registered")

    def test_a_signature_made_meanwhile_is_kept(self):
        row = self._row(self.morning, self.amelie)
        row._sign_sudo("qr")
        self._log_in()
        self._post(self.sheet, **{f"a_{row.id}": "absent"})
        self.assertEqual(row.state, "present")
        self.assertFalse(row._check_seals())

    def test_without_the_token_of_the_form_nothing_is_written(self):
        row = self._row(self.morning, self.amelie)
        self._log_in()
        response = self.url_open(self.sheet, data={f"a_{row.id}": "present"})
        self.assertEqual(response.status_code, 400)
        self.assertEqual(row.state, "registered")

    # -- tablet ------------------------------------------------------------------

    def test_signed_on_the_tablet(self):
        row = self._row(self.morning, self.amelie)
        self._log_in()
        url = f"{self.half_day}/sign"
        self.assertIn("Amélie Durand", self.url_open(url).text)
        self._post(f"{url}?row={row.id}", 422, signature="")
        self._post(f"{url}?row={row.id}", 422, signature="data:image/png;base64,AAAA")
        self.assertFalse(row.seal)
        response = self._post(f"{url}?row={row.id}", signature=drawing())
        self.assertEqual(self._path(response), url)
        self.assertEqual((row.state, row.method), ("present", "tablet"))
        self.assertTrue(row.signature)
        self.assertFalse(row._check_seals())
        self.assertNotIn("Amélie Durand", self._text(response))
        # Once: the name is no longer on the list.
        self._post(f"{url}?row={row.id}", 409, signature=drawing())

    def test_closed_with_the_signature_of_the_facilitator(self):
        self._log_in()
        url = f"{self.half_day}/close"
        response = self._post(url, 409, signature=drawing())
        self.assertIn("Bruno Vidal", response.text)
        self._post(self.sheet, all=str(self.morning.id))
        self._post(url, 422, signature="data:image/png;base64,AAAA")
        response = self._post(url, signature=drawing())
        self.assertEqual(self._path(response), self.sheet)
        self.assertEqual(self.morning.caetic_sheet_state, "closed")
        self.assertEqual(self.morning.caetic_closer_id, self.facilitator.partner_id)
        self.assertTrue(self.morning.sudo().caetic_closer_signature)
        self.assertTrue(self.morning.sudo().pdf_sha256)
        rows = self.morning.sudo().caetic_attendance_ids
        self.assertFalse(rows._check_seals())
        self.assertEqual(self.url_open(f"{self.half_day}/pdf").status_code, 200)
        # Closed once.
        self.assertEqual(self._path(self._post(url)), self.sheet)

    def test_corrected_on_the_portal_while_open(self):
        row = self._row(self.morning, self.amelie)
        row._sign_sudo("tablet")
        self._log_in()
        url = f"{self.half_day}/correct/{row.id}"
        response = self._post(url, 422, state="absent", reason=" ")
        page = html.fromstring(response.content)
        self.assertTrue(page.xpath("//input[@value='absent'][@checked]"))
        self._post(url, state="absent", reason="Partie à 9 h 10")
        self.assertEqual(row.state, "absent")
        self.assertEqual(row.correction_ids.reason, "Partie à 9 h 10")
        self._row(self.morning, self.bruno).write({"state": "absent"})
        self.morning.with_user(self.coordinator).action_caetic_close_sheet()
        response = self._post(url, state="present", reason="Erreur")
        self.assertEqual(self._path(response), self.sheet)
        self.assertEqual(row.state, "absent")

    # -- the code in the room -------------------------------------------------------

    def test_the_code_is_a_picture_of_an_address(self):
        self._log_in()
        response = self.url_open(f"{self.half_day}/code")
        self.assertEqual(response.headers["Cache-Control"], "private, no-store")
        page = html.fromstring(response.content)
        [source] = page.xpath("//img/@src[starts-with(., 'data:image/png')]")
        self.assertGreater(len(source), 1000)
        # The address itself is not on the page: it is scanned in the room.
        self.assertNotIn("/my/here/", response.text)

    def test_scanned_signed_once(self):
        self._log_in("portal_amelie")
        url = self._here()
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertIn("Amélie Durand", self._text(response))
        self.assertEqual(self._row(self.morning, self.amelie).state, "registered")
        response = self._post(url, signature=drawing())
        self.assertEqual(response.status_code, 200)
        row = self._row(self.morning, self.amelie)
        self.assertEqual((row.state, row.method), ("present", "qr"))
        self.assertEqual(row.signatory, "Amélie Durand")
        self.assertFalse(row._check_seals())
        self.assertEqual(self.url_open(url).status_code, 409)
        self._post(url, 409)
        self.assertEqual(self._row(self.afternoon, self.amelie).state, "registered")

    def test_without_a_drawing_the_login_signs(self):
        self._log_in("portal_amelie")
        self._post(self._here())
        row = self._row(self.morning, self.amelie)
        self.assertEqual(row.state, "present")
        self.assertFalse(row.signature)
        self.assertFalse(row._check_seals())

    def test_only_during_the_half_day(self):
        """9 h to 12 h 30 in Paris, 15 minutes before and after, in summer time."""
        self._log_in("portal_amelie")
        url = self._here()
        for moment, status in (
            ("2026-06-04 06:44:59", 403),
            ("2026-06-04 06:45:00", 200),
            ("2026-06-04 10:45:00", 200),
            ("2026-06-04 10:45:01", 403),
        ):
            with self.subTest(moment=moment), freeze_time(moment):
                self.assertEqual(self.url_open(url).status_code, status)
        self.company.caetic_sign_margin = 0
        with freeze_time("2026-06-04 06:59:59"):
            self._post(url, 403)
        self.assertEqual(self._row(self.morning, self.amelie).state, "registered")

    def test_in_winter_the_clock_is_an_hour_later(self):
        event = self._create_session("Atelier d'hiver", day="2026-11-26")
        self._register(event, self.amelie)
        morning = event.event_slot_ids.sorted("start_hour")[0]
        self._log_in("portal_amelie")
        with freeze_time("2026-11-26 07:44:00"):
            self.assertEqual(self.url_open(self._here(morning)).status_code, 403)
        with freeze_time("2026-11-26 07:46:00"):
            self.assertEqual(self.url_open(self._here(morning)).status_code, 200)

    def test_only_for_whoever_is_registered(self):
        self._log_in("portal_chloe")
        url = self._here()
        self.assertEqual(self.url_open(url).status_code, 403)
        [registration] = self._register(self.workshop, self.chloe, state="waiting")
        for state in ("waiting", "cancel", "draft"):
            registration.write({"state": state})
            self._post(url, 403)
        self.assertFalse(self._row(self.morning, self.chloe))
        registration.write({"state": "open"})
        self._post(url)
        self.assertEqual(self._row(self.morning, self.chloe).state, "present")

    def test_a_wrong_code_is_unknown(self):
        self._log_in("portal_amelie")
        url = self._here()
        token = url.rpartition("/")[2]
        self.assertEqual(len(token), 40)
        for forged in (
            url[:-1] + ("0" if url[-1] != "0" else "1"),
            f"/my/here/{self.afternoon.id}/{token}",
            f"/my/here/999999999/{token}",
            f"/my/here/99999999999999999999/{token}",
            f"/my/here/{self.morning.id}/x",
        ):
            self.assertEqual(self.url_open(forged).status_code, 404)
        self.assertEqual(self._row(self.morning, self.amelie).state, "registered")

    def test_a_renewed_code_kills_the_old_one(self):
        old = self._here()
        self._log_in()
        self._post(f"{self.half_day}/code")
        self._log_in("portal_amelie")
        self.assertEqual(self.url_open(old).status_code, 404)
        self.assertEqual(self.url_open(self._here()).status_code, 200)

    def test_the_scan_leads_through_the_login(self):
        response = self.url_open(self._here())
        self.assertEqual(self._path(response), "/web/login")
        self.assertIn("redirect=%2Fmy%2Fhere%2F", response.url)

    def test_a_closed_sheet_takes_no_signature(self):
        self._close(self.morning, amelie="absent", bruno="present")
        self._log_in("portal_amelie")
        self._post(self._here(), 409)
        self.assertEqual(self._row(self.morning, self.amelie).state, "absent")

    # -- certificate ---------------------------------------------------------------

    def test_certificate_of_ones_own(self):
        url = f"/my/sheets/certificate/{self.registrations[0].id}"
        self._log_in("portal_amelie")
        self.assertEqual(self.url_open(url).status_code, 409)
        self._close(self.morning, amelie="present", bruno="present")
        self.assertEqual(self.url_open(url).status_code, 200)
        self._log_in("portal_bruno")
        self.assertIn(self._path(self.url_open(url)), ("/my", "/my/home"))

    # -- what a facilitator from outside sees ----------------------------------------

    def test_a_facilitator_from_outside_sees_nothing_else(self):
        """No session, no person, no stay, no paper: the rows of own sheets only."""
        other = self._create_session("Autre atelier")
        other.sudo().caetic_facilitator_ids.unlink()
        self._register(other, self.chloe)
        seen = {}
        for name in sorted(self.env.registry):
            model = self.env[name].with_user(self.facilitator).sudo(False)
            if model._abstract or model._transient or not name.startswith(FAMILIES):
                continue
            if model.has_access("read"):
                seen[name] = model.search([])
            for right in ("write", "create", "unlink"):
                self.assertFalse(model.has_access(right), f"{name}: {right}")
        rows = seen.pop("caetic.attendance")
        self.assertEqual(rows.sudo().event_id, self.workshop)
        self.assertEqual(len(rows), 4)
        found = {name for name, records in seen.items() if records}
        self.assertLessEqual(found, LISTS)
        with self.assertRaises(AccessError):
            rows[0].write({"state": "present"})
        with self.assertRaises(AccessError):
            rows[0].read(["signature"])
        people = self.env["res.partner"].with_user(self.facilitator).search([])
        self.assertNotIn(self.amelie.partner_id, people)

    def test_private_methods_are_closed_to_rpc(self):
        self._log_in()
        for model, method, ids in (
            ("event.event", "_portal_get_sessions", []),
            ("event.slot", "_caetic_close_sheet_sudo", self.morning.ids),
            ("caetic.attendance", "_sign_sudo", [1]),
            ("event.slot", "action_caetic_close_sheet", self.morning.ids),
        ):
            response = self.url_open(
                f"/web/dataset/call_kw/{model}/{method}",
                json={
                    "params": {
                        "model": model,
                        "method": method,
                        "args": [ids],
                        "kwargs": {},
                    }
                },
            )
            self.assertIn("error", response.json())
        self.assertEqual(self.morning.caetic_sheet_state, "open")


@tagged("post_install", "-at_install")
@freeze_time(AFTER)
class TestSheetQueries(AttendanceCase):
    def _sheet(self, count):
        """A session of two half-days of so many people, and what marks them all."""
        event = self._create_session(f"Atelier de {count}")
        partners = self.env["res.partner"].create(
            [{"name": f"Personne {number:03d}"} for number in range(count)]
        )
        self.env["event.registration"].create(
            [{"event_id": event.id, "partner_id": one.id} for one in partners]
        )
        rows = event.sudo().event_slot_ids.caetic_attendance_ids
        states = ("present", "absent", "excused")
        marks = {row.id: states[rank % 3] for rank, row in enumerate(rows)}
        return event.with_user(self.facilitator).sudo(), marks

    def _count(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - start

    def test_saving_asks_the_same_for_few_and_for_many(self):
        found = []
        for count in (3, 120):
            event, marks = self._sheet(count)
            read = self._count(event._portal_get_sheet)
            write = self._count(
                lambda event=event, m=marks: event._portal_save_sheet(m)
            )
            found.append((read, write))
            states = event.event_slot_ids.caetic_attendance_ids.mapped("state")
            self.assertEqual(len(states), 2 * count)
            self.assertNotIn("registered", states)
        self.assertEqual(*found)

    def test_half_days_to_come_keep_their_marks(self):
        event, marks = self._sheet(3)
        with freeze_time(AFTER) as clock:
            clock.tick(-timedelta(days=2))
            written, kept = event._portal_save_sheet(marks)
        self.assertEqual((written, kept), (2, 4))
