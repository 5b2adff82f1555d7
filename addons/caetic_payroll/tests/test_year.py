# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PayrollCommon


@tagged("post_install", "-at_install")
class TestYear(PayrollCommon):
    """What is due by body, what a year leaves, what-if over twelve months."""

    def test_recap_adds_up_to_the_payslips(self):
        self._approved(1000)
        board = self._pay_month()
        action = board.action_caetic_recap()
        rows = self.env["caetic.pay.recap.line"].search(action["domain"])
        # Employee 208.40, employer 52.66, no tax: 261.06.
        self.assertAlmostEqual(sum(rows.mapped("total")), 261.06, 2)
        self.assertEqual(set(rows.mapped("body")), {"urssaf", "agirc_arrco"})
        urssaf = rows.filtered(lambda row: row.body == "urssaf")
        self.assertNotIn(False, urssaf.mapped("ctp"))
        # 100D of Urssaf: health, retirement, family and accidents on the whole pay.
        line = rows.filtered(lambda row: row.code == "retraite_t1")
        self.assertEqual((line.employee, line.employer), (31.50, 47.20))
        # Each amount opens the lines of payslips that it is made of.
        lines = self.env["hr.payslip.line"].search(line.action_open_lines()["domain"])
        self.assertEqual(sorted(map(abs, lines.mapped("total"))), [31.50, 47.20])
        self.assertEqual(lines[0].action_open_payslip()["res_id"], board.slip_ids.id)

    def test_recap_of_a_cancelled_payslip_is_nothing(self):
        self._approved(1000)
        board = self._pay_month()
        slip = board.slip_ids
        slip.refund_sheet()
        slip.refunded_id.payslip_run_id = board
        board.action_caetic_recap()
        rows = self.env["caetic.pay.recap.line"].search([("run_id", "=", board.id)])
        self.assertAlmostEqual(sum(map(abs, rows.mapped("total"))), 0, 2)

    def test_balance_of_the_variable_part(self):
        """R123: turnover less the contribution, less what was paid."""
        self._feed(self.studio, 3000, "2026-03-10")
        self._bill(self.studio, 200, "2026-04-10")
        self._approved(1000, month="2026-10-01")
        self._pay_month("2026-10-01")
        balance = self.env["caetic.pay.balance"].create(
            {
                "activity_id": self.studio.id,
                "date_to": "2026-12-31",
                "meeting_date": "2027-06-20",
                "kept": 100,
            }
        )
        # 3 000 - 200 - 300 (10 %) = 2 500; 2 500 - 1 052.66 = 1 447.34; 100 is kept.
        self.assertAlmostEqual(balance.available, 2500, 2)
        self.assertAlmostEqual(balance.paid, 1052.66, 2)
        self.assertAlmostEqual(balance.amount, 1447.34, 2)
        self.assertAlmostEqual(balance.due, 1347.34, 2)
        self.assertEqual(balance.due_date, date(2027, 7, 20))
        balance.action_request()
        self.assertLessEqual(balance.request_id.cost, 1347.34)
        self.assertEqual(balance.request_id.state, "submitted")
        with self.assertRaises(UserError):
            balance.action_request()

    def test_simulator(self):
        """10 % of 3 000 is contributed: 2 700 a month pay for the cost."""
        simulator = self.env["caetic.pay.simulator"].create(
            {
                "date_from": "2026-01-01",
                "turnover": 3000,
                "scheme_id": self.scheme.id,
                "is_smooth": True,
            }
        )
        simulator.action_fill()
        self.assertEqual(len(simulator.line_ids), 12)
        self.assertEqual(set(simulator.line_ids.mapped("contribution")), {300.0})
        for line in simulator.line_ids:
            self.assertLessEqual(line.cost, 2700)
            self.assertGreater(line.cost, 2699)
        self.assertAlmostEqual(simulator.saving, 0, 0)

    def test_simulator_of_irregular_months(self):
        """R422: the same pay each month leaves more net than pay as money comes."""
        self.company.caetic_settlement = "progressive"
        simulator = self.env["caetic.pay.simulator"].create(
            {"date_from": "2026-01-01", "turnover": 1000, "scheme_id": self.scheme.id}
        )
        simulator.action_fill()
        simulator.line_ids[-1].turnover = 13000
        simulator.action_compute()
        self.assertGreater(simulator.saving, 1000)
