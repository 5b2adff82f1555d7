# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestClosingReopen(CaeticCommon):
    """A month is looked at, posted, locked, and reopened by reversal (R432, R433)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand", "amelie.d")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        invoice = cls._invoice({cls.activity: 1000}, "2026-05-04")
        cls._pay(invoice, 1200, "2026-05-20")

    def _line(self, closing):
        return closing.line_ids.filtered(lambda one: one.activity_id == self.activity)

    def _reopen(self, closing, reason="Facture oubliée"):
        closing.reopen_reason = reason
        closing.action_reopen()

    def test_reopened_and_posted_again_says_the_same(self):
        closing = self._close("2026-05-31")
        before = self._line(closing).read(["contribution", "balance_end", "base"])
        first = self._line(closing).move_ids
        self._reopen(closing)
        self.assertEqual(closing.state, "computed")
        # The entry of 100 and its reversal both stand, on the last day of May.
        back = first.reversal_move_ids
        self.assertEqual((first.state, back.state), ("posted", "posted"))
        self.assertEqual(back.date.isoformat(), "2026-05-31")
        self.assertEqual(back.caetic_term, "contribution")
        self.assertEqual(first.caetic_reopened_line_id, self._line(closing))
        self.assertEqual(self.activity._get_statement().terms.contribution, 0)
        closing.action_compute()
        closing.action_post()
        after = self._line(closing).read(["contribution", "balance_end", "base"])
        self.assertEqual(after, before)
        self.assertEqual(self.activity._get_statement().available, 900)
        entries = self.env["account.move"].search(
            [("journal_id", "=", self.company.caetic_contribution_journal_id.id)]
        )
        self.assertEqual(len(entries), 3)

    def test_what_was_forgotten_enters_the_month(self):
        """1 000 were charged 100; with 500 found in May it is 150."""
        closing = self._close("2026-05-31")
        self._reopen(closing)
        found = self._invoice({self.activity: 500}, "2026-05-10")
        self._pay(found, 600, "2026-05-30")
        closing.action_compute()
        closing.action_post()
        self.assertEqual(self._line(closing).contribution, -150)
        self.assertIn("Facture oubliée", closing.message_ids[0].body)

    def test_reopened_in_slices_and_resumed(self):
        """Stopped after some activities, it goes on with the others."""
        closing = self._close("2026-05-31")
        closing.write({"reopen_reason": "test", "state": "reopening"})
        self._line(closing)._reverse_entries()
        with self.assertRaisesRegex(UserError, "Compute the month"):
            closing.action_post()
        with self.assertRaisesRegex(UserError, "already posted"):
            closing.action_compute()
        closing.action_reopen()
        self.assertEqual(closing.state, "computed")
        self.assertEqual(self.activity._get_statement().terms.contribution, 0)

    def test_in_which_order(self):
        may = self._close("2026-05-31")
        june = self._close("2026-06-30")
        with self.assertRaisesRegex(UserError, "reopen it first"):
            self._reopen(may)
        with self.assertRaisesRegex(UserError, "Say why"):
            self._reopen(june, "")
        self._reopen(june)
        self._reopen(may)
        self.assertEqual((may.state, june.state), ("computed", "computed"))
        with self.assertRaisesRegex(UserError, "not posted"):
            self._reopen(may)

    def test_a_locked_month_takes_no_entry(self):
        closing = self._close("2026-05-31").with_user(self.accountant)
        closing.action_lock()
        self.assertTrue(closing.is_locked)
        late = self._invoice({self.activity: 500}, "2026-05-10", post=False)
        # A bill is dated in the first open month; an entry of that day is refused.
        bill = self._bill(self.activity, 10, "2026-05-12")
        self.assertGreater(bill.date.isoformat(), "2026-05-31")
        with self.assertRaises(UserError), self.cr.savepoint():
            self._create_entry("2026-05-12").action_post()
        with self.assertRaisesRegex(UserError, "unlock it first"):
            self._reopen(closing)
        closing.action_unlock()
        self.assertFalse(closing.is_locked)
        late.action_post()
        self.assertEqual(late.date.isoformat(), "2026-05-10")

    def test_a_month_is_locked_after_it_is_posted(self):
        closing = self.env["caetic.closing"].create({"date": "2026-05-31"})
        closing.action_compute()
        with self.assertRaisesRegex(UserError, "once it is posted"):
            closing.action_lock()
        closing.action_post()
        with self.assertRaisesRegex(AccessError, "Only an accountant"):
            closing.with_user(self.coordinator).action_lock()
        closing.reopen_reason = "test"
        with self.assertRaises(AccessError):
            closing.with_user(self.adviser).action_reopen()

    def _create_entry(self, date):
        expense = self.company_data["default_account_expense"]
        revenue = self.company_data["default_account_revenue"]
        return self.env["account.move"].create(
            {
                "date": date,
                "journal_id": self.company_data["default_journal_misc"].id,
                "line_ids": [
                    (0, 0, {"account_id": account.id, "balance": balance})
                    for account, balance in ((expense, 5), (revenue, -5))
                ],
            }
        )

    def test_what_does_not_look_right(self):
        """A draft, an item of nobody, a line of the bank, an activity below zero."""
        self._bill(self.activity, 2000, "2026-05-12")
        self._invoice({self.activity: 70}, "2026-05-28", post=False)
        self._create_entry("2026-05-15")
        self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.bank_journal.id,
                "date": "2026-05-29",
                "payment_ref": "?",
                "amount": 12,
            }
        )
        closing = self.env["caetic.closing"].create({"date": "2026-05-31"})
        closing.action_compute()
        found = {check.code: check.count for check in closing.check_ids}
        self.assertEqual(found["bank"], 1)
        self.assertEqual(found["negative"], 1)
        self.assertEqual(found["draft"], 2)
        for check in closing.check_ids:
            action = check.action_open()
            records = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(len(records), check.count, check.code)

    def test_each_activity_is_reviewed(self):
        closing = self.env["caetic.closing"].create({"date": "2026-05-31"})
        closing.action_compute()
        self._line(closing).with_user(self.accountant).action_review()
        self.assertEqual(closing.reviewed_count, 1)
        self._line(closing).action_review()
        self.assertEqual(closing.reviewed_count, 0)
        with self.assertRaises(AccessError):
            self._line(closing).with_user(self.adviser).action_review()

    def test_what_moves_is_to_be_reviewed_again(self):
        closing = self.env["caetic.closing"].create({"date": "2026-05-31"})
        closing.action_compute()
        self._line(closing).action_review()
        closing.action_compute()
        self.assertTrue(self._line(closing).is_reviewed)
        self._bill(self.activity, 10, "2026-05-12")
        closing.action_compute()
        self.assertFalse(self._line(closing).is_reviewed)

    def test_the_last_month_is_computed_by_itself(self):
        closings = self.env["caetic.closing"]
        closings._cron_prepare()
        self.assertFalse(closings.search([]), "nobody has closed a month yet")
        self._close("2026-05-31")
        closings._cron_prepare()
        closings._cron_prepare()
        [june] = closings.search([("date", "=", "2026-06-30")])
        self.assertEqual(june.state, "computed")

    def test_a_month_waits_for_the_one_before(self):
        may = self._close("2026-05-31")
        self._reopen(may)
        closings = self.env["caetic.closing"]
        closings._cron_prepare()
        self.assertEqual(closings.search([]), may)
