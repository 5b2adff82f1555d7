# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the cooperative pays before customers do (R419 c, R421, R423)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestAdvance(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand")
        early = {"availability_policy": "invoiced", "scheme_id": False}
        cls.first = cls._create_activity("Studio Garrigue", cls.member, **early)
        cls.second = cls._create_activity("Pixel du Razès", cls.member, **early)
        cls.waits = cls._create_activity("Cédille", cls.member, scheme_id=False)

    def _advance(self, activity=None, grant=True, **values):
        advance = self.env["caetic.advance"].create(
            {
                "activity_id": (activity or self.waits).id,
                "date": "2026-06-01",
                "date_due": "2026-08-31",
                "amount": 800,
                "reason": "Matériel d'un premier chantier",
                **values,
            }
        )
        if grant:
            advance.action_grant()
        return advance

    def _payable(self, activity):
        return activity._get_statement().payable

    def test_limit_is_shared_by_unpaid_invoices(self):
        """300 advanced of 600 + 300 that wait: 200 and 100; a payment frees the rest.

        When the second's 300 are paid they are hers, and the first's part of the limit
        is 300 of the 600 that wait.
        """
        self._invoice({self.first: 600}, "2026-06-01")
        paid = self._invoice({self.second: 300}, "2026-06-01")
        self.assertEqual(self._payable(self.first), 600)
        self.company.caetic_advance_cap = 300
        self.assertEqual(self._payable(self.first), 200)
        self.assertEqual(self._payable(self.second), 100)
        self.assertEqual(self.first.withheld_amount, 400)
        self._pay(paid, 360, "2026-06-10")
        self.assertEqual(self._payable(self.second), 300)
        self.assertEqual(self._payable(self.first), 300)

    def test_available_money_does_not_move_with_the_limit(self):
        self._invoice({self.first: 600}, "2026-06-01")
        self.company.caetic_advance_cap = 100
        statement = self.first._get_statement()
        self.assertEqual(statement.available, 600)
        self.assertEqual((statement.uncashed, statement.withheld), (600, 500))

    def test_what_was_drawn_counts(self):
        """400 spent of 500 that wait, under a limit of 500: the other has 100 left.

        Its own part would be 250 of 500.
        """
        self._invoice({self.first: 500}, "2026-06-01")
        self._invoice({self.second: 500}, "2026-06-01")
        self._bill(self.first, 400, "2026-06-05")
        self.company.caetic_advance_cap = 500
        self.assertEqual(self._payable(self.second), 100)
        self.assertEqual(self._payable(self.first), 0)
        self.assertEqual(self.first.advanced_amount, 400)

    def test_sales_that_wait_for_payment_are_not_limited(self):
        self._invoice({self.first: 600}, "2026-06-01")
        invoice = self._invoice({self.waits: 500}, "2026-06-01")
        self._pay(invoice, 600, "2026-06-02")
        self.company.caetic_advance_cap = 1
        self.assertEqual(self._payable(self.waits), 500)

    def test_positions_take_as_many_queries_for_more_activities(self):
        self.company.caetic_advance_cap = 100
        reader = self.env["caetic.availability"].sudo()
        day = self.env.cr.now().date()
        self._invoice({self.first: 600}, "2026-06-01")
        reader._get_positions(self.company, day)
        few = self._count(reader, day)
        self._invoice({self.second: 300}, "2026-06-01")
        self.assertEqual(self._count(reader, day), few)

    def _count(self, reader, day):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        reader._get_positions(self.company, day)
        return self.env.cr.sql_log_count - before

    def test_written_advance_lets_the_account_go_below_zero(self):
        """R423: 0 on the account, 800 accepted: 800 can be paid, not the reserve."""
        self.waits.reserve_floor = 500
        self.assertEqual(self._payable(self.waits), 0)
        advance = self._advance()
        self.assertEqual(self._payable(self.waits), 800)
        self._bill(self.waits, 300, "2026-06-05")
        self.assertEqual(self._payable(self.waits), 500)
        self.assertEqual(advance.used, 300)
        self.assertFalse(advance.is_late)

    def test_receipts_pay_an_advance_back(self):
        advance = self._advance()
        self._bill(self.waits, 300, "2026-06-05")
        invoice = self._invoice({self.waits: 1000}, "2026-06-06")
        self._pay(invoice, 1200, "2026-06-15")
        advance.invalidate_recordset()
        self.assertEqual(advance.used, 0)

    def test_nothing_is_drawn_after_the_due_date(self):
        advance = self._advance()
        self._bill(self.waits, 300, "2026-06-05")
        with freeze_time("2026-09-01"):
            advance.invalidate_recordset()
            self.assertEqual(self._payable(self.waits), 0)
            self.assertTrue(advance.is_late)
            desk = self.env.ref("caetic_members.caetic_desk_advances")
            desk.invalidate_recordset()
            self.assertEqual(desk.count, 1)
            self.env["caetic.advance"]._cron_end()
            self.assertEqual(advance.state, "granted")

    def test_the_night_ends_what_is_paid_back(self):
        advance = self._advance()
        with freeze_time("2026-09-01"):
            self.env["caetic.advance"]._cron_end()
        self.assertEqual(advance.state, "repaid")

    def test_limit_holds_for_written_advances_too(self):
        """1 000 in all: 800 written leave 200 for unpaid invoices."""
        self.company.caetic_advance_cap = 1000
        self._advance()
        self._invoice({self.first: 600}, "2026-06-01")
        self.assertEqual(self._payable(self.first), 200)
        with self.assertRaisesRegex(ValidationError, "R421"):
            self._advance(amount=201)

    def test_a_decision_is_cancelled_never_changed(self):
        advance = self._advance()
        with self.assertRaises(UserError):
            advance.amount = 900
        with self.assertRaises(UserError):
            advance.unlink()
        advance.action_cancel()
        self.assertEqual(self._payable(self.waits), 0)
        with self.assertRaises(UserError):
            advance.action_grant()

    def test_advisers_read_their_people_s_and_decide_none(self):
        advance = self._advance(grant=False)
        mine = advance.with_user(self.adviser)
        self.assertFalse(mine.search([("id", "=", advance.id)]))
        self.waits.adviser_id = self.adviser
        self.assertTrue(mine.search([("id", "=", advance.id)]))
        with self.assertRaises(AccessError):
            mine.action_grant()

    def test_desk_says_what_is_advanced(self):
        self.company.caetic_advance_cap = 1000
        self._invoice({self.first: 500}, "2026-06-01")
        self._bill(self.first, 400, "2026-06-05")
        desk = self.env.ref("caetic_members.caetic_desk_advances")
        self.assertIn("400", desk.detail)
        self.assertIn("000", desk.detail)
