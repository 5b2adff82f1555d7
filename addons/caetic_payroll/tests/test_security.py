# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import PayrollCommon

SLIPS = ("hr.payslip", "hr.payslip.line", "hr.payslip.input", "hr.payslip.worked_days")


@tagged("post_install", "-at_install")
class TestSecurity(PayrollCommon):
    """Who reads pay: the payroll officer, and the person through the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.request = cls._approved(
            1000, unpaid_days=1, sick_days=1, daily_allowances=10
        )
        cls.slip = cls._pay_month().slip_ids

    def test_owner_and_others_read_no_payslip_by_rpc(self):
        for user in (
            self.ana.user_id,
            self.bruno.user_id,
            self.adviser,
            self.coordinator,
            self.accountant,
        ):
            for model in (*SLIPS, "hr.payslip.run"):
                with self.assertRaises(AccessError, msg=f"{user.login} {model}"):
                    self.env[model].with_user(user).search_read([])

    def test_portal_has_no_right_on_requests(self):
        requests = self.env["caetic.pay.request"].with_user(self.ana.user_id)
        with self.assertRaises(AccessError):
            requests.search([])
        with self.assertRaises(AccessError):
            requests.create(
                {
                    "member_id": self.ana.id,
                    "activity_id": self.studio.id,
                    "amount": 1,
                }
            )
        with self.assertRaises(AccessError):
            requests.browse(self.request.id).write({"amount": 1})

    def test_payroll_officer_prepares_the_month(self):
        slips = self.env["hr.payslip"].with_user(self.payroll_officer)
        self.assertIn(self.slip, slips.search([]))
        request = self._request(800, month="2026-11-01")
        request.action_submit()
        request.with_user(self.payroll_officer).action_approve()
        board = self._board("2026-11-01").with_user(self.payroll_officer)
        board.action_caetic_compute()
        board.action_caetic_validate()
        self.assertEqual(request.state, "paid")

    def test_officer_of_oca_sees_subordinates_only(self):
        """OCA shows the payslips of employees without a department; not here."""
        officer = new_test_user(
            self.env,
            login="oca_officer",
            groups="payroll.group_payroll_user",
            company_id=self.company.id,
        )
        self.assertFalse(self.slip.employee_id.department_id)
        for model in SLIPS:
            found = self.env[model].with_user(officer).search([])
            self.assertFalse(found, msg=model)
        manager = self.env["hr.employee"].create(
            {"name": "Chef", "user_id": officer.id}
        )
        self.slip.employee_id.department_id = self.env["hr.department"].create(
            {"name": "Studio", "manager_id": manager.id}
        )
        for model in SLIPS:
            found = self.env[model].with_user(officer).search([])
            self.assertTrue(found, msg=model)

    def test_adviser_reads_requests_of_the_portfolio(self):
        requests = self.env["caetic.pay.request"].with_user(self.adviser)
        self.assertFalse(requests.search([]))
        self.ana.adviser_id = self.adviser
        self.env.flush_all()
        self.assertEqual(requests.search([]), self.request)
        with self.assertRaises(AccessError):
            requests.browse(self.request.id).write({"amount": 1})

    def test_tax_is_hidden_from_advisers_and_coordinators(self):
        """The tax withheld tells the rate, which tells of the household."""
        request = self.request.with_user(self.coordinator)
        # 791.60, and 10.00 of sick pay advanced.
        self.assertAlmostEqual(request.net, 801.60, 2)
        with self.assertRaises(AccessError):
            request.read(["tax"])
        with self.assertRaises(AccessError):
            request.read(["net_paid"])

    def test_only_the_owner_gets_the_document(self):
        own = self.slip.with_user(self.ana.user_id)
        self.assertTrue(own._portal_get_pdf())
        for user in (self.bruno.user_id, self.adviser, self.accountant):
            with self.assertRaises(AccessError):
                self.slip.with_user(user)._portal_get_pdf()
