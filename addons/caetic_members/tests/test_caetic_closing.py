# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import LockError, UserError, ValidationError
from odoo.tests import tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestClosing(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        cls.other = cls._create_activity("Pixel du Razès", cls.member)

    def _line(self, closing, activity=None):
        return closing.line_ids.filtered(
            lambda line: line.activity_id == (activity or self.activity)
        )

    def _sell(self, amount, day, paid=None):
        invoice = self._invoice({self.activity: amount}, day)
        if paid:
            self._pay(invoice, amount * 1.2, paid)
        return invoice

    def test_contribution_entry_moves_no_profit(self):
        """R407: same general account on both sides, two analytic accounts."""
        self._sell(1000, "2026-05-04", "2026-05-20")
        line = self._line(self._close("2026-05-31"))
        move = line.move_ids
        self.assertEqual(line.contribution, -100)
        self.assertEqual(move.date.isoformat(), "2026-05-31")
        self.assertEqual(move.state, "posted")
        self.assertEqual(
            move.line_ids.account_id, self.company.caetic_contribution_account_id
        )
        self.assertEqual(sum(move.line_ids.mapped("balance")), 0)
        debit = move.line_ids.filtered("debit")
        credit = move.line_ids.filtered("credit")
        self.assertEqual(debit.caetic_activity_id, self.activity)
        self.assertEqual(
            credit.caetic_analytic_id, self.company.caetic_structure_account_id
        )
        self.assertEqual(debit.debit, 100)

    def test_closing_of_a_month_opens_the_next(self):
        """R432: closing balance of m = opening of m+1."""
        self._sell(1000, "2026-05-04", "2026-05-20")
        may = self._line(self._close("2026-05-31"))
        self._sell(500, "2026-06-04", "2026-06-20")
        june = self._line(self._close("2026-06-30"))
        self.assertEqual(may.balance_end, 900)
        self.assertEqual(june.balance_start, may.balance_end)
        self.assertEqual(june.sale, 500)
        self.assertEqual(june.contribution, -50)
        self.assertEqual(june.balance_end, 1350)

    def test_available_does_not_move_when_the_month_is_posted(self):
        self._sell(1000, "2026-05-04", "2026-05-20")
        before = self.activity._get_statement().available
        self._close("2026-05-31")
        self.env.invalidate_all()
        self.assertEqual(self.activity._get_statement().available, before)

    def test_what_is_known_late_enters_the_first_open_month(self):
        """A receipt of May registered after May was closed counts in June."""
        invoice = self._sell(1000, "2026-05-04")
        may = self._line(self._close("2026-05-31"))
        self._pay(invoice, 1200, "2026-05-25")
        june = self._line(self._close("2026-06-30"))
        self.assertEqual((may.sale, june.sale), (0, 1000))
        self.assertEqual((may.base, june.base), (0, 1000))
        self.assertEqual(june.contribution, -100)

    def test_computing_again_changes_nothing(self):
        self._sell(1000, "2026-05-04", "2026-05-20")
        closing = self.env["caetic.closing"].create({"date": "2026-05-31"})
        closing.action_compute()
        first = self._line(closing).read()[0]
        closing.action_compute()
        again = self._line(closing).read()[0]
        for key in ("id", "sale", "contribution", "balance_end", "base"):
            self.assertEqual(first[key], again[key])

    def test_posting_twice_writes_one_entry(self):
        self._sell(1000, "2026-05-04", "2026-05-20")
        closing = self._close("2026-05-31")
        with self.assertRaises(UserError):
            closing.action_post()
        self._line(closing)._post_entries()
        self.assertEqual(len(self._line(closing).move_ids), 1)

    def test_interrupted_posting_resumes_without_a_double(self):
        for activity in (self.activity, self.other):
            self._pay(self._invoice({activity: 1000}, "2026-05-04"), 1200, "2026-05-20")
        closing = self.env["caetic.closing"].create({"date": "2026-05-31"})
        closing.action_compute()
        closing.state = "posting"
        self._line(closing)._post_entries()
        self.assertEqual(closing.posted_count, 1)
        closing.action_post()
        self.assertEqual(closing.state, "posted")
        self.assertEqual(len(closing.line_ids.move_ids), 2)

    def test_second_closer_is_told_so(self):
        """Two accountants at the same month: one closes, the other hears why not."""
        closing = self.env["caetic.closing"].create({"date": "2026-05-31"})
        refusal = LockError("taken")
        taken = patch.object(type(closing), "lock_for_update", side_effect=refusal)
        with taken, self.assertRaisesRegex(UserError, "Somebody else"):
            closing.action_compute()

    def test_each_batch_writes_the_row_of_its_month(self):
        """Who read the month before a batch cannot go on with what was read."""
        closing = self.env["caetic.closing"].create({"date": "2026-05-31"})
        closing.action_compute()
        self._line(closing)._post_entries()
        self.env.flush_all()
        query = "SELECT line_count, posted_count FROM caetic_closing WHERE id = %s"
        self.env.cr.execute(query, [closing.id])
        self.assertEqual(self.env.cr.fetchone(), (2, 1))

    def test_payment_after_the_end_of_an_activity_bears_contribution(self):
        """R401: what is cashed bears contribution, even when the activity is over."""
        invoice = self._sell(1000, "2026-04-04")
        self.activity.date_end = "2026-04-30"
        self._close("2026-04-30")
        quiet = self._close("2026-05-31")
        self.assertFalse(self._line(quiet))
        self._pay(invoice, 1200, "2026-06-10")
        self.activity.active = False
        line = self._line(self._close("2026-06-30"))
        self.assertEqual(line.contribution, -100)
        self.assertEqual(line.balance_end, 900)
        self.assertEqual(line.move_ids.state, "posted")

    def test_marginal_tiers_run_on_the_year(self):
        """Astrolabe: 11 % to 40 000, 10 % above: 4 400, then 200 on 2 000 more."""
        self.activity.scheme_id = self._create_scheme([(0, 11), (40000, 10)])
        self._sell(40000, "2026-05-04", "2026-05-20")
        may = self._line(self._close("2026-05-31"))
        self._sell(2000, "2026-06-04", "2026-06-20")
        june = self._line(self._close("2026-06-30"))
        self.assertEqual((may.contribution, june.contribution), (-4400, -200))

    def test_fees_are_posted_once_a_month(self):
        self.scheme.fee_month = 16
        self.company.caetic_first_month = "2026-05-01"
        may = self._line(self._close("2026-05-31"))
        june = self._line(self._close("2026-06-30"))
        self.assertEqual((may.fee, june.fee), (-16, -16))
        self.assertEqual(may.move_ids.caetic_term, "fee")
        # July has begun: its fee is due, not posted.
        self.assertEqual(self.activity._get_statement().available, -48)

    def test_exempt_month_pays_no_contribution(self):
        self.activity.exemption_ids = [
            (
                0,
                0,
                {"date_from": "2026-05-01", "date_to": "2026-05-31", "reason": "ASS"},
            )
        ]
        self._sell(1000, "2026-05-04", "2026-05-20")
        may = self._line(self._close("2026-05-31"))
        self._sell(500, "2026-06-04", "2026-06-20")
        june = self._line(self._close("2026-06-30"))
        self.assertEqual((may.contribution, june.contribution), (0, -50))

    def test_credit_note_gives_contribution_back(self):
        """R404: the credit note lowers the base of its own period."""
        invoice = self._sell(1000, "2026-05-04", "2026-05-20")
        self._close("2026-05-31")
        refund = self._invoice({self.activity: 200}, "2026-06-10", "out_refund")
        self._pay(refund, 240, "2026-06-12")
        june = self._line(self._close("2026-06-30"))
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual((june.sale, june.contribution), (-200, 20))

    def test_months_close_in_order(self):
        self.env["caetic.closing"].create({"date": "2026-05-31"}).action_compute()
        june = self.env["caetic.closing"].create({"date": "2026-06-30"})
        with self.assertRaises(UserError):
            june.action_compute()

    def test_month_not_over_is_refused(self):
        closing = self.env["caetic.closing"].create({"date": "2026-07-31"})
        with self.assertRaises(UserError):
            closing.action_compute()

    def test_closing_date_is_the_last_day_of_a_month(self):
        with self.assertRaises(ValidationError):
            self.env["caetic.closing"].create({"date": "2026-05-30"})

    def test_explained_lines_add_up(self):
        self.activity.scheme_id = self._create_scheme([(0, 11), (40000, 10)])
        self._sell(62000, "2026-05-04", "2026-05-20")
        line = self._line(self._close("2026-05-31"))
        total = sum(float(row["amount"]) for row in line.explanation)
        # 40 000 x 11 % + 22 000 x 10 % = 6 600
        self.assertEqual(total, 6600)

    def test_explanation_is_said_in_words(self):
        """The accountant reads a rule and its amounts, in French, not codes."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.activity.scheme_id = self._create_scheme([(0, 10)])
        self._sell(2000, "2026-05-04", "2026-05-20")
        line = self._line(self._close("2026-05-31")).with_context(lang="fr_FR")
        text = " ".join(line.explanation_text.split())
        self.assertEqual(text, "Sur la base : 2 000,00 € à 10,00 % = 200,00 €")

    def test_contributions_charged_are_the_structure_income(self):
        """R432: what activities pay is what the structure receives."""
        for activity in (self.activity, self.other):
            self._pay(self._invoice({activity: 1000}, "2026-05-04"), 1200, "2026-05-20")
        self._close("2026-05-31")
        items = self.env["account.move.line"].search(
            [("account_id", "=", self.company.caetic_contribution_account_id.id)]
        )
        own = items.filtered("caetic_activity_id")
        structure = items.filtered(
            lambda i: i.caetic_analytic_id == self.company.caetic_structure_account_id
        )
        self.assertEqual(sum(own.mapped("balance")), 200)
        self.assertEqual(sum(structure.mapped("balance")), -200)
