# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io
import zipfile
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryWorkshops(TransactionCase):
    """Sessions, proofs and coaching: what the story promises."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)

    def _get(self, name):
        return self.env.ref(f"caetic_demo.{name}")

    def _session(self, key):
        return self._get(f"event_event_session_{key}")

    def _member(self, key):
        return self._get(f"caetic_member_{key}")

    def _rows(self, session, person):
        rows = self._session(session).event_slot_ids.caetic_attendance_ids
        own = rows.filtered(lambda one: one.member_id == self._member(person))
        return own.sorted(lambda one: one.slot_id.start_datetime)

    # -- sessions -----------------------------------------------------------------

    def test_sessions_that_are_over_are_closed_and_whole(self):
        """Every sheet is closed, and every seal holds."""
        for key in ("accounts", "status", "offer", "sales", "image", "training"):
            slots = self._session(key).event_slot_ids
            self.assertTrue(slots)
            self.assertEqual(set(slots.mapped("caetic_sheet_state")), {"closed"}, key)
            broken = slots.caetic_attendance_ids._check_seals()
            self.assertEqual(len(broken), 0, key)

    def test_a_half_day_absent_was_corrected(self):
        """Hugo: there in the morning; absent, then excused, with the reason."""
        rows = self._rows("offer", "hugo")
        self.assertEqual(rows.mapped("state"), ["present", "excused"])
        self.assertEqual(rows[1].first_state, "absent")
        self.assertEqual(rows[1].correction_ids.author_id.login, "claire")

    def test_people_signed_on_the_tablet(self):
        rows = self._session("offer").event_slot_ids.caetic_attendance_ids
        signed = rows.filtered(lambda one: one.method == "tablet")
        # Chloé, Inès, Emma, Bruno twice, Hugo once.
        self.assertEqual(len(signed), 9)
        self.assertTrue(all(one.signature for one in signed))

    def test_an_entrepreneur_was_paid_by_a_transfer(self):
        """R426: 350 EUR from the structure to Form'Aude TIC, no invoice."""
        facilitator = self._session("image").caetic_facilitator_ids
        transfer = facilitator.transfer_id
        self.assertEqual((transfer.amount, transfer.state), (350, "posted"))
        self.assertTrue(transfer.from_structure)
        self.assertEqual(transfer.activity_to_id.name, "Form'Aude TIC")

    def test_a_session_runs_today(self):
        session = self._session("today")
        self.assertEqual(set(session.event_slot_ids.mapped("date")), {self.today})
        lydia = self.env["res.users"].search([("login", "=", "lydia")])
        self.assertTrue(session._caetic_is_run_by(lydia))
        self.assertFalse(lydia.partner_id.caetic_member_ids)

    def test_three_sessions_are_to_come(self):
        """One is full with people waiting, one is online, one has too few people."""
        full = self._session("full")
        self.assertEqual((full._caetic_get_free(), full.caetic_waiting_count), (0, 2))
        waiting = full.registration_ids.filtered(lambda one: one.state == "waiting")
        ranks = {one.partner_id.name: one.caetic_rank for one in waiting}
        self.assertEqual(ranks, {"Karine Costa": 1, "Manon Teisseire": 2})
        online = self._session("online")
        self.assertTrue(online.caetic_link)
        self.assertFalse(online.address_id)
        self.assertTrue(self._session("group").caetic_is_under_minimum)

    def test_progress_counts_whole_sessions(self):
        """Amélie: two of the five mandatory modules; Gaëlle missed a half-day."""
        amelie, gaelle = self._member("amelie"), self._member("gaelle")
        self.assertEqual((amelie.module_done_count, amelie.module_total_count), (2, 5))
        done = gaelle.module_done_ids.mapped("code")
        self.assertEqual(done, ["COMM"])

    def test_wishes_wait(self):
        """Chloé still wishes a group; nobody of the wishes was met by the past."""
        wishes = self.env["caetic.workshop.wish"].search([])
        self.assertEqual(len(wishes), 5)
        self.assertIn("open", wishes.mapped("state"))

    def test_evaluations_show_means_from_three_answers_on(self):
        """Marks of the first question about « offre »: (5 + 4 + 5 + 4) / 4 = 4.5."""
        lydia = self.env["res.users"].search([("login", "=", "lydia")])
        means = self.env["caetic.evaluation.facilitator"].search(
            [("partner_id", "=", lydia.partner_id.id)]
        )
        first = means.filtered(
            lambda one: one.question_id.title.startswith("L’atelier a répondu")
        )
        self.assertEqual((first.answer_count, first.mark), (4, 4.5))

    # -- proofs -------------------------------------------------------------------

    def _build(self, key):
        bundle = self._get(f"caetic_proof_bundle_bundle_{key}")
        bundle.with_user(bundle.user_id).action_prepare()
        bundle._build()
        return bundle

    def _list_total(self, bundle):
        """Return the last cell of the list of hours in the ZIP."""
        archive = zipfile.ZipFile(io.BytesIO(bundle.attachment_id.raw))
        text = archive.read("heures.csv").decode("utf-8-sig")
        last = list(csv.reader(io.StringIO(text), delimiter=";"))[-1]
        return Decimal(last[-1].replace(",", "."))

    def _sheets_total(self, bundle):
        counts = [pair for part in bundle.part_ids for pair in part.sheets.values()]
        return sum(Decimal(minutes) * present / 60 for minutes, present in counts)

    def _pivot_total(self, bundle):
        hours = self.env["caetic.attendance"].formatted_read_group(
            bundle._get_domain(), [], ["hours:sum"]
        )[0]["hours:sum"]
        return Decimal(str(hours))

    def test_hours_are_the_same_everywhere(self):
        """The list, the sheets and the pivot say the same.

        « Offre »: nine half-days of 3.5 h; the correction left absent what it was.
        """
        bundle = self._build("offers")
        self.assertEqual(bundle.state, "done", bundle.problem_ids.mapped("name"))
        self.assertEqual(self._list_total(bundle), Decimal("31.5"))
        self.assertEqual(self._sheets_total(bundle), Decimal("31.5"))
        self.assertEqual(self._pivot_total(bundle), Decimal("31.5"))

    def test_people_without_complete_data_are_named(self):
        """R702: Gaëlle's diploma is unknown; Hugo was seen one day only.

        « Démarches commerciales »: Chloé, Emma and Gaëlle 4, Inès 3, Hugo 2 half-days:
        17 x 3.5 = 59.5 h.
        """
        bundle = self._build("europe")
        self.assertEqual(bundle.state, "done", bundle.problem_ids.mapped("name"))
        lacking = bundle.problem_ids.partner_id
        self.assertEqual(lacking, self._member("gaelle").partner_id)
        self.assertEqual((bundle.people_count, bundle.participant_count), (5, 3))
        self.assertEqual(self._list_total(bundle), Decimal("59.5"))
        self.assertEqual(self._pivot_total(bundle), Decimal("59.5"))

    def test_the_training_is_in_the_bpf_of_last_year(self):
        """Two trainees of 14 h and one of 10.5: 38.5 h; 3600 EUR of two agreements."""
        report = self.env["caetic.training.report"].search([])
        self.assertEqual(report.year, self.today.year - 1)
        trainees = report.line_ids.filtered(lambda one: one.section == "F1")
        self.assertEqual(
            (sum(trainees.mapped("people")), sum(trainees.mapped("hours"))), (3, 38.5)
        )
        products = report.line_ids.filtered(lambda one: one.section == "C")
        self.assertEqual(sum(products.mapped("amount")), 3600)

    # -- coaching -----------------------------------------------------------------

    def test_appointments_can_be_booked(self):
        paul = self.env["res.users"].search([("login", "=", "paul")])
        windows = self.env["caetic.appointment.window"]
        slots = windows._get_free_slots_sudo(self.env.company, paul)[paul]
        self.assertGreater(len(slots), 5)

    def test_reports_are_shared_or_kept(self):
        """Amélie reads four of the five notes, as her login reads them."""
        amelie = self._member("amelie")
        interview = self._get("caetic_interview_amelie_done")
        notes = self.env["caetic.interview.note"]
        domain = [("interview_id", "=", interview.id)]
        own = notes.with_user(amelie.user_id).search(domain)
        self.assertEqual((notes.search_count(domain), len(own)), (5, 4))

    def test_one_task_is_late_and_one_is_done(self):
        tasks = self._get("caetic_interview_amelie_done").task_ids
        self.assertEqual(len(tasks.filtered("is_late")), 1)
        self.assertEqual(tasks.mapped("state").count("done"), 2)

    def test_interviews_to_come_are_in_the_calendar(self):
        planned = self.env["caetic.interview"].search([("state", "=", "planned")])
        self.assertEqual(len(planned), 4)
        self.assertEqual(planned.mapped("is_to_write").count(True), 1)
        self.assertTrue(all(one.calendar_event_id for one in planned))

    def test_grids_at_each_state(self):
        grids = {
            key: self._get(f"caetic_competence_grid_grid_{key}")
            for key in ("amelie", "chloe", "hugo")
        }
        states = {key: grid.state for key, grid in grids.items()}
        expected = {"amelie": "validated", "chloe": "assessed", "hugo": "todo"}
        self.assertEqual(states, expected)
        self.assertTrue(any(line.gap > 0 for line in grids["amelie"].line_ids))
        self.assertTrue(grids["amelie"].module_ids)

    def test_what_a_group_wrote_is_hidden_from_the_coordinator(self):
        """R1005: Claire sees that it took place; Amélie, who was there, reads it."""
        held = self._get("caetic_accelerator_accelerator_chloe")
        claire = self.env["res.users"].search([("login", "=", "claire")])
        content = self.env["caetic.accelerator.content"]
        domain = [("accelerator_id", "=", held.id)]
        self.assertEqual(held.with_user(claire).state, "done")
        self.assertFalse(content.with_user(claire).search(domain))
        amelie = self._member("amelie").user_id
        self.assertEqual(len(content.with_user(amelie).search(domain)), 1)
        coming = self._get("caetic_accelerator_accelerator_ines")
        self.assertGreater(coming.date.date(), self.today + relativedelta(days=7))
