# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A fund: fed by the close, lent, paid back (R429)."""

from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.caetic_members.tests.common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestFund(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        cls.other = cls._create_activity("Pixel du Razès", cls.member)
        cls.company.caetic_first_month = "2026-05-01"
        cls.fund = cls.env["caetic.fund"].create(
            {"name": "Solidarité", "basis": "turnover", "rate": 0.5}
        )

    def _sell(self, activity, amount, day):
        invoice = self._invoice({activity: amount}, day)
        self._pay(invoice, invoice.amount_total, day)

    def _balance(self):
        self.fund.invalidate_recordset(["balance"])
        return self.fund.balance

    def _ask(self, **values):
        return self.env["caetic.fund.request"].create(
            {
                "fund_id": self.fund.id,
                "activity_id": self.other.id,
                "kind": "loan",
                "amount": 20,
                "months": 2,
                "reason": "Trésorerie",
                **values,
            }
        )

    def _feed(self):
        """The close of May: 0,5 % of 10 000 is 50."""
        self._sell(self.activity, 10000, "2026-05-04")
        return self._close("2026-05-31")

    def test_live_account_bears_what_feeds_the_fund(self):
        """2 400 cashed, 240 of contribution, 12 for the fund: 2 148."""
        self._sell(self.activity, 2400, "2026-06-02")
        statement = self.activity._get_statement()
        self.assertEqual(statement.available, 2148)
        self.assertEqual(statement.fees_due.by_name, {"Solidarité": 12})

    def test_close_credits_the_fund(self):
        """The same account on both sides, and every check of the books holds."""
        closing = self._feed()
        self.assertEqual(self._balance(), 50)
        line = closing.line_ids.filtered(lambda one: one.activity_id == self.activity)
        self.assertEqual((line.fee, line.fee_due), (-50, 50))
        self.assertIn("Solidarité", line.explanation_text)
        [move] = line.move_ids.filtered(lambda one: one.caetic_term == "fee")
        self.assertEqual(len(move.line_ids.account_id), 1)
        self.assertEqual(self.activity._get_statement().available, 8950)
        found = self.env["caetic.ledger.check"]._find(self.company)
        self.assertEqual({code: one[0] for code, one in found.items() if one[0]}, {})

    def test_reopening_takes_it_back(self):
        closing = self._feed()
        closing.reopen_reason = "Facture oubliée"
        closing.action_reopen()
        self.assertEqual(self._balance(), 0)
        closing.action_post()
        self.assertEqual(self._balance(), 50)

    def test_fund_of_the_contribution_and_of_a_year(self):
        """2 % of 240 is 4,80; 30 a year in the first month kept here."""
        self.fund.write({"basis": "contribution", "rate": 2})
        self.env["caetic.fund"].create(
            {"name": "Garantie", "basis": "year", "amount_year": 30}
        )
        self._sell(self.activity, 2400, "2026-06-02")
        fees = self.activity._get_statement().fees_due
        self.assertEqual(fees.by_name, {"Garantie": 30, "Solidarité": Decimal("4.80")})

    def test_exempt_of_fees_feeds_nothing(self):
        self.env["caetic.contribution.exemption"].create(
            {
                "activity_id": self.activity.id,
                "date_from": "2026-06-01",
                "reason": "RSA",
                "scope": "fee",
            }
        )
        self._sell(self.activity, 2400, "2026-06-02")
        self.assertEqual(self.activity._get_statement().fees_due.amount, 0)

    def test_loan_is_paid_and_paid_back_by_the_closes(self):
        """20 lent of 50; 10 on the 1st of July and of August, back in the fund."""
        self._feed()
        loan = self._ask()
        loan.action_accept()
        self.assertEqual(self.other._get_statement().available, 0)
        loan.action_pay()
        self.assertEqual(self.other._get_statement().available, 20)
        # It is no sale: it bears no contribution.
        self.assertEqual(self.other._get_statement().base, 0)
        self.assertEqual((self._balance(), loan.amount_left), (30, 20))
        dates = [str(day) for day in loan.instalment_ids.mapped("date")]
        self.assertEqual(dates, ["2026-07-01", "2026-08-01"])
        with freeze_time("2026-08-05"):
            self.assertEqual(self.other._get_statement().available, 0)
            self._close("2026-06-30")
            self._close("2026-07-31")
            self.env.invalidate_all()
            self.assertEqual((self._balance(), loan.amount_left), (40, 10))
            self.assertEqual(self.other._get_statement().available, 0)
            with self.assertRaises(UserError):
                loan.action_cancel()

    def test_forecast_knows_the_instalments(self):
        self._feed()
        loan = self._ask()
        loan.action_accept()
        loan.action_pay()
        spent = [month.spent for month in self.other._get_forecast()]
        self.assertEqual(spent, [0, -10, -10, 0, 0, 0])

    def test_limits_of_a_fund(self):
        """Neither more than is in it, nor more than the largest loan (R429)."""
        self.assertEqual(self.fund.loan_limit, 10000)
        self._feed()
        with self.assertRaisesRegex(ValidationError, "50"):
            self._ask(amount=51, kind="relief").action_accept()
        self.fund.loan_limit = 15
        with self.assertRaises(ValidationError):
            self._ask().action_accept()
        self._ask(kind="relief").action_accept()

    def test_payment_is_taken_back_by_its_reverse(self):
        self._feed()
        loan = self._ask()
        loan.action_accept()
        loan.action_pay()
        loan.action_cancel()
        self.assertEqual(self._balance(), 50)
        self.assertEqual(self.other._get_statement().available, 0)
        self.assertFalse(loan.instalment_ids)

    def test_refusal_has_its_words(self):
        request = self._ask()
        with self.assertRaises(UserError):
            request.action_refuse()
        request.decision = "Attendre le prochain comité."
        request.action_refuse()
        with self.assertRaises(UserError):
            request.action_pay()

    def test_advisers_read_their_people_s_requests(self):
        request = self._ask().with_user(self.adviser)
        self.assertFalse(request.search([("id", "=", request.id)]))
        self.other.adviser_id = self.adviser
        self.assertTrue(request.search([("id", "=", request.id)]))
        with self.assertRaises(AccessError):
            request.action_accept()
