# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import SQL

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestLedgerCheck(CaeticCommon):
    """R432: what must hold is checked every night, and shown where it does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand", "amelie.d")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        cls.scheme.fee_month = 16
        cls.company.caetic_first_month = "2026-05-01"
        invoice = cls._invoice({cls.activity: 1000}, "2026-05-04")
        cls._pay(invoice, 1200, "2026-05-20")
        cls.may = cls._close("2026-05-31")
        cls.june = cls._close("2026-06-30")
        cls.checks = cls.env["caetic.ledger.check"]

    def _run(self):
        """Return ``{code: difference}`` of what does not hold."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.checks.sudo()._run(self.company)
        found = self.checks.search([("company_id", "=", self.company.id)])
        return {one.code: one.difference for one in found if one.is_broken}

    def _line(self, closing):
        return closing.line_ids.filtered(lambda one: one.activity_id == self.activity)

    def _set(self, records, column, value):
        """Write behind Odoo's back, as what should never happen would."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s WHERE id IN %s",
                SQL.identifier(records._table),
                SQL.identifier(column),
                value,
                tuple(records.ids),
            )
        )

    def test_everything_holds(self):
        self.assertEqual(self._run(), {})
        self.assertEqual(self.may.broken_count, 0)

    def test_a_cent_in_an_entry_of_the_close(self):
        move = self._line(self.may).move_ids.filtered(
            lambda one: one.caetic_term == "contribution"
        )
        own = move.line_ids.filtered("caetic_activity_id")
        self._set(own, "balance", 99.99)
        # One cent less than the line says, and than the cooperative has received; the
        # ledger of the account no longer agrees with its analytic items.
        self.assertEqual(self._run(), {"result": 0.01, "charges": 0.02})
        check = self.checks.search(
            [("code", "=", "charges"), ("company_id", "=", self.company.id)]
        )
        action = check.action_open()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), move)
        self.assertEqual(self.may.with_user(self.accountant).broken_count, 2)

    def test_an_entry_that_is_gone(self):
        lines = self._line(self.may)
        moves = lines.move_ids
        self._set(moves, "caetic_closing_line_id", None)
        # 100 of contribution and 16 of fees were due.
        self.assertEqual(self._run(), {"charges": 116})

    def test_a_month_that_does_not_begin_where_the_last_ended(self):
        line = self._line(self.june)
        self._set(line, "balance_start", line.balance_start + 5)
        # Against the month before, and against its own movements.
        self.assertEqual(self._run(), {"months": 10})

    def test_a_step_that_is_missing(self):
        self._set(self._line(self.may), "explanation", "[]")
        self.assertEqual(self._run(), {"explained": 100})

    def test_an_expense_of_nobody(self):
        items = self.env["account.move.line"].search(
            [
                ("caetic_activity_id", "=", self.activity.id),
                ("caetic_term", "=", "sale"),
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM account_analytic_line WHERE move_line_id IN %s",
            (tuple(items.ids),),
        )
        self.assertEqual(self._run(), {"result": 1000})

    def _get_bank_lines(self):
        return self.env["account.analytic.line"].search(
            [
                ("general_account_id.code", "=like", "5%"),
                ("auto_account_id", "=", self.activity.analytic_account_id.id),
                ("company_id", "=", self.company.id),
            ]
        )

    def test_a_bank_item_of_nobody(self):
        """R432: class 5 by activity and structure is the bank book."""
        payment = self._get_bank_lines().filtered("move_line_id")
        self.assertEqual(payment.mapped("amount"), [-1200])
        self._set(payment, "amount", -1199.99)
        self.assertEqual(self._run(), {"bank": 0.01})
        check = self.checks.search(
            [("code", "=", "bank"), ("company_id", "=", self.company.id)]
        )
        action = check.action_open()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, payment.move_line_id.move_id)
        self.assertEqual(self.may.with_user(self.accountant).broken_count, 1)

    def test_what_holds_again_is_told_no_more(self):
        line = self._line(self.june)
        start = line.balance_start
        self._set(line, "balance_start", start + 5)
        self._run()
        self._set(line, "balance_start", start)
        self.assertEqual(self._run(), {})

    def test_by_night_and_for_whom(self):
        self.checks.sudo()._cron_run()
        found = self.checks.search([("company_id", "=", self.company.id)])
        self.assertEqual(len(found), 6)
        self.assertTrue(found.with_user(self.accountant).has_access("read"))
        self.assertFalse(found.with_user(self.accountant).has_access("write"))
        self.assertFalse(found.with_user(self.adviser).has_access("read"))
        self.assertFalse(found.with_user(self.member.user_id).has_access("read"))
