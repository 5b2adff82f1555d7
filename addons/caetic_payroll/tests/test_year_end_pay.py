# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PayrollCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-05")
class TestYearEndPay(PayrollCommon):
    """R123: the balance of a year becomes requests of pay, beside the month's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.studio.stake_ids = [(0, 0, {"member_id": cls.bruno.id, "share": 50})]
        cls.studio.stake_ids[:1].share = 50
        cls._feed(cls.studio, 5000, "2025-11-15")
        cls.year = cls.env["caetic.year.end"].create(
            {"date_to": "2025-12-31", "meeting_date": "2026-06-20"}
        )
        cls.line = cls.env["caetic.year.end.line"].create(
            {
                "year_end_id": cls.year.id,
                "activity_id": cls.studio.id,
                "earned": 4500,
                "balance": 4500,
                "due": 4500,
                "decision": "pay",
                "amount": 3600,
            }
        )
        cls.year.action_propose()

    def test_each_member_is_paid_their_share(self):
        """Settled by an accountant, who has no right on requests of pay."""
        month = self._approved(500, mode="cost")
        self.year.with_user(self.accountant).action_settle()
        requests = self.line.request_ids
        self.assertEqual(requests.mapped("amount"), [1800, 1800])
        self.assertEqual(set(requests.mapped("state")), {"submitted"})
        self.assertEqual(requests.member_id, self.ana | self.bruno)
        own = self.studio.with_user(self.ana.user_id)._portal_get_pay_request(
            month.month
        )
        self.assertEqual(own, month)
        self.assertEqual(
            self.studio.pay_pending, month.cost + sum(requests.mapped("cost"))
        )

    def test_the_fixed_part_of_the_month_is_due_beside(self):
        self.year.action_settle()
        due = self.env["caetic.pay.request"]._create_due(
            self.company, self.line.request_ids[0].month
        )
        self.assertIn(self.ana, due.member_id)

    def test_reopened_before_it_is_paid(self):
        self.year.action_settle()
        requests = self.line.request_ids
        self.year.reopen_reason = "The meeting changed it"
        self.year.action_reopen()
        self.assertEqual(set(requests.mapped("state")), {"refused"})
        self.year.action_settle()
        standing = self.line.request_ids.filtered(lambda one: one.state != "refused")
        self.assertEqual(standing.mapped("amount"), [1800, 1800])

    def test_what_is_paid_is_not_taken_back(self):
        self.year.action_settle()
        self.line.request_ids.action_approve()
        self._pay_month()
        self.year.reopen_reason = "Too late"
        with self.assertRaisesRegex(UserError, "cancel its payslip"):
            self.year.action_reopen()
