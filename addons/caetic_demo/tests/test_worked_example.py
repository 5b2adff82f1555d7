# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from decimal import Decimal

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.caetic_expenses import engine as expenses
from odoo.addons.caetic_members.tests.common import CaeticCommon

MAY, JUNE = date(2026, 5, 31), date(2026, 6, 30)


@tagged("post_install", "-at_install")
@freeze_time("2026-07-02")
class TestWorkedExample(CaeticCommon):
    """June of a studio, from the invoice to the transfer, under both policies.

    The cooperative has fewer than 11 people, accidents at 1.10 %, a health insurance
    of 40 a month of which it pays half, a contribution of 10 %, 16 a month of
    insurance, and 500 stay on the account. Amélie's sales count when they are paid,
    Bruno's when they are invoiced; else their months are the same (R419 to R421).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_company()
        cls.amelie, cls.cashed = cls._settle_in("Amélie Garrigue", "amelie.g")
        cls.bruno, cls.invoiced = cls._settle_in(
            "Bruno Garrigue",
            "bruno.g",
            availability_policy="invoiced",
            scheme_id=cls._create_scheme([(0, 10)], base="invoiced", fee_month=16).id,
        )
        # 4 900 km of the spring were paid 3 116.40 (R410), and under "invoiced" the
        # 2 400 of May are there already, less 240: June begins with 1 150 for both.
        cls._open(cls.cashed, 1150 + 3116.40)
        cls._open(cls.invoiced, 1150 + 3116.40 - 2400 + 240)
        for member, activity in cls._both():
            cls._invoice({activity: 2400}, "2026-05-04")
            cls._drive(member, activity, date(2026, 5, 20), 4900)
        cls.may = cls._close(MAY)
        for member, activity in cls._both():
            cls._live_june(member, activity)

    @classmethod
    def _both(cls):
        return [(cls.amelie, cls.cashed), (cls.bruno, cls.invoiced)]

    @classmethod
    def _set_up_company(cls):
        risk = cls.env["caetic.risk.code"].create(
            {
                "code": "741GB",
                "name": "Conseil",
                "company_id": cls.company.id,
                "rate_ids": [Command.create({"date_from": "2025-01-01", "rate": 1.1})],
            }
        )
        cls.company.write(
            {
                "caetic_first_month": "2026-06-01",
                "caetic_headcount": 9,
                "caetic_health_premium": 40,
                "caetic_health_share": 50,
                "caetic_risk_id": risk.id,
                "caetic_settlement": "month",
            }
        )
        cls.scheme.fee_month = 16
        # The structures of pay are those of the company of the story.
        cls.env.user.company_ids |= cls.env.ref("base.main_company")

    @classmethod
    def _settle_in(cls, name, login, **values):
        """Return a person under CESA and their activity."""
        member = cls._create_member(name, login)
        cls._create_contract(member)
        member._ensure_employee_sudo(date(2026, 1, 1))
        activity = cls._create_activity(
            f"Studio {name}", member, reserve_floor=500, **values
        )
        return member, activity

    @classmethod
    def _open(cls, activity, amount):
        """Post the opening balance of an activity."""
        account = cls.company.caetic_opening_account_id
        own = {"analytic_distribution": activity._get_distribution()}
        move = cls.env["account.move"].create(
            {
                "date": "2026-04-30",
                "caetic_term": "opening",
                "line_ids": [
                    Command.create({"account_id": account.id, **side})
                    for side in ({"balance": -amount, **own}, {"balance": amount})
                ],
            }
        )
        move.action_post()

    @classmethod
    def _live_june(cls, member, activity):
        """3 200 invoiced, the invoice of May paid, a bill of 54, 300 km."""
        [may] = cls.env["account.move"].search(
            [
                ("move_type", "=", "out_invoice"),
                ("line_ids.caetic_activity_id", "=", activity.id),
            ]
        )
        cls._invoice({activity: 3200}, "2026-06-08")
        cls._pay(may, 2880, "2026-06-12")
        cls._buy_hosting(activity)
        cls._drive(member, activity, date(2026, 6, 15), 300)

    @classmethod
    def _buy_hosting(cls, activity):
        """45.00 and 9.00 of VAT, which the cooperative recovers."""
        line = {
            "name": "Hébergement",
            "account_id": cls.company_data["default_account_expense"].id,
            "price_unit": 45,
            "tax_ids": [Command.set(cls.company.account_purchase_tax_id.ids)],
            "analytic_distribution": activity._get_distribution(),
        }
        bill = cls.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": cls.customer.id,
                "invoice_date": "2026-06-02",
                "date": "2026-06-02",
                "invoice_line_ids": [Command.create(line)],
            }
        )
        bill.action_post()

    @classmethod
    def _drive(cls, member, activity, day, km):
        """Drive a car of 5 CV, claim it on the portal; the accountant posts it."""
        own = activity.with_user(member.user_id)
        car = own._portal_get_vehicles() or own._portal_save_vehicle(
            expenses.VehicleInput(
                "Clio", "car", 5, False, "AB-123-CD", date(2026, 1, 1), None
            )
        )
        trip = expenses.TripInput(
            day, car.id, "Limoux", "Carcassonne", Decimal(km), "Clients"
        )
        own._portal_add_trip(trip)
        claim = own._portal_claim_month(day.replace(day=1), car.id)
        claim = claim.with_env(cls.env).with_user(cls.accountant)
        claim.action_approve()
        wizard = cls.env["hr.expense.post.wizard"].with_user(cls.accountant)
        wizard = wizard.with_context(active_ids=claim.ids, company_paid_move_ids=[])
        wizard.create({"accounting_date": day}).action_post_entry()

    def _say(self, activity):
        """Return the statement of the 30th of June, and what June has moved in it."""
        statement = activity._get_statement(JUNE)
        may = self._line(self.may, activity)
        found = dict(statement.lines)
        for term in ("opening", "sale", "cost", "contribution"):
            found[term] -= Decimal(str(may[term]))
        return statement, {code: str(one) for code, one in found.items() if one}

    def _line(self, closing, activity):
        return closing.line_ids.filtered(lambda one: one.activity_id == activity)

    def test_both_begin_june_with_the_same(self):
        for _member, activity in self._both():
            self.assertEqual(self._line(self.may, activity).balance_end, 1150)

    def test_cashed_before_pay(self):
        """1 150 + 2 400 - 240 - 45 - 135 - 16 = 3 114.00, of which 500 stay."""
        statement, june = self._say(self.cashed)
        self.assertEqual(
            june,
            {
                "sale": "2400.00",
                "cost": "-180.00",
                "contribution_due": "-240.00",
                "fee_due": "-16.00",
            },
        )
        self.assertEqual(str(statement.available), "3114.00")
        self.assertEqual(str(statement.payable), "2614.00")
        bills = self.cashed._get_term_items("cost")[0]
        self.assertEqual(bills.mapped("caetic_amount"), [-135, -45, -3116.40])

    def test_invoiced_before_pay(self):
        """1 150 + 3 200 - 320 - 45 - 135 - 16 = 3 834.00: 720.00 more (R421)."""
        statement, june = self._say(self.invoiced)
        self.assertEqual(
            june,
            {
                "sale": "3200.00",
                "cost": "-180.00",
                "contribution_due": "-320.00",
                "fee_due": "-16.00",
            },
        )
        self.assertEqual(str(statement.available), "3834.00")
        self.assertEqual(str(statement.payable), "3334.00")
        other = self.cashed._get_statement(JUNE).payable
        self.assertEqual(str(statement.payable - other), "720.00")

    def _pay_all(self):
        """Amélie is paid what she can be, at the cost of 2 614.00."""
        request = self.env["caetic.pay.request"].create(
            {
                "member_id": self.amelie.id,
                "activity_id": self.cashed.id,
                "month": "2026-06-01",
                "mode": "cost",
                "amount": 2614,
            }
        )
        request.action_submit()
        request.action_approve()
        board = self.env["hr.payslip.run"].create(
            {
                "caetic_is_month": True,
                "date_start": "2026-06-01",
                "company_id": self.company.id,
            }
        )
        board.action_caetic_compute()
        board.action_caetic_validate()
        return request

    def test_pay_and_close(self):
        """R524: 2 205.67 of gross costs 2 614.00; 1 686.10 are paid, 500.00 stay."""
        request = self._pay_all()
        figures = (request.gross, request.cost, request.net, request.tax)
        self.assertEqual(figures, (2205.67, 2614.00, 1724.06, 37.96))
        self.assertEqual(request.net_paid, 1686.10)
        slip = request.payslip_id
        self.assertEqual(slip.caetic_coefficient, 0.2431)
        self.assertAlmostEqual(slip.caetic_reduction, 536.20, 2)
        statement = self.cashed._get_statement(JUNE)
        self.assertEqual(str(statement.available), "500.00")
        self.assertEqual(statement.payable, 0)
        line = self._line(self._close(JUNE), self.cashed)
        names = ("balance_start", "sale", "cost", "contribution", "fee", "pay")
        moved = [line[name] for name in names]
        self.assertEqual(moved, [1150, 2400, -180, -240, -16, -2614])
        self.assertEqual(line.balance_end, 500)
        # 3 840.00 with VAT are owed by the customer of June.
        owed = self.cashed._get_pending_totals()[self.cashed.id]
        self.assertEqual((owed["count"], owed["amount"]), (1, 3840))

    def test_invoiced_close(self):
        line = self._line(self._close(JUNE), self.invoiced)
        names = ("balance_start", "sale", "cost", "contribution", "fee", "pay")
        moved = [line[name] for name in names]
        self.assertEqual(moved, [1150, 3200, -180, -320, -16, 0])
        self.assertEqual(line.balance_end, 3834)
