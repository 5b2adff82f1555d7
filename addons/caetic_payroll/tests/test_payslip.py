# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PayrollCommon

# A gross of 1 000.00 in October 2026, non-executive, 30 people, AT/MP 1.5 %: the lines
# of the public simulator of Urssaf, rounded to the cent.
LINES_1000 = {
    "maladie_er": 130.00,
    "vieillesse_plaf": -69.00,
    "vieillesse_plaf_er": 85.50,
    "vieillesse_deplaf": -4.00,
    "vieillesse_deplaf_er": 21.10,
    "famille_er": 52.50,
    "atmp_er": 15.00,
    "csa_er": 3.00,
    "fnal_er": 1.00,
    "dialogue_social_er": 0.16,
    "chomage_er": 40.00,
    "ags_er": 2.50,
    "retraite_t1": -31.50,
    "retraite_t1_er": 47.20,
    "ceg_t1": -8.60,
    "ceg_t1_er": 12.90,
    "formation_er": 10.00,
    "ta_principale_er": 5.90,
    "ta_solde_er": 0.90,
    "csg_deductible": -66.81,
    "csg_non_deductible": -23.58,
    "crds": -4.91,
    "rgdu_er": -375.00,
}
TOTALS_1000 = {"gross": 1000.00, "cost": 1052.66, "net": 791.60, "net_taxable": 820.09}


@tagged("post_install", "-at_install")
class TestPayslip(PayrollCommon):
    """Payslips of OCA payroll, line by line, and their entries."""

    def _balances(self, move):
        groups = move.line_ids.grouped(lambda line: line.account_id.code[:4])
        return {
            code: round(sum(lines.mapped("balance")), 2)
            for code, lines in groups.items()
        }

    def test_lines_of_the_reference(self):
        self._approved(1000)
        slip = self._pay_month().slip_ids
        found = {line.code: line.total for line in slip.line_ids}
        for code, total in {**LINES_1000, **TOTALS_1000}.items():
            self.assertAlmostEqual(found.pop(code), total, 2, code)
        # Neutral scale: nothing is withheld under 1 635 (R527).
        self.assertAlmostEqual(found.pop("income_tax"), 0)
        self.assertAlmostEqual(found.pop("net_paid"), 791.60, 2)
        self.assertAlmostEqual(found.pop("net_social"), 791.60, 2)
        self.assertFalse(found)
        self.assertEqual(slip.caetic_coefficient, 0.3750)
        self.assertEqual(slip.state, "done")

    def test_line_has_base_and_rate(self):
        self._approved(1000)
        slip = self._pay_month().slip_ids
        line = slip.line_ids.filtered(lambda one: one.code == "csg_deductible")
        self.assertAlmostEqual(line.caetic_base, 982.50, 2)
        self.assertAlmostEqual(line.caetic_rate, 6.8, 4)

    def test_entry_balances_and_charges_the_activity(self):
        """641 gross, 645 employer, 421 net, 431 and 437 bodies, 4421 tax."""
        self.env["caetic.pas.rate"].create(
            {"member_id": self.ana.id, "date_from": "2026-10-01", "rate": 10}
        )
        self._approved(1000)
        slip = self._pay_month().slip_ids
        move = slip.caetic_move_id
        self.assertEqual(move.state, "posted")
        self.assertEqual(str(move.date), "2026-10-31")
        # 10 % of the net taxable of 820.09 is 82.01; 791.60 - 82.01 = 709.59.
        # Agirc-Arrco: employee 31.50 + 8.60, employer 47.20 + 12.90.
        # Urssaf: 52.66 of charges less 60.10 is -7.44; 208.40 less 40.10 is 168.30.
        self.assertEqual(
            self._balances(move),
            {
                "6411": 1000.00,
                "6451": -7.44,
                "6453": 60.10,
                "4210": -709.59,
                "4310": -160.86,
                "4370": -100.20,
                "4421": -82.01,
            },
        )
        charges = move.line_ids.filtered(lambda one: one.account_id.code[0] == "6")
        self.assertEqual(charges.caetic_activity_id, self.studio)
        self.assertAlmostEqual(sum(charges.mapped("balance")), 1052.66, 2)
        self.assertEqual(
            self.studio._get_statement().terms.pay, -self._cents("1052.66")
        )

    def _cents(self, text):
        return type(self.studio._get_statement().available)(text)

    def test_leave_provision(self):
        self.company.write({"caetic_leave_provision": True, "caetic_leave_rate": 10})
        request = self._approved(1157.93, "cost")
        # 10 % of a cost of 1 052.66 is 105.27: both are within the budget.
        self.assertEqual((request.gross, request.cost), (1000, 1157.93))
        move = self._pay_month().slip_ids.caetic_move_id
        balances = self._balances(move)
        self.assertEqual(request.cost, 1157.93)
        self.assertEqual(balances["6412"], 105.27)
        self.assertEqual(balances["4282"], -105.27)

    def test_twice_is_once(self):
        self._approved(1000)
        board = self._pay_month()
        slip = board.slip_ids
        board.action_caetic_compute()
        board.action_caetic_validate()
        self.assertEqual(board.slip_ids, slip)
        self.assertEqual(len(slip.caetic_move_ids), 1)
        slip._caetic_post()
        slip.invalidate_recordset()
        self.assertEqual(len(slip.caetic_move_ids), 1)

    @mute_logger("odoo.sql_db")
    def test_database_refuses_a_second_entry(self):
        self._approved(1000)
        slip = self._pay_month().slip_ids
        values = slip._caetic_prepare_move()
        with self.assertRaises(psycopg2.IntegrityError):
            self.env["account.move"].create(values)

    @mute_logger("odoo.sql_db")
    def test_database_refuses_a_second_payslip(self):
        request = self._approved(1000)
        self._pay_month()
        values = self.env["hr.payslip"]._caetic_prepare(request)
        with self.assertRaises(psycopg2.IntegrityError):
            self.env["hr.payslip"].create(values)

    def test_reduction_is_settled_over_the_year(self):
        """R520: 1 500, 2 500, 0, 3 000, 2 000, 2 000 under 50 people."""
        self.company.caetic_settlement = "progressive"
        expected = {
            "2026-01-01": (1500, 597.15),
            "2026-02-01": (2500, 388.85),
            "2026-03-01": (0, 0.00),
            "2026-04-01": (3000, 245.30),
            "2026-05-01": (2000, 600.20),
            "2026-06-01": (2000, 610.50),
        }
        for month, (gross, reduction) in expected.items():
            self._approved(gross, month=month)
            slip = self._pay_month(month).slip_ids
            self.assertAlmostEqual(slip.caetic_reduction, reduction, 2, month)

    def test_a_refund_takes_everything_back(self):
        request = self._approved(1000)
        board = self._pay_month()
        slip = board.slip_ids
        slip.refund_sheet()
        refund = slip.refunded_id
        self.assertTrue(refund.credit_note)
        lines = (slip | refund).caetic_move_ids.line_ids
        for account, items in lines.grouped("account_id").items():
            self.assertAlmostEqual(sum(items.mapped("balance")), 0, 2, account.code)
        self.assertEqual(self.studio._get_statement().terms.pay, 0)
        self.assertEqual(request.state, "approved")
        board.action_caetic_compute()
        board.action_caetic_validate()
        new = request.payslip_id
        self.assertNotIn(new, slip | refund)
        self.assertEqual(new.state, "done")
        years = self.env["caetic.pay.reader"]._get_years(
            self.ana, new.date_from.replace(month=12)
        )
        self.assertEqual(years[self.ana.id].gross, 1000)
        self.assertEqual(years[self.ana.id].months, 1)

    def test_a_posted_payslip_is_not_reopened(self):
        self._approved(1000)
        slip = self._pay_month().slip_ids
        with self.assertRaises(UserError):
            slip.action_payslip_draft()
        with self.assertRaises(UserError):
            slip.action_payslip_cancel()

    def test_a_rule_of_the_cooperative(self):
        """A deduction of its own lowers the net paid, and is posted."""
        account = self.env["account.account"].search([("code", "=", "425000")], limit=1)
        rule = self.env["hr.salary.rule"].create(
            {
                "name": "Acompte versé",
                "code": "ADVANCE",
                "sequence": 600,
                "category_id": self.env.ref("caetic_payroll.category_own").id,
                "amount_select": "fix",
                "amount_fix": -100,
                "caetic_account_id": account.id,
            }
        )
        self.env.ref("caetic_payroll.structure_cesa").rule_ids += rule
        self._approved(1000)
        slip = self._pay_month().slip_ids
        self.assertAlmostEqual(slip.caetic_net_paid, 691.60, 2)
        balances = self._balances(slip.caetic_move_id)
        self.assertEqual(balances["4210"], -691.60)
        self.assertEqual(balances["4250"], -100)

    def test_absences_and_advanced_sick_pay(self):
        """Sick pay advanced for social security is paid, and owed by it (431)."""
        self._approved(1000, sick_days=10, unpaid_days=2, daily_allowances=300)
        slip = self._pay_month().slip_ids
        days = {line.code: line.number_of_days for line in slip.worked_days_line_ids}
        self.assertEqual(days, {"UNPAID": 2, "SICK": 10})
        self.assertAlmostEqual(slip.caetic_net_paid, 791.60 + 300, 2)
        self.assertAlmostEqual(slip.caetic_cost, 1052.66, 2)
        self.assertAlmostEqual(sum(slip.caetic_move_id.line_ids.mapped("balance")), 0)

    def test_archived_with_its_fingerprint(self):
        self._approved(1000)
        board = self._pay_month()
        board.action_caetic_publish()
        slip = board.slip_ids
        self.assertEqual(slip.pdf_sha256, hashlib.sha256(slip._read_pdf()).hexdigest())
        self.assertEqual(slip.pdf_check, "intact")

    def test_document_says_what_the_law_wants_and_no_hours(self):
        """C. trav. R3243-1; R116: no hours for an entrepreneur."""
        self._approved(1000)
        slip = self._pay_month().slip_ids
        html = self.env["ir.actions.report"]._render_qweb_html(
            "caetic_payroll.report_payslip_action", slip.ids
        )[0]
        text = " ".join(html.decode().split())
        for words in (
            "Montant net social",
            "Net à payer avant impôt sur le revenu",
            "Impôt sur le revenu prélevé à la source",
            "Total versé par l'employeur",
            "sans limitation de durée",
            "Cumuls 2026",
            "1 052,66",
            "791,60",
        ):
            self.assertIn(words, text)
        self.assertNotIn("heure", text.lower())
