# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import psycopg2
from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PayrollCommon


@tagged("post_install", "-at_install")
class TestRequest(PayrollCommon):
    """From what is asked to what is approved, and what it takes from the account."""

    def test_gross_of_the_reference(self):
        """Public simulator, 30 people, AT/MP 1.5 %: 1 000.00 costs 1 052.66."""
        request = self._request(1000)
        self.assertEqual(request.cost, 1052.66)
        self.assertEqual(request.net, 791.60)

    def test_cost_is_never_exceeded(self):
        """The largest gross whose cost is within the budget; the rest stays."""
        request = self._request(1052.66, "cost")
        self.assertEqual(request.gross, 1000)
        self.assertEqual(request.residual, 0)
        request.amount = 1053
        self.assertLessEqual(request.cost, 1053)
        self.assertAlmostEqual(request.residual, 1053 - request.cost, 2)

    def test_net_is_reached(self):
        """The smallest gross whose net reaches the target."""
        request = self._request(791.60, "net")
        self.assertGreaterEqual(request.net, 791.60)
        self.assertLessEqual(request.gross, 1000)

    def test_forecast_counts_requests_and_fixed_parts(self):
        """1 052.66 asked for October; the fixed part of 150 in the other months."""
        with freeze_time("2026-10-05"):
            self._request(1000).action_submit()
            months = self.studio.with_user(self.ana.user_id)._get_forecast()
        pay = [[flow for flow in month.flows if flow.kind == "pay"] for month in months]
        [asked] = pay[0]
        self.assertEqual(float(asked.amount), -1052.66)
        self.assertEqual(str(asked.day), "2026-10-31")
        costs = {flow.amount for [flow] in pay[1:]}
        self.assertEqual(len(costs), 1)
        self.assertLess(costs.pop(), -150)

    def test_request_is_taken_from_what_is_payable(self):
        self._feed(self.studio, 3000)
        before = self.studio.payable_amount
        request = self._request(1000)
        self.assertEqual(self.studio._get_statement().payable, before)
        request.action_submit()
        self.studio.invalidate_recordset()
        self.assertAlmostEqual(self.studio.payable_amount, before - 1052.66, 2)
        request.action_approve()
        self._pay_month()
        self.studio.invalidate_recordset()
        # The payslip has taken the place of the request.
        self.assertAlmostEqual(self.studio.payable_amount, before - 1052.66, 2)
        self.assertEqual(self.studio.pay_pending, 0)
        self.assertEqual(request.state, "paid")

    def test_pay_of_a_running_month_is_not_spent_twice(self):
        """Its entry counts on the 31st; it is kept aside until then."""
        with freeze_time("2026-10-20"):
            self._feed(self.studio, 3000)
            before = self.studio._get_statement()
            self._approved(1000)
            self._pay_month()
            self.studio.invalidate_recordset()
            statement = self.studio._get_statement()
            self.assertEqual(statement.available, before.available)
            self.assertEqual(self.studio.pay_pending, 1052.66)
        with freeze_time("2026-10-31"):
            self.studio.invalidate_recordset()
            last_day = self.studio._get_statement()
            self.assertEqual(self.studio.pay_pending, 0)
        self.assertEqual(last_day.payable, statement.payable)

    def test_warnings(self):
        self._feed(self.studio, 3000)
        self.assertFalse(self._request(1000).has_warning)
        low = self._request(100, month="2026-09-01")
        self.assertIn("fixed part", low.warning)
        high = self._request(9000, month="2026-08-01")
        self.assertIn("overdrawn", high.warning)
        # 3 000 less 10 % is 2 700: waiting for approval, it is overdrawn as before.
        high.action_submit()
        self.assertEqual(high.payable, 2700)
        self.assertLess(high.left, -6300)
        self.assertIn("overdrawn", high.warning)
        high._refuse("Trop")
        early = self._request(200, month="2025-12-01")
        self.assertIn("No contract", early.warning)
        with self.assertRaises(UserError):
            early.action_submit()

    @mute_logger("odoo.sql_db")
    def test_one_request_a_month_unless_refused(self):
        request = self._request(1000)
        request.action_submit()
        with self.assertRaises(psycopg2.IntegrityError), self.cr.savepoint():
            self._request(500)
        request._refuse("Trop")
        self.assertEqual(self._request(500).state, "draft")

    def test_only_members_of_the_activity(self):
        with self.assertRaises(ValidationError):
            self._request(1000, member_id=self.bruno.id)

    def test_approved_is_sealed(self):
        request = self._approved(1000)
        with self.assertRaises(UserError):
            request.amount = 2000
        request.action_reset()
        request.amount = 2000
        self.assertEqual(request.gross, 2000)

    def test_many_at_once(self):
        first = self._request(1000)
        second = self._request(
            500, member_id=self.bruno.id, activity_id=self.atelier.id
        )
        (first | second).action_submit()
        (first | second).with_user(self.coordinator).action_approve()
        self.assertEqual((first | second).mapped("state"), ["approved"] * 2)
        board = self._board()
        self.assertEqual(board.caetic_approved_count, 2)
        board.action_caetic_compute()
        self.assertEqual(len(board.slip_ids), 2)

    def test_coordinator_decides_without_seeing_payslips(self):
        request = self._approved(1000).with_user(self.coordinator)
        request.action_reset()
        self.assertEqual(request.state, "submitted")
        action = request.action_refuse()
        wizard = (
            self.env["caetic.pay.refuse.wizard"]
            .with_user(self.coordinator)
            .with_context(**action["context"])
            .create({"reason": "Facture en litige"})
        )
        wizard.action_refuse()
        self.assertEqual(request.refuse_reason, "Facture en litige")

    def test_fixed_part_is_due(self):
        """R122, R529: who asks for nothing is paid the fixed part of the contract."""
        board = self._board()
        board.action_caetic_fixed_parts()
        board.action_caetic_fixed_parts()
        due = self.env["caetic.pay.request"].search([("month", "=", "2026-10-01")])
        self.assertEqual(due.member_id, self.ana)
        self.assertEqual(due.gross, 150)
        self.assertEqual(due.state, "submitted")

    def test_a_stable_plan_goes_on(self):
        self._approved(900, "stable")
        self._pay_month()
        self._board("2026-11-01").action_caetic_fixed_parts()
        due = self.env["caetic.pay.request"].search([("month", "=", "2026-11-01")])
        self.assertEqual((due.mode, due.amount), ("stable", 900))

    def test_cape_is_paid_without_reduction(self):
        """R517: no general reduction for a CAPE."""
        carla = self._create_member("Carla Roux")
        activity = self._create_activity("Duocom", [carla])
        self._create_contract(carla, "cape", "2026-06-01", "2027-05-31")
        request = self._request(500, member_id=carla.id, activity_id=activity.id)
        self.assertEqual(request.contract_id.kind, "cape")
        request.action_submit()
        request.action_approve()
        slip = self._pay_month().slip_ids
        self.assertEqual(slip.caetic_reduction, 0)
        self.assertEqual(slip.state, "done")
        self.assertAlmostEqual(sum(slip.caetic_move_id.line_ids.mapped("balance")), 0)
