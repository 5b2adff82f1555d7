# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import contextlib
from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..models import caetic_deadline_run
from .common import STAFF_GROUP, CaeticCommon

# A CAPE begun on 05/01/2026 ends on 04/01/2027 (T2.1); its alerts are those of R214:
# sixty days before is 05/11/2026, thirty days before 05/12/2026.
FIRST, SECOND, TERM = date(2026, 11, 5), date(2026, 12, 5), date(2027, 1, 4)


class DeadlineCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.caetic_coordinator_id = cls.coordinator
        cls.amelie = cls._create_member(
            "Amélie Durand", "amelie.d", adviser_id=cls.adviser.id
        )
        cls.cape = cls._create_cape(cls.amelie)

    @classmethod
    def _create_cape(cls, member, **values):
        values = {
            "urssaf_notified_on": "2026-01-06",
            "france_travail_notified_on": "2026-01-06",
            **values,
        }
        contract = cls._create_contract(
            member, "cape", "2026-01-05", "2027-01-04", **values
        )
        cls._enter(member, "cape")
        return contract

    @classmethod
    def _enter(cls, member, stage):
        """Bring a person to a stage, as an import does."""
        for kind in ("informed", "diagnosed", "committee", "admitted", stage):
            member._record_step(kind, date(2026, 1, 5), check=False)

    def _run(self, today, members=None):
        with freeze_time(today):
            self.env["caetic.deadline"]._sync_sudo(
                members or self.amelie, fields.Date.to_date(today)
            )
        self.env.flush_all()

    def _get(self, kind, member=None):
        return self.env["caetic.deadline"].search(
            [("member_id", "=", (member or self.amelie).id), ("kind", "=", kind)]
        )

    def _alerts(self, deadlines):
        return self.env["mail.activity"].search(
            [("res_model", "=", "caetic.deadline"), ("res_id", "in", deadlines.ids)]
        )


@tagged("post_install", "-at_install")
class TestCaeticDeadline(DeadlineCommon):
    def test_r214_two_alerts_of_a_cape_are_one_activity(self):
        self._run("2026-11-04")
        deadline = self._get("cape_end")
        self.assertEqual((deadline.state, deadline.date_due), ("coming", TERM))
        self.assertFalse(self._alerts(deadline))
        self._run(FIRST)
        alert = self._alerts(deadline)
        self.assertEqual(len(alert), 1)
        self.assertEqual(alert.user_id, self.coordinator)
        self.assertEqual(alert.date_deadline, TERM)
        before = alert.note
        self._run(SECOND)
        self.assertEqual(self._alerts(deadline), alert)
        self.assertNotEqual(alert.note, before, "the second alert speaks up again")

    def test_running_again_changes_nothing(self):
        self._run(FIRST)
        deadlines = self.env["caetic.deadline"].search([])
        alerts = self._alerts(deadlines)
        before = deadlines.read() + alerts.read()
        self._run(FIRST)
        self.env.invalidate_all()
        self.assertEqual(self.env["caetic.deadline"].search([]), deadlines)
        self.assertEqual(self._alerts(deadlines), alerts)
        self.assertEqual(deadlines.read() + alerts.read(), before)

    def test_gone_when_the_cause_is_gone_and_back_with_it(self):
        """R202: a signed renewal is the decision that the clock was waiting for."""
        self._run(SECOND)
        deadline = self._get("cape_end")
        self.assertTrue(self._alerts(deadline))
        renewal = self._create_contract(
            self.amelie, "cape", "2027-01-05", "2027-12-31", parent_id=self.cape.id
        )
        self._run(SECOND)
        self.assertEqual((deadline.state, deadline.is_closed), ("done", True))
        self.assertFalse(self._alerts(deadline))
        renewal.state = "cancelled"
        self._run(SECOND)
        self.assertEqual((deadline.state, deadline.is_closed), ("alert", False))
        self.assertEqual(len(self._alerts(deadline)), 1)

    def test_done_by_hand_is_done_for_that_stage(self):
        self._run(FIRST)
        deadline = self._get("cape_end")
        self._alerts(deadline).with_user(self.coordinator).action_feedback()
        self.assertEqual(deadline.state, "done")
        self._run("2026-11-20")
        self.assertEqual(deadline.state, "done")
        self.assertFalse(self._alerts(deadline))
        self._run(SECOND)
        self.assertEqual(deadline.state, "alert")
        self.assertEqual(len(self._alerts(deadline)), 1)
        deadline.with_user(self.coordinator).action_done()
        self.assertFalse(self._alerts(deadline))
        self._run("2027-01-05")
        self.assertEqual(deadline.state, "late")
        self.assertEqual(len(self._alerts(deadline)), 1)

    def test_an_interview_moves_the_clock_and_wakes_it(self):
        """R118: begun on 05/01, the first is due on 04/07, the second on 04/01."""
        self._run("2026-06-10")
        deadline = self._get("interview")
        self.assertEqual(deadline.date_due, date(2026, 7, 4))
        self.assertEqual(self._alerts(deadline).user_id, self.adviser)
        self.env["caetic.interview"].create(
            {
                "name": "Point d'étape",
                "member_id": self.amelie.id,
                "date": "2026-06-12",
                "adviser_id": self.adviser.id,
            }
        )
        self._run("2026-06-12")
        self.assertEqual(
            (deadline.date_due, deadline.state), (date(2027, 1, 4), "coming")
        )
        self.assertFalse(self._alerts(deadline))

    def test_alert_goes_as_soon_as_what_ends_it_is_saved(self):
        with freeze_time("2026-06-10"):
            self.env.cr.precommit.run()
            deadline = self._get("interview")
            self.assertEqual(self._alerts(deadline).user_id, self.adviser)
            self.amelie.adviser_id = self.coordinator
            self.env.cr.precommit.run()
            self.assertEqual(self._alerts(deadline).user_id, self.coordinator)
            interview = self.env["caetic.interview"].create(
                {
                    "name": "Point d'étape",
                    "member_id": self.amelie.id,
                    "date": "2026-06-10",
                    "adviser_id": self.adviser.id,
                }
            )
            self.env.cr.precommit.run()
            self.assertEqual(deadline.state, "coming")
            self.assertFalse(self._alerts(deadline))
            interview.unlink()
            self.env.cr.precommit.run()
            self.assertEqual(deadline.state, "alert")

    def test_right_person(self):
        """An interview without an adviser falls to the coordinator."""
        self.amelie.adviser_id = False
        self._run("2026-06-10")
        self.assertEqual(self._get("interview").user_id, self.coordinator)
        self.company.caetic_coordinator_id = False
        self.coordinator.active = False
        new_test_user(
            self.env, "second.coordinator", groups=STAFF_GROUP.format("coordinator")
        )
        self._run("2026-06-10")
        charge = self._get("interview").user_id
        self.assertTrue(charge.active)
        self.assertTrue(charge.has_group(STAFF_GROUP.format("coordinator")))
        self.assertFalse(charge.has_group("base.group_system"))

    def test_r309_hirings_fall_to_the_payroll_officer(self):
        """DPAE at most eight days before the first day (C. trav. R1221-4)."""
        bruno = self._create_member("Bruno Petit")
        self._create_contract(bruno, "cesa", "2026-04-10", state="signed")
        self._run("2026-04-02", bruno)
        deadline = self._get("dpae", bruno)
        self.assertEqual(
            (deadline.date_due, deadline.state), (date(2026, 4, 9), "alert")
        )
        self.assertIn(
            self.env.ref(STAFF_GROUP.format("payroll_officer")),
            deadline.user_id.all_group_ids,
        )

    def test_r804_a_medical_visit_is_for_payroll_officers_and_the_person(self):
        """Alerts two months and one month ahead, to those who read it in the file."""
        self.env["caetic.member.sensitive"].sudo().create(
            {"member_id": self.amelie.id, "medical_visit_next": "2026-08-10"}
        )
        self._run("2026-06-10")
        visit = self._get("medical").sudo()
        self.assertEqual((visit.state, visit.stage), ("alert", 1))
        group = self.env.ref(STAFF_GROUP.format("payroll_officer"))
        self.assertIn(group, visit.user_id.all_group_ids)
        for user, seen in (
            (self.payroll_officer, True),
            (self.amelie.user_id, True),
            (self.coordinator, False),
            (self.adviser, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(visit.with_user(user).has_access("read"), seen)

    def test_r309_a_residence_permit_replaced_by_a_newer_one(self):
        kind = self.env.ref("caetic_members.document_type_residence")
        paper = {"member_id": self.amelie.id, "type_id": kind.id}
        documents = self.env["caetic.member.document"]
        documents.create(
            {**paper, "date_received": "2025-07-01", "date_expiry": "2026-06-30"}
        )
        self._run("2026-03-01")
        old = self._get("residence")
        self.assertEqual(old.state, "alert", "four months ahead: from 28/02/2026 on")
        documents.create(
            {**paper, "date_received": "2026-03-01", "date_expiry": "2030-06-30"}
        )
        self._run("2026-03-02")
        self.assertEqual(old.state, "done")
        new = self._get("residence") - old
        self.assertEqual((new.state, new.date_due), ("coming", date(2030, 6, 30)))

    def test_database_refuses_the_same_clock_twice(self):
        self._run(FIRST)
        values = self._get("cape_end").copy_data()[0]
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["caetic.deadline"].sudo().create(
                {**values, "key": self._get("cape_end").key}
            )
            self.env.flush_all()

    def test_two_who_save_at_once_are_run_again_by_odoo(self):
        """The second has read before the first was saved: it is asked to start over.

        Then it finds the rows of the first, and makes none.
        """
        self._run(FIRST)
        deadlines = self.env["caetic.deadline"]
        rows = deadlines.search([("member_id", "=", self.amelie.id)])
        self.assertTrue(rows)
        before = patch.object(
            type(deadlines), "search_fetch", lambda *args, **kw: deadlines
        )
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(ConcurrencyError),
            self.env.cr.savepoint(),
            before,
        ):
            self._run(FIRST)
        self._run(FIRST)
        again = deadlines.search([("member_id", "=", self.amelie.id)])
        self.assertEqual(again, rows)

    def test_nobody_rewrites_a_deadline(self):
        self._run(FIRST)
        deadline = self._get("cape_end").with_user(self.coordinator)
        with self.assertRaises(UserError):
            deadline.date_due = "2030-01-01"

    def test_cause_opens_from_the_board(self):
        self._run(FIRST)
        action = self._get("cape_end").with_user(self.coordinator).action_open_cause()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("caetic.contract", self.cape.id)
        )
        action = self._get("interview").with_user(self.adviser).action_open_cause()
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("caetic.member", self.amelie.id)
        )

    def test_smart_button_counts_what_is_open(self):
        self._run("2027-01-05")
        # Late: the CAPE is over and two interviews were due in its year (R118).
        self.assertEqual(self.amelie.deadline_late_count, 2)
        self.assertEqual(self.amelie.deadline_count, 2)

    # -- access -----------------------------------------------------------------------

    def test_adviser_sees_own_portfolio(self):
        bruno = self._create_member("Bruno Petit", adviser_id=False)
        self._create_cape(bruno)
        self._run(FIRST, self.amelie | bruno)
        seen = self.env["caetic.deadline"].with_user(self.adviser).search([])
        self.assertEqual(seen.member_id, self.amelie)
        everything = self.env["caetic.deadline"].with_user(self.coordinator).search([])
        self.assertEqual(everything.member_id, self.amelie | bruno)

    def test_entrepreneur_sees_own_and_writes_nothing(self):
        bruno = self._create_member("Bruno Petit", "bruno.p")
        self._create_cape(bruno)
        self._run(FIRST, self.amelie | bruno)
        deadlines = self.env["caetic.deadline"].with_user(self.amelie.user_id)
        self.assertEqual(deadlines.search([]).member_id, self.amelie)
        with self.assertRaises(AccessError):
            self._get("cape_end", bruno).with_user(self.amelie.user_id).read(["kind"])
        for operation in ("write", "create", "unlink"):
            self.assertFalse(deadlines.search([]).has_access(operation))
        with self.assertRaises(AccessError):
            deadlines.search([], limit=1).action_done()
        with self.assertRaises(AccessError):
            self.env["caetic.deadline.run"].with_user(self.amelie.user_id).action_run()
        self.assertFalse(
            self.env["caetic.desk"].with_user(self.amelie.user_id).has_access("read")
        )


@tagged("post_install", "-at_install")
class TestDeadlineRun(DeadlineCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        residence = cls.env.ref("caetic_members.document_type_residence")
        partners = cls.env["res.partner"].create(
            [{"name": f"Personne {number}"} for number in range(200)]
        )
        cls.people = cls.env["caetic.member"].create(
            [
                {
                    "partner_id": partner.id,
                    "adviser_id": cls.adviser.id,
                    "document_ids": [
                        (0, 0, {"type_id": residence.id, "date_expiry": "2026-12-31"})
                    ],
                }
                for partner in partners
            ]
        )
        for member in cls.people:
            cls._create_cape(member, urssaf_notified_on=False)

    def _count(self, members, today):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self._run(today, members)
        return self.cr.sql_log_count - before

    def test_queries_do_not_grow_with_people(self):
        """Ten people or two hundred: to create, to run again, to speak up, to be late.

        Odoo writes a hundred rows a statement: that is all that grows.
        """
        few, many = self.people[:10], self.people[20:]
        self.env["caetic.deadline"].sudo().search([]).unlink()
        self._count(self.people[10:20], FIRST)
        for today in (FIRST, FIRST, SECOND, "2027-01-05"):
            with self.subTest(today=today):
                small = self._count(few, today)
                large = self._count(many, today)
                # Rows, their alerts, and what Odoo computes of these.
                statements = 3 * (4 * len(many) // 100 + 1)
                self.assertLessEqual(large, small + statements)
        again = self._count(few, "2027-01-05")
        self.assertEqual(self._count(many, "2027-01-05"), again)
        self._run("2027-01-05", self.people)
        rows = self.env["caetic.deadline"].search(
            [("member_id", "in", self.people.ids)]
        )
        # Each has a CAPE, an interview, Urssaf to tell and a permit.
        self.assertEqual(len(rows), 4 * 200)
        self.assertEqual(len(self._alerts(rows)), 4 * 200)

    def test_killed_in_the_middle_it_goes_on_without_doubles(self):
        everybody = self.env["caetic.member"].with_context(active_test=False)
        total = everybody.search_count([])
        runs = self.env["caetic.deadline.run"]
        batches = []

        def read(run, members):
            if len(batches) == 2:
                raise KeyboardInterrupt
            batches.append(members)
            return run_batch(run, members)

        run_batch = type(runs)._run_batch
        with (
            freeze_time(FIRST),
            patch.object(caetic_deadline_run, "BATCH_SIZE", 50),
            patch.object(type(self.env["ir.cron"]), "_commit_progress"),
        ):
            # Odoo's assertRaises would roll back what each batch has saved.
            with (
                patch.object(type(runs), "_run_batch", read),
                contextlib.suppress(KeyboardInterrupt),
            ):
                runs._cron_run()
            run = runs.search([("date", "=", FIRST)])
            self.assertEqual((run.done, run.total, run.is_over), (100, total, False))
            runs._cron_run()
            self.assertEqual((run.done, run.is_over), (total, True))
            runs._cron_run()
            self.assertEqual(run.done, total, "once a day")
        rows = self.env["caetic.deadline"].search(
            [("member_id", "in", self.people.ids)]
        )
        self.assertEqual(len(rows), 4 * 200)
        self.assertEqual(len(self._alerts(rows)), 4 * 200)

    def test_coordinator_reads_the_clocks_again_at_once(self):
        with (
            freeze_time(FIRST),
            patch.object(type(self.env["ir.cron"]), "_commit_progress"),
        ):
            runs = self.env["caetic.deadline.run"].with_user(self.coordinator)
            runs.action_run()
            self.cape.sudo().urssaf_notified_on = False
            runs.action_run()
        self.assertEqual(self._get("urssaf").state, "late")
        with self.assertRaises(AccessError):
            self.env["caetic.deadline.run"].with_user(self.adviser).action_run()


@tagged("post_install", "-at_install")
class TestDesk(DeadlineCommon):
    def _desk(self, code, user):
        desk = self.env.ref(f"caetic_members.caetic_desk_{code}").with_user(user)
        desk.invalidate_recordset()
        return desk

    def test_each_role_has_its_own_queues(self):
        for user, role in (
            (self.coordinator, "coordinator"),
            (self.adviser, "adviser"),
            (self.accountant, "accountant"),
            (self.payroll_officer, "payroll_officer"),
        ):
            desks = self.env["caetic.desk"].with_user(user).search([])
            self.assertEqual(set(desks.mapped("role")), {role})

    def test_counters_open_what_they_count(self):
        self._create_member("Claude Martin")
        self._run(FIRST)
        users = {
            "coordinator": self.coordinator,
            "adviser": self.adviser,
            "accountant": self.accountant,
            "payroll_officer": self.payroll_officer,
        }
        for desk in self.env["caetic.desk"].search([]):
            with self.subTest(queue=desk.code):
                mine = desk.with_user(users[desk.role])
                action = mine.action_open()
                listed = mine.env[action["res_model"]].search_count(action["domain"])
                self.assertEqual(mine.count, listed)
        self.assertGreaterEqual(self._desk("candidates", self.coordinator).count, 1)
        self.assertEqual(self._desk("clocks", self.coordinator).count, 1)
        self.assertEqual(self._desk("interviews", self.adviser).count, 1)
        self.assertEqual(self._desk("interviews", self.adviser).late_count, 1)

    def test_who_is_silent(self):
        """Hosted for more than six months, and no interview in the last six."""
        with freeze_time("2026-09-01"):
            self.assertEqual(self._desk("silent", self.adviser).count, 1)
            self.env["caetic.interview"].create(
                {
                    "name": "Point d'étape",
                    "member_id": self.amelie.id,
                    "date": "2026-06-12",
                    "adviser_id": self.adviser.id,
                }
            )
            self.assertEqual(self._desk("silent", self.adviser).count, 0)

    def test_an_overdrawn_account_shows(self):
        activity = self._create_activity("Studio Garrigue", self.amelie)
        self.assertEqual(self._desk("overdrawn", self.adviser).count, 0)
        self._bill(activity, 100, "2026-02-01")
        self.env.flush_all()
        self.assertEqual(self._desk("overdrawn", self.adviser).count, 1)


@tagged("post_install", "-at_install")
class TestDeadlinePortal(DeadlineCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = fields.Date.today()
        insurance = cls.env.ref("caetic_members.document_type_insurance")
        cls.amelie.document_ids = [
            (
                0,
                0,
                {
                    "type_id": insurance.id,
                    "date_received": "2025-03-04",
                    "date_expiry": fields.Date.add(today, days=3),
                },
            )
        ]
        cls.adviser.email = "claire@example.com"
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.env["caetic.deadline"]._sync_sudo(cls.amelie, today)

    def _read(self, url="/my/deadlines"):
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        return " ".join(response.text.split())

    def test_page_says_when_and_what_to_do(self):
        self.authenticate("amelie.d", "amelie.d")
        page = self._read()
        french = self._has_french()
        self.assertIn("dans 3 jours" if french else "in 3 days", page)
        self.assertIn("mailto:claire@example.com", page)
        self.assertNotIn("Urssaf", page)
        home = self._read(f"/my/activities/{self.studio.id}")
        self.assertIn("dans 3 jours" if french else "in 3 days", home)

    def test_summary_is_chosen_on_the_page(self):
        self.authenticate("amelie.d", "amelie.d")
        page = self.url_open("/my/deadlines").text
        token = page.partition('name="csrf_token"')[2].partition('value="')[2]
        data = {"csrf_token": token.partition('"')[0], "wanted": "1"}
        response = self.url_open("/my/deadlines/digest", data=data)
        self.assertEqual(response.status_code, 200)
        self.assertTrue(self.amelie.wants_digest)
        self.url_open("/my/deadlines/digest", data={**data, "wanted": "0"})
        self.assertFalse(self.amelie.wants_digest)

    def test_somebody_else_chooses_nothing_for_them(self):
        bruno = self._create_member("Bruno Petit", "bruno.p")
        with self.assertRaises(AccessError):
            self.amelie.with_user(bruno.user_id)._portal_set_digest(True)


@tagged("post_install", "-at_install")
class TestDigest(DeadlineCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser.email = "claire@example.com"
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.amelie.wants_digest = True

    def _sent(self):
        return self.env["mail.mail"].search(
            [("model", "=", "caetic.member"), ("res_id", "=", self.amelie.id)]
        )

    def test_once_a_week_though_the_cron_runs_twice(self):
        with freeze_time("2026-03-02"):
            self.env["caetic.member"]._cron_send_digests()
            self.env["caetic.member"]._cron_send_digests()
        self.assertEqual(len(self._sent()), 1)
        with freeze_time("2026-03-05"):
            self.env["caetic.member"]._cron_send_digests()
        self.assertEqual(len(self._sent()), 1)
        with freeze_time("2026-03-09"):
            self.env["caetic.member"]._cron_send_digests()
        self.assertEqual(len(self._sent()), 2)

    def test_nobody_who_did_not_ask(self):
        self.amelie.wants_digest = False
        with freeze_time("2026-03-02"):
            self.env["caetic.member"]._cron_send_digests()
        self.assertFalse(self._sent())

    def test_it_says_money_awaited_payments_and_deadlines(self):
        """1 000 EUR paid less 10 % is 900; 500 EUR and 20 % of VAT are awaited."""
        paid = self._invoice({self.studio: 1000}, "2026-02-02")
        self._pay(paid, 1200, "2026-02-10")
        self._invoice({self.studio: 500}, "2026-02-20")
        self._run("2026-03-02")
        with freeze_time("2026-03-02"):
            self.env["caetic.member"]._cron_send_digests()
        mail = self._sent()
        space = "\N{NO-BREAK SPACE}"
        self.assertIn("900", mail.subject)
        self.assertIn("600", mail.subject)
        body = str(mail.body_html).replace(space, " ")
        self.assertIn("1 facture", " ".join(body.split()))
        self.assertIn("/my/activities", body)
        self.assertIn("claire@example.com", mail.reply_to)
        self.assertIn(self.amelie.partner_id, mail.recipient_ids)
        french = self._has_french()
        self.assertIn("Entretien" if french else "Individual interview", body)
