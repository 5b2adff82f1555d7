# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .common import STAFF_GROUP, CaeticCommon

DAY = fields.Date.to_date


@tagged("post_install", "-at_install")
@freeze_time("2026-11-26")
class TestCaeticIndicator(CaeticCommon):
    """Counts for funders, frozen, small numbers left out (R706, R707, R708, R808)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # 6 people present at the end of 2025, 2 entries in 2026: 8 hosted, 1 gone.
        cls.old = [
            cls._person(f"Old {n}", "2025-03-01", sex="female") for n in range(6)
        ]
        cls.new = [cls._person(f"New {n}", "2026-02-01", sex="male") for n in range(2)]
        cls.gone = cls.old[0]
        cls.gone.contract_ids._end(DAY("2026-06-30"), "job")
        cls.snapshot = cls.env["caetic.indicator.snapshot"].create(
            {"name": "Rapport 2026", "date_from": "2026-01-01", "date_to": "2026-11-25"}
        )

    @classmethod
    def _person(cls, name, start, kind="cesa", end=False, **values):
        member = cls._create_member(name, **values)
        cls._create_contract(member, kind, start, end)
        return member

    def _counts(self, snapshot=None):
        lines = (snapshot or self.snapshot).line_ids
        return {
            (line.indicator, line.dimension, line.key): line.count for line in lines
        }

    def test_hosted_is_the_stock_and_the_entries(self):
        self.snapshot.action_count()
        counts = self._counts()
        self.assertEqual(counts["stock_start", "total", False], 6)
        self.assertEqual(counts["entries", "total", False], 2)
        self.assertEqual(counts["hosted", "total", False], 6 + 2)
        self.assertEqual(counts["exits", "total", False], 1)
        self.assertEqual(counts["stock_end", "total", False], 8 - 1)
        self.assertEqual(counts["hosted", "sex", "female"], 6)
        self.assertEqual(counts["entries", "contract", "cesa"], 2)
        self.assertEqual(counts["exits", "category", "durable"], 1)
        # Entered on 1 March 2025: 12 months later 6 are still there.
        self.assertEqual(counts["survival_12", "total", False], 6)
        self.assertEqual(counts["survival_12", "outcome", "still"], 6)
        self.assertEqual(self.snapshot.hosted_count, 8)

    def test_who_comes_back_is_one_person(self):
        again = self.env["caetic.member"].create(
            {"partner_id": self.gone.partner_id.id, "sex": "female"}
        )
        self._create_contract(again, "cesa", "2026-10-01")
        self.snapshot.action_count()
        counts = self._counts()
        self.assertEqual(counts["hosted", "total", False], 8)
        self.assertEqual(counts["entries", "total", False], 2)
        self.assertEqual(counts["exits", "total", False], 0)

    def test_signed_contracts_only(self):
        member = self._create_member("Draft Contract")
        self._create_contract(member, "cesa", "2026-03-01", state="draft")
        staff = self._create_member("Staff")
        self._create_contract(staff, "staff", "2026-03-01")
        self.snapshot.action_count()
        self.assertEqual(self._counts()["hosted", "total", False], 8)

    def test_a_frozen_snapshot_keeps_its_numbers(self):
        """R708: whatever is corrected later, the report says the same."""
        self.snapshot.action_freeze()
        before = self._counts()
        self.new[0].sex = "female"
        self._person("Late", "2026-01-15")
        self.old[1].contract_ids._end(DAY("2026-02-28"), "abandon")
        with self.assertRaises(UserError):
            self.snapshot.action_count()
        with self.assertRaises(UserError):
            self.snapshot.date_to = "2026-11-24"
        with self.assertRaises(UserError):
            self.snapshot.unlink()
        self.assertEqual(self._counts(), before)
        later = self.snapshot.copy()
        later.action_count()
        self.assertEqual(later.state, "draft")
        self.assertEqual(self._counts(later)["hosted", "total", False], 9)

    def test_nobody_writes_a_count(self):
        self.snapshot.action_count()
        as_coordinator = self.snapshot.with_user(self.coordinator)
        with self.assertRaises(AccessError):
            as_coordinator.line_ids[0].count = 99
        with self.assertRaises(AccessError):
            self.env["caetic.indicator.line"].with_user(self.coordinator).create(
                {
                    "snapshot_id": self.snapshot.id,
                    "indicator": "hosted",
                    "dimension": "sex",
                    "key": "x",
                    "count": 1,
                }
            )
        as_coordinator.action_count()
        as_coordinator.action_freeze()
        self.assertEqual(self.snapshot.state, "frozen")

    def test_the_categories_of_a_funder(self):
        """R707: training is a success for one, something else for another."""
        funder = self.env["res.partner"].create(
            {"name": "Région", "caetic_organisation_kind": "funder"}
        )
        mapping = self.env["caetic.exit.mapping"]
        mapping.create(
            {"funder_id": funder.id, "reason": "job", "category": "transition"}
        )
        self.snapshot.funder_id = funder
        self.snapshot.action_count()
        self.assertEqual(self._counts()["exits", "category", "transition"], 1)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            mapping.create({"reason": "job", "category": "other"})

    def test_steps_before_the_entry(self):
        member = self._create_member("Candidate")
        member._record_step("informed", DAY("2026-03-01"), check=False)
        member._record_step("diagnosed", DAY("2026-04-01"), check=False)
        self.snapshot.action_count()
        counts = self._counts()
        self.assertEqual(counts["informed", "total", False], 1)
        self.assertEqual(counts["diagnosed", "total", False], 1)

    def test_small_numbers_are_left_out(self):
        """R808: 2 entered, 1 left; 6 - 1 would give the one away, 8 - 6 the two."""
        self.snapshot.action_count()
        hidden = {
            (line.indicator, line.key)
            for line in self.snapshot.line_ids.filtered("is_hidden")
        }
        self.assertIn(("entries", False), hidden)
        self.assertIn(("stock_start", False), hidden)
        self.assertIn(("exits", False), hidden)
        self.assertIn(("stock_end", False), hidden)
        self.assertNotIn(("hosted", False), hidden)
        text = self.snapshot._export_csv().decode("utf-8-sig")
        rows = [row.split(";") for row in text.splitlines()[1:]]
        numbers = [int(row[3]) for row in rows if row[3].isdigit()]
        self.assertFalse([number for number in numbers if 0 < number < 5])
        self.assertIn("8", [row[3] for row in rows])

    def test_a_day_to_come_is_not_counted(self):
        with self.assertRaises(UserError):
            self.snapshot.date_to = "2026-12-31"

    def test_the_report_opens_the_people(self):
        report = self.env["caetic.indicator.report"].with_user(self.coordinator)
        rows = report.search([("member_id", "in", [m.id for m in self.old])])
        self.assertEqual(len(rows), 6)
        row = rows.filtered(lambda one: one.member_id == self.gone)
        self.assertEqual(str(row.exit_date), "2026-06-30")
        self.assertEqual(row.exit_reason, "job")
        # 487 days of 30.4375: 16.0 months.
        self.assertAlmostEqual(row.months, 16.0)
        self.assertEqual(row.action_open_member()["res_id"], self.gone.id)
        groups = report._read_group(
            [("member_id", "in", rows.member_id.ids)],
            ["entry_kind"],
            ["partner_id:count_distinct"],
        )
        self.assertEqual(groups, [("cesa", 6)])

    def test_age_at_entry_follows_the_bands_of_the_engine(self):
        """26 on the day of the entry, 25 on the eve."""
        for born, band in (("2000-02-01", "26_29"), ("2000-02-02", "under_26")):
            member = self._person(f"Born {born}", "2026-02-01", birthdate=born)
            row = self.env["caetic.indicator.report"].browse(member.id)
            self.assertEqual(row.age_band, band)

    def test_only_the_coordinator_reads(self):
        for user in (self.adviser, self.accountant, self.payroll_officer):
            for model in (
                "caetic.indicator.report",
                "caetic.indicator.snapshot",
                "caetic.indicator.line",
                "caetic.exit.mapping",
            ):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_counting_does_not_grow_with_the_people(self):
        self.snapshot.action_count()
        self.env.flush_all()
        self.env.invalidate_all()
        few = self._count_queries()
        for number in range(20):
            self._person(f"More {number}", "2026-05-01")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertLessEqual(self._count_queries(), few)

    def _count_queries(self):
        before = self.env.cr.sql_log_count
        self.snapshot._count()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestIndicatorExport(HttpCase):
    """Downloads of a snapshot."""

    def setUp(self):
        super().setUp()
        self.snapshot = self.env["caetic.indicator.snapshot"].create(
            {"name": "Rapport", "date_from": "2025-01-01", "date_to": "2025-12-31"}
        )
        self.snapshot.action_count()
        for role in ("coordinator", "adviser"):
            new_test_user(
                self.env, login=f"export_{role}", groups=STAFF_GROUP.format(role)
            )

    def _get(self, kind, login="export_coordinator"):
        self.authenticate(login, login)
        return self.url_open(f"/caetic/indicators/{self.snapshot.id}/{kind}")

    def test_both_formats(self):
        answer = self._get("csv")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.content.startswith(b"\xef\xbb\xbf"))
        answer = self._get("xlsx")
        self.assertTrue(io.BytesIO(answer.content).read(2) == b"PK")
        self.assertIn("Rapport.xlsx", answer.headers["Content-Disposition"])
        # R809: the export is written down.
        self.assertIn("xlsx", "".join(self.snapshot.message_ids.mapped("body")))

    def test_others_find_nothing(self):
        for kind, login in (("csv", "export_adviser"), ("pdf", "export_coordinator")):
            self.assertEqual(self._get(kind, login).status_code, 404)
