# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rows of the sheets, their seals, their corrections (R306, R1002)."""

import hashlib
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from odoo.addons.caetic_members.models.caetic_purge_door import through_door

from ..signature import raw, read_signature
from .attendance_common import AFTER, DAY, DURING, AttendanceCase, drawing

PICTURE = read_signature(drawing())[0]


@tagged("post_install", "-at_install")
@freeze_time(DURING)
class TestAttendance(AttendanceCase):
    # -- rows ------------------------------------------------------------------

    def test_a_row_for_each_registration_and_half_day(self):
        rows = self.workshop.sudo().event_slot_ids.caetic_attendance_ids
        found = {(row.slot_id, row.member_id) for row in rows}
        people, slots = (self.amelie, self.bruno), (self.morning, self.afternoon)
        self.assertEqual(found, {(slot, one) for slot in slots for one in people})
        self.assertEqual(set(rows.mapped("state")), {"registered"})
        self.assertEqual(self.morning.caetic_unfilled_count, 2)

    def test_late_registration_and_withdrawal(self):
        [registration] = self._register(self.workshop, self.chloe)
        self.assertTrue(self._row(self.morning, self.chloe))
        self._row(self.morning, self.chloe).write({"state": "present"})
        registration.write({"state": "cancel"})
        # What was filled in stays; what was not is taken off.
        self.assertEqual(self._row(self.morning, self.chloe).state, "present")
        self.assertFalse(self._row(self.afternoon, self.chloe))

    def test_waiting_list_is_not_on_the_sheet(self):
        [registration] = self._register(self.workshop, self.chloe, state="waiting")
        self.assertFalse(self._row(self.morning, self.chloe))
        registration.write({"state": "open"})
        self.assertTrue(self._row(self.morning, self.chloe))

    def test_filling_twice_adds_nothing_and_new_half_days_follow(self):
        slots_sudo = self.workshop.sudo().event_slot_ids
        slots_sudo._caetic_fill_sheet_sudo()
        self.assertEqual(len(slots_sudo.caetic_attendance_ids), 4)
        evening = self.env["event.slot"].create(
            {
                "event_id": self.workshop.id,
                "date": "2026-06-04",
                "start_hour": 18,
                "end_hour": 20,
            }
        )
        self.assertEqual(evening.caetic_person_count, 2)

    def test_meetings_without_a_module_have_no_sheet(self):
        event = self._create_session("Réunion", caetic_module_id=False)
        self._register(event, self.amelie)
        self.assertFalse(event.sudo().event_slot_ids.caetic_attendance_ids)

    def test_a_closed_sheet_takes_nobody_any_more(self):
        self._close(self.morning, amelie="present", bruno="absent")
        self._register(self.workshop, self.chloe)
        self.assertFalse(self._row(self.morning, self.chloe))
        self.assertTrue(self._row(self.afternoon, self.chloe))

    # -- hours -----------------------------------------------------------------

    def test_hours_of_a_half_day_absent_and_one_present(self):
        """9 h to 12 h 30 missed, 14 h to 17 h 30 attended: 3.50 hours."""
        with freeze_time(AFTER):
            self._close(self.morning, amelie="absent", bruno="present")
            self._close(self.afternoon, amelie="present", bruno="excused")
        self.assertEqual(self._row(self.morning, self.amelie).hours, 0)
        self.assertEqual(self._row(self.afternoon, self.amelie).hours, 3.5)
        groups = self.env["caetic.attendance"]._read_group(
            [("event_id", "=", self.workshop.id)],
            ["partner_id", "module_id", "date:month"],
            ["hours:sum"],
        )
        month = fields.Date.to_date("2026-06-01")
        self.assertEqual(
            {partner: (module, day, amount) for partner, module, day, amount in groups},
            {
                self.amelie.partner_id: (self.module, month, 3.5),
                self.bruno.partner_id: (self.module, month, 3.5),
            },
        )

    def test_hours_by_funder(self):
        funder = self.env["res.partner"].create(
            {
                "name": "Département de l'Aude",
                "is_company": True,
                "caetic_organisation_kind": "funder",
            }
        )
        action = (
            self.env["caetic.funded.action"]
            .sudo()
            .create(
                {
                    "name": "Accompagner",
                    "funder_id": funder.id,
                    "date_start": "2026-01-01",
                }
            )
        )
        self.workshop.caetic_funded_action_id = action
        self._close(self.morning, amelie="present", bruno="present")
        [(found, amount)] = self.env["caetic.attendance"]._read_group(
            [("event_id", "=", self.workshop.id)], ["funder_id"], ["hours:sum"]
        )
        self.assertEqual((found, amount), (funder, 7.0))

    def test_minutes_are_rounded_half_up(self):
        """8 h 20 to 11 h 40: 200 minutes are 3.33 hours."""
        event = self._create_session("Court", hours=[(8 + 20 / 60, 11 + 40 / 60)])
        self.assertEqual(event.event_slot_ids.caetic_hours, 3.33)

    # -- what staff write ------------------------------------------------------

    def test_staff_fill_in_the_state_and_nothing_else(self):
        row = self._row(self.morning, self.amelie).with_user(self.adviser)
        row.write({"state": "present"})
        self.assertEqual(row.method, "facilitator")
        self.assertEqual(row.signatory, self.adviser.name)
        self.assertEqual(str(row.signed_at), DURING)
        for values in ({"signatory": "X"}, {"state": "absent", "seal": "0"}):
            with self.assertRaises(UserError):
                row.write(values)

    def test_entrepreneur_reads_own_rows_and_writes_none(self):
        rows = self.env["caetic.attendance"].with_user(self.amelie.user_id)
        found = rows.search([])
        self.assertEqual(found.sudo().member_id, self.amelie)
        self.assertEqual(len(found), 2)
        with self.assertRaises(AccessError):
            found.write({"state": "present"})
        with self.assertRaises(AccessError):
            found[:1].read(["signature"])

    def test_not_filled_in_is_found_when_it_is_over(self):
        domain = [("is_late", "=", True), ("event_id", "=", self.workshop.id)]
        slots = [("caetic_is_late", "=", True), ("event_id", "=", self.workshop.id)]
        self.assertFalse(self.env["caetic.attendance"].search(domain))
        self.assertFalse(self.env["event.slot"].search(slots))
        with freeze_time("2026-06-04 11:00:00"):
            self.assertEqual(
                self.env["caetic.attendance"].search(domain).slot_id, self.morning
            )
            self.assertEqual(self.env["event.slot"].search(slots), self.morning)
            queues = self.env["caetic.desk"]._get_queues(fields.Date.today())
            self.assertEqual(
                self.env["event.slot"].search_count(
                    [*queues["sheets"]["domain"], *slots]
                ),
                1,
            )

    # -- closing ---------------------------------------------------------------

    def test_a_sheet_that_is_not_filled_in_is_not_closed(self):
        self._row(self.morning, self.amelie).write({"state": "present"})
        with self.assertRaisesRegex(UserError, "Bruno Vidal"):
            self.morning.with_user(self.coordinator).action_caetic_close_sheet()
        with self.assertRaises(UserError):
            self._close(self.afternoon, amelie="present", bruno="present")

    def test_closing_seals_every_row(self):
        self._close(self.morning, amelie="present", bruno="absent")
        rows = self.morning.sudo().caetic_attendance_ids
        self.assertTrue(all(rows.mapped("seal")))
        self.assertEqual(self.morning.caetic_sheet_state, "closed")
        self.assertEqual(self.morning.caetic_closer_name, self.coordinator.name)
        self.assertFalse(rows._check_seals())
        with self.assertRaises(UserError):
            self.morning.sudo().write({"caetic_sheet_state": "open"})

    # -- seals -----------------------------------------------------------------

    def _sign(self):
        row = self._row(self.morning, self.amelie)
        row._sign_sudo("tablet", PICTURE)
        return row

    def test_a_signature_is_kept_with_its_hash_and_time(self):
        row = self._sign().with_context(bin_size=False)
        self.assertEqual(row.state, "present")
        self.assertEqual(str(row.signed_at), DURING)
        self.assertEqual(row.signatory, "Amélie Durand")
        self.assertEqual(raw(row.signature), PICTURE)
        self.assertEqual(row.signature_hash, hashlib.sha256(PICTURE).hexdigest())
        self.assertEqual(len(row.seal), 64)
        self.assertFalse(row._check_seals())

    def test_a_sealed_row_is_written_by_nobody(self):
        row = self._sign()
        later = fields.Datetime.now() + timedelta(hours=1)
        for values in (
            {"state": "absent"},
            {"signed_at": later},
            {"signature": False},
            {"seal": "0"},
            {"registration_id": self.registrations[1].id},
        ):
            for rows in (row, row.with_user(self.coordinator)):
                with self.assertRaises(UserError):
                    rows.write(values)
        with self.assertRaises(UserError):
            row.unlink()
        # Contexts come by RPC: none of them opens the door.
        forged = row.with_context(caetic_attendance_correcting=True)
        with self.assertRaises(UserError):
            forged.write({"state": "absent"})

    def _tamper(self, record, **values):
        """Change the database behind the ORM's back, and read again."""
        self.env.flush_all()
        table = SQL.identifier(record._table)
        for column, value in values.items():
            name = SQL.identifier(column)
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id = %s", table, name, value, record.id
                )
            )
        self.env.invalidate_all()

    def _erase(self, record):
        self.env.flush_all()
        table = SQL.identifier(record._table)
        self.env.cr.execute(SQL("DELETE FROM %s WHERE id = %s", table, record.id))
        self.env.invalidate_all()

    def test_any_change_of_a_sealed_row_is_detected(self):
        row = self._sign()
        changes = {
            "state": "absent",
            "first_state": "absent",
            "signed_at": "2026-06-04 07:06:00",
            "partner_id": self.bruno.partner_id.id,
            "member_id": self.bruno.id,
            "registration_id": self.registrations[1].id,
            "person_name": "Amélie Durant",
            "person_hash": "0" * 64,
            "signatory": "Bruno Vidal",
            "signature_hash": "0" * 64,
            "method": "qr",
            "slot_id": self.afternoon.id,
            "date": "2026-06-05",
            "hours": 7,
            "seal": "0" * 64,
            "seal_previous": "0" * 64,
        }
        # The other rows of the two are out of the way: one row a person and half-day.
        others = self.workshop.sudo().event_slot_ids.caetic_attendance_ids - row
        others.unlink()
        for column, value in changes.items():
            before = row.read([column], load="")[0][column]
            with self.subTest(column=column):
                self._tamper(row, **{column: value})
                self.assertEqual(row._check_seals(), row)
            self._tamper(row, **{column: before})
            self.assertFalse(row._check_seals())

    def test_a_seal_that_was_taken_away_is_detected(self):
        row = self._sign()
        self._tamper(row, seal=None)
        self.assertEqual(row._check_seals(), row)

    def test_another_picture_is_detected(self):
        row = self._sign()
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "caetic.attendance"),
                    ("res_id", "=", row.id),
                    ("res_field", "=", "signature"),
                ]
            )
        )
        other, _issue = read_signature(drawing((300, 100)))
        attachment.raw = other
        self.env.invalidate_all()
        self.assertEqual(row._check_seals(), row)
        attachment.unlink()
        self.env.invalidate_all()
        self.assertEqual(row._check_seals(), row)

    def test_a_half_day_that_was_moved_is_detected(self):
        row = self._sign()
        moved = {"start_hour": (8.5, 9), "date": ("2026-06-05", DAY)}
        for column, (value, before) in moved.items():
            self._tamper(self.morning, **{column: value})
            self.assertEqual(row._check_seals(), row)
            self._tamper(self.morning, **{column: before})
        self.assertFalse(row._check_seals())

    def test_a_row_that_was_deleted_is_detected(self):
        with freeze_time(AFTER):
            self._close(self.morning, amelie="present", bruno="present")
            self._close(self.afternoon, amelie="present", bruno="present")
        rows = self.workshop.sudo().event_slot_ids.caetic_attendance_ids
        self.assertFalse(rows._check_seals())
        gone = self._row(self.morning, self.amelie)
        rest = rows - gone
        self._erase(gone)
        # The closed sheet counted it, and the afternoon names its seal.
        broken = rest._check_seals()
        self.assertIn(self._row(self.morning, self.bruno), broken)
        self.assertNotIn(self._row(self.afternoon, self.bruno), broken)
        other = self._row(self.afternoon, self.amelie)
        self.assertFalse(other in broken)

    def test_a_sheet_that_was_opened_again_is_detected(self):
        self._close(self.morning, amelie="present", bruno="present")
        rows = self.morning.sudo().caetic_attendance_ids
        self._tamper(self.morning, caetic_sheet_state="open")
        self.assertEqual(rows._check_seals(), rows)
        self._tamper(self.morning, caetic_sheet_state="closed")
        self.assertFalse(rows._check_seals())
        self._tamper(self.morning, caetic_closer_name="X")
        self.assertEqual(rows._check_seals(), rows)

    def test_check_asks_the_same_whatever_the_number_of_rows(self):
        events = [self._create_session(f"Atelier {number}") for number in range(6)]
        for event in events:
            self._register(event, self.amelie, self.bruno, self.chloe)
        slots = self.env["event.slot"].union(
            *(event.event_slot_ids.sorted("start_hour")[0] for event in events)
        )
        slots_sudo = slots.sudo()
        for row in slots_sudo.caetic_attendance_ids:
            row._sign_sudo("tablet", PICTURE)
        rows = slots_sudo.caetic_attendance_ids

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertFalse(some._check_seals())
            return self.env.cr.sql_log_count - start

        self.assertEqual(count(rows[:3]), count(rows))

    def test_button_names_what_is_broken(self):
        row = self._sign()
        staff = row.with_user(self.coordinator)
        self.assertEqual(staff.action_check_seals()["params"]["type"], "success")
        self._tamper(row, signed_at="2026-06-04 09:00:00")
        with self.assertRaisesRegex(UserError, "Amélie Durand"):
            staff.action_check_seals()

    # -- corrections -----------------------------------------------------------

    def test_the_facilitator_corrects_until_the_sheet_is_closed(self):
        row = self._sign()
        mine = row.with_user(self.facilitator).sudo(False)
        mine._correct("absent", "Partie avant le début")
        self.assertEqual(row.state, "absent")
        self.assertEqual(row.first_state, "present")
        self.assertEqual(row.hours, 0)
        correction = row.correction_ids
        self.assertEqual(correction.author_id, self.facilitator)
        self.assertEqual(
            (correction.old_state, correction.new_state), ("present", "absent")
        )
        self.assertEqual(str(correction.date), DURING)
        self.assertFalse(row._check_seals())
        self._close(self.morning, bruno="present")
        with self.assertRaises(AccessError):
            mine._correct("present", "Erreur")

    def test_a_coordinator_corrects_a_closed_sheet(self):
        self._close(self.morning, amelie="absent", bruno="present")
        row = self._row(self.morning, self.amelie)
        for user in (self.adviser, self.amelie.user_id, self.accountant):
            with self.assertRaises(AccessError):
                row.with_user(user).sudo(False)._correct("present", "Erreur")
        wizard = (
            self.env["caetic.attendance.correct.wizard"]
            .with_user(self.coordinator)
            .with_context(active_id=row.id)
            .create({"new_state": "present", "reason": "Vue en salle"})
        )
        wizard.action_correct()
        self.assertEqual((row.state, row.hours), ("present", 3.5))
        self.assertFalse(row._check_seals())
        self.assertEqual(self.morning.caetic_present_count, 2)

    def test_a_correction_says_why_and_changes_something(self):
        row = self._sign().with_user(self.coordinator).sudo(False)
        for state, reason in (("absent", "  "), ("present", "X"), ("registered", "X")):
            with self.assertRaises(UserError):
                row._correct(state, reason)
        free = self._row(self.morning, self.bruno).with_user(self.coordinator)
        with self.assertRaises(UserError):
            free.sudo(False)._correct("present", "X")

    def test_corrections_are_sealed_too(self):
        row = self._sign()
        staff = row.with_user(self.coordinator).sudo(False)
        staff._correct("absent", "Partie")
        staff._correct("excused", "Certificat reçu")
        self.assertFalse(row._check_seals())
        first, last = row.correction_ids.sorted("id")
        with self.assertRaises(UserError):
            first.write({"reason": "Autre"})
        with self.assertRaises(UserError):
            last.unlink()
        for column, value, before in (
            ("reason", "Autre", "Partie"),
            ("new_state", "present", "absent"),
            ("date", "2026-06-04 08:00:00", DURING),
            ("author_id", self.adviser.id, self.coordinator.id),
        ):
            self._tamper(first, **{column: value})
            self.assertEqual(row._check_seals(), row, column)
            self._tamper(first, **{column: before})
            self.assertFalse(row._check_seals())
        self._erase(last)
        self.assertEqual(row._check_seals(), row)

    # -- half-days and registrations ---------------------------------------------------

    def test_a_signed_half_day_stays_where_it_is(self):
        self._sign()
        for values in ({"start_hour": 8}, {"date": "2026-06-05"}):
            with self.assertRaises(UserError):
                self.morning.write(values)
        with self.assertRaises(UserError):
            self.morning.unlink()
        with self.assertRaises(UserError):
            self.workshop.date_tz = "Indian/Reunion"
        with self.assertRaises(UserError):
            self.registrations[0].partner_id = self.chloe.partner_id
        with self.assertRaises(UserError):
            self.registrations[0].caetic_stay_id = self.chloe
        # Nobody signed for the afternoon.
        self.afternoon.write({"start_hour": 14.5})
        self.assertEqual(self._row(self.afternoon, self.amelie).slot_id, self.afternoon)
        self.afternoon.unlink()
        self.assertFalse(self._row(self.afternoon, self.amelie))

    def test_whoever_comes_back_keeps_what_they_signed(self):
        row = self._sign()
        again = self.env["caetic.member"].create(
            {"partner_id": self.amelie.partner_id.id, "company_id": self.company.id}
        )
        self.registrations[0].caetic_stay_id = again
        self.assertEqual(row.member_id, again)
        self.assertFalse(row._check_seals())

    # -- a person is forgotten -------------------------------------------------

    def test_export_gives_the_person_their_attendance(self):
        self._sign()
        member = self.amelie.with_user(self.amelie.user_id)
        tables = member.sudo()._get_export_tables(True)
        titles = [title for title, _fields, _rows in tables]
        label = self.env["ir.model"]._get("caetic.attendance").name
        self.assertIn(label, titles)
        papers = [paper for *_where, paper in member.sudo()._get_export_papers(True)]
        self.assertIn(PICTURE, papers)

    def test_seals_hold_when_a_person_is_forgotten(self):
        row = self._sign()
        staff = row.with_user(self.coordinator).sudo(False)
        staff._correct("absent", "Amélie est partie")
        member_sudo = through_door(self.amelie.sudo())
        found = member_sudo._get_personal_records()
        for name in ("caetic.attendance", "caetic.attendance.correction"):
            member_sudo._empty(through_door(found[name]))
        member_sudo.write({"anonymised_on": "2036-06-04", "active": False})
        self.assertFalse(row.signature)
        self.assertNotIn("Durand", f"{row.person_name} {row.signatory}")
        self.assertNotIn("Amélie", row.correction_ids.reason)
        self.assertEqual(len(row.seal), 64)
        self.assertFalse(row._check_seals())


@tagged("post_install", "-at_install")
class TestSignaturePicture(AttendanceCase):
    def test_a_drawing_is_drawn_anew(self):
        picture, issue = read_signature(drawing())
        self.assertEqual(issue, "")
        self.assertTrue(picture.startswith(b"\x89PNG"))
        self.assertLess(len(picture), 20000)

    def test_what_is_no_signature(self):
        prefix = "data:image/png;base64,"
        for text, issue in (
            ("", "required"),
            (drawing().replace("png", "svg+xml"), "signature"),
            (prefix + "AAAA", "signature"),
            (prefix + "é", "signature"),
            (drawing((2000, 100)), "signature"),
            (prefix + "A" * 900000, "signature"),
        ):
            self.assertEqual(read_signature(text), (b"", issue))

    def test_an_empty_frame_is_no_signature(self):
        import base64
        import io

        from PIL import Image

        for colour in ((0, 0, 0, 0), (255, 255, 255, 255)):
            target = io.BytesIO()
            Image.new("RGBA", (300, 100), colour).save(target, "PNG")
            text = base64.b64encode(target.getvalue()).decode()
            found = read_signature(f"data:image/png;base64,{text}")
            self.assertEqual(found, (b"", "required"))
