# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeticCommon

ACCOUNTS = {"claim": "456150", "unpaid": "101200", "paid": "101300", "due": "456700"}


class ShareCommon(CaeticCommon):
    """Parts of 20 EUR, two entrepreneurs under a CESA."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_member("Amélie Durand", "amelie.d")
        cls.bruno = cls._create_member("Bruno Petit", "bruno.p")
        cls.parts = cls.env["caetic.share.type"].create(
            {"name": "Parts A", "nominal": 20, "company_id": cls.company.id}
        )
        # They are the only associates: what the law keeps of the capital, and nobody
        # could leave with the last part, is in the tests of its limits.
        cls._keep(0)

    @classmethod
    def _keep(cls, percent):
        """Set the least part of the highest capital (loi 47-1775, art. 13)."""
        cls.env.ref("caetic_members.parameter_capital_quarter").value = percent

    @classmethod
    def _draft(cls, kind, date, member=None, **values):
        decided = kind in ("subscription", "transfer_out", "withdrawal")
        decision = {"decision_body": "meeting", "decision_date": date}
        return cls.env["caetic.share.move"].create(
            {
                "kind": kind,
                "date": date,
                "member_id": (member or cls.amelie).id,
                "type_id": cls.parts.id,
                "company_id": cls.company.id,
                **(decision if decided else {}),
                **values,
            }
        )

    @classmethod
    def _post(cls, *args, **values):
        move = cls._draft(*args, **values)
        move.action_post()
        return move

    def _line(self, member=None):
        """The line of the register of a person."""
        partner = (member or self.amelie).partner_id
        return self.env["caetic.associate"].search([("partner_id", "=", partner.id)])

    def _items(self, move):
        """``{account code: balance}`` of the entry of a movement."""
        lines = move.move_id.line_ids
        return {line.account_id.code: line.balance for line in lines}

    def _balance(self, name):
        [[balance]] = self.env["account.move.line"]._read_group(
            [
                ("account_id.code", "=", ACCOUNTS[name]),
                ("company_id", "=", self.company.id),
                ("parent_state", "=", "posted"),
            ],
            [],
            ["balance:sum"],
        )
        return balance


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestShareMove(ShareCommon):
    # -- ledger -------------------------------------------------------------------

    def test_subscription_is_a_claim_on_the_associate(self):
        """5 parts of 20 EUR: Dr 4561 / Cr 1012, called and not paid yet."""
        move = self._post("subscription", "2026-03-02", quantity=5)
        self.assertEqual(self._items(move), {"456150": 100, "101200": -100})
        self.assertEqual(move.move_id.journal_id.code, "CAP")
        self.assertEqual(move.move_id.state, "posted")
        self.assertEqual(move.move_id.line_ids.partner_id, self.amelie.partner_id)

    def test_release_by_bank_pays_the_capital(self):
        """40 EUR paid: Dr 5119 / Cr 4561, and 1012 becomes 1013."""
        self._post("subscription", "2026-03-02", quantity=5)
        move = self._post("release", "2026-03-10", amount=40)
        receipts = self.company.caetic_receipt_account_id.code
        self.assertEqual(
            self._items(move),
            {receipts: 40, "456150": -40, "101200": 40, "101300": -40},
        )

    def test_release_by_retention_on_pay(self):
        """R135: held back from the pay of May, Dr 421, by the door of payroll."""
        self._post("subscription", "2026-03-02", quantity=5)
        day = fields.Date.to_date("2026-05-31")
        moves = self.env["caetic.share.move"].with_user(self.payroll_officer)
        move = moves._release_by_retention_sudo(self.amelie, 25, day, ref="Paie 05")
        self.assertEqual(move.state, "posted")
        self.assertEqual(move.payment_method, "pay")
        self.assertEqual(self._items(move)["421000"], 25)
        self.assertEqual(self._line().released, 25)

    def test_retention_on_the_account_of_the_payslip(self):
        self._post("subscription", "2026-03-02", quantity=5)
        account = self.env["account.account"].search([("code", "=", "427000")], limit=1)
        day = fields.Date.to_date("2026-05-31")
        moves = self.env["caetic.share.move"]
        move = moves._release_by_retention_sudo(self.amelie, 25, day, account=account)
        self.assertEqual(self._items(move)["427000"], 25)

    def test_transfer_keeps_the_capital(self):
        """2 paid parts go from Amélie to Bruno: the capital only changes hands."""
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-10", amount=60)
        move = self._post(
            "transfer_out",
            "2026-04-01",
            quantity=2,
            to_partner_id=self.bruno.partner_id.id,
        )
        lines = move.move_id.line_ids
        self.assertEqual(set(lines.account_id.mapped("code")), {"101300"})
        by_partner = {line.partner_id: line.balance for line in lines}
        self.assertEqual(by_partner[self.amelie.partner_id], 40)
        self.assertEqual(by_partner[self.bruno.partner_id], -40)
        self.assertEqual((self._line().parts, self._line().released), (3, 20))
        line = self._line(self.bruno)
        self.assertEqual((line.parts, line.released, line.remaining), (2, 40, 0))

    def test_withdrawal_then_reimbursement(self):
        """R129: at nominal value, within five years of the withdrawal."""
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-10", amount=100)
        request = self._post("withdrawal", "2026-04-30", quantity=5)
        self.assertEqual(self._items(request), {"101300": 100, "456700": -100})
        self.assertEqual(str(request.date_due), "2031-04-30")
        self.assertEqual(request.amount_left, 100)
        paid = self._post(
            "reimbursement", "2026-06-01", amount=60, origin_id=request.id
        )
        payments = self.company.caetic_disbursement_account_id.code
        self.assertEqual(self._items(paid), {"456700": 60, payments: -60})
        self.assertEqual(request.amount_left, 40)
        with self.assertRaises(UserError):
            self._post("reimbursement", "2026-06-02", amount=41, origin_id=request.id)
        self._post("reimbursement", "2026-06-02", amount=40, origin_id=request.id)
        self.assertEqual((request.amount_left, self._balance("due")), (0, 0))

    def test_unpaid_parts_are_no_longer_due_after_a_withdrawal(self):
        """5 parts, 60 EUR paid: 60 owed back, the claim of 40 falls."""
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-10", amount=60)
        request = self._post("withdrawal", "2026-04-30", quantity=5)
        self.assertEqual(
            self._items(request),
            {"456150": -40, "101200": 40, "101300": 60, "456700": -60},
        )

    def test_losses_reduce_the_reimbursement(self):
        """R129: less losses in proportion, here 15 EUR of 100."""
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-10", amount=100)
        request = self._post("withdrawal", "2026-04-30", quantity=5, loss=15)
        self.assertEqual(
            self._items(request), {"101300": 100, "456700": -85, "119000": -15}
        )
        self.assertEqual(request.amount_left, 85)

    def test_shorter_delay_of_the_statutes(self):
        self.parts.delay_months = 24
        self._post("subscription", "2026-03-02", quantity=1)
        request = self._post("withdrawal", "2026-04-30", quantity=1)
        self.assertEqual(str(request.date_due), "2028-04-30")
        with self.assertRaises(ValidationError):
            self.parts.delay_months = 61

    def test_no_activity_moves(self):
        """Design 5: capital is the cooperative's, whatever the person's activity."""
        activity = self._create_activity("Studio Garrigue", self.amelie)
        self._post("subscription", "2026-03-02", quantity=5)
        move = self._post("release", "2026-03-10", amount=100)
        self.assertEqual(move.move_id.caetic_term, "none")
        self.assertFalse(move.move_id.line_ids.caetic_activity_id)
        self.assertEqual(activity._get_statement().available, 0)

    def test_register_equals_ledger(self):
        """The sum of the register is the balance of the accounts of capital."""
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("subscription", "2026-03-02", self.bruno, quantity=10)
        self._post("release", "2026-03-10", amount=70)
        mistaken = self._post("release", "2026-03-11", self.bruno, amount=33.33)
        mistaken._reverse(fields.Date.to_date("2026-03-12"), "Pas reçu")
        self._post("release", "2026-03-15", self.bruno, amount=133.34)
        self._post(
            "transfer_out",
            "2026-04-01",
            quantity=3,
            to_partner_id=self.bruno.partner_id.id,
        )
        request = self._post("withdrawal", "2026-04-30", self.bruno, quantity=4)
        self._post(
            "reimbursement", "2026-05-05", self.bruno, amount=10, origin_id=request.id
        )
        lines = self.env["caetic.associate"].search(
            [("company_id", "=", self.company.id)]
        )
        totals = lines._get_totals()
        self.assertEqual(totals["parts"], 11)
        capital = -(self._balance("unpaid") + self._balance("paid"))
        self.assertAlmostEqual(totals["value"], capital, 2)
        self.assertAlmostEqual(totals["released"], -self._balance("paid"), 2)
        self.assertAlmostEqual(totals["remaining"], self._balance("claim"), 2)
        due = -self._balance("due")
        self.assertAlmostEqual(sum(lines.mapped("payable")), due, 2)
        moves = lines.share_move_ids
        self.assertEqual(sum(moves.move_id.line_ids.mapped("balance")), 0)

    # -- numbers and seals ----------------------------------------------------------

    def test_series_of_its_own(self):
        moves = self._post("subscription", "2026-03-02", quantity=5)
        moves += self._post("release", "2026-03-10", amount=40)
        self.assertEqual(moves.mapped("name"), ["PS/2026/0001", "PS/2026/0002"])

    def test_posted_is_sealed(self):
        move = self._post("subscription", "2026-03-02", quantity=5)
        for values in (
            {"quantity": 6},
            {"date": "2026-03-01"},
            {"partner_id": self.bruno.partner_id.id},
            {"decision_date": "2026-03-01"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                move.with_user(self.coordinator).write(values)
        with self.assertRaises(UserError):
            move.unlink()

    def test_nobody_writes_the_register_by_hand(self):
        """By RPC a state, a number or an amount of the register is refused."""
        move = self._draft("subscription", "2026-03-02", quantity=5)
        for values in (
            {"state": "posted"},
            {"name": "PS/2026/0009"},
            {"parts_change": 50},
            {"released_change": 100},
            {"move_id": False},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                move.with_user(self.coordinator).write(values)
        values = move.copy_data()[0]
        with self.assertRaises(UserError):
            self.env["caetic.share.move"].with_user(self.coordinator).create(
                {**values, "state": "posted"}
            )

    def test_kind_of_parts_is_sealed_once_used(self):
        self._post("subscription", "2026-03-02", quantity=5)
        with self.assertRaises(UserError):
            self.parts.nominal = 30
        self.parts.name = "Parts ordinaires"

    def test_reversal_keeps_both(self):
        move = self._post("subscription", "2026-03-02", quantity=5)
        reversal = move._reverse(fields.Date.to_date("2026-03-05"), "Erreur")
        self.assertEqual((move.state, reversal.state), ("cancelled", "posted"))
        self.assertEqual(reversal.move_id.reversed_entry_id, move.move_id)
        self.assertEqual(self._items(reversal), {"456150": -100, "101200": 100})
        self.assertEqual((self._line().parts, self._line().value), (0, 0))
        with self.assertRaises(UserError):
            move._reverse(fields.Date.to_date("2026-03-06"), "Encore")
        with self.assertRaises(UserError):
            reversal._reverse(fields.Date.to_date("2026-03-06"), "Encore")

    def test_reversal_waits_for_what_rests_on_it(self):
        move = self._post("subscription", "2026-03-02", quantity=5)
        release = self._post("release", "2026-03-10", amount=40)
        day = fields.Date.to_date("2026-03-15")
        with self.assertRaises(UserError):
            move._reverse(day, "Erreur")
        release._reverse(day, "Erreur")
        move._reverse(day, "Erreur")
        self.assertEqual(self._line().parts, 0)

    def test_reversal_of_a_transfer_undoes_both_sides(self):
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-10", amount=100)
        move = self._post(
            "transfer_out",
            "2026-04-01",
            quantity=2,
            to_partner_id=self.bruno.partner_id.id,
        )
        move.pair_id._reverse(fields.Date.to_date("2026-04-02"), "Erreur")
        self.assertEqual(self._line().parts, 5)
        self.assertEqual(self._line(self.bruno).parts, 0)
        self.assertEqual(set((move | move.pair_id).mapped("state")), {"cancelled"})

    def test_reimbursed_request_is_not_reversed(self):
        self._post("subscription", "2026-03-02", quantity=4)
        self._post("release", "2026-03-10", amount=80)
        first = self._post("withdrawal", "2026-04-01", quantity=1)
        self._post("withdrawal", "2026-04-02", quantity=1)
        self._post("reimbursement", "2026-04-03", amount=20, origin_id=first.id)
        with self.assertRaises(UserError):
            first._reverse(fields.Date.to_date("2026-04-04"), "Erreur")

    # -- refusals -------------------------------------------------------------------

    def test_what_cannot_be_is_refused(self):
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-10", amount=40)
        to_bruno = {"to_partner_id": self.bruno.partner_id.id}
        refused = {
            "paid twice": ("release", "2026-04-01", {"amount": 61}),
            "more parts than held": ("withdrawal", "2026-04-01", {"quantity": 6}),
            "unpaid": ("transfer_out", "2026-04-01", {"quantity": 3, **to_bruno}),
            "before the last one": ("release", "2026-03-09", {"amount": 5}),
            "tomorrow": ("release", "2026-06-21", {"amount": 5}),
            "no part": ("subscription", "2026-04-01", {"quantity": 0}),
            "no amount": ("release", "2026-04-01", {"amount": 0}),
            "losses": ("withdrawal", "2026-04-01", {"quantity": 1, "loss": 21}),
            "no request": ("reimbursement", "2026-04-01", {"amount": 5}),
        }
        for case, (kind, day, values) in refused.items():
            move = self._draft(kind, day, **values)
            with self.subTest(case=case), self.assertRaises(UserError):
                move.action_post()

    def test_decision_comes_first(self):
        move = self._draft("subscription", "2026-03-02", quantity=5)
        move.decision_date = False
        with self.assertRaises(UserError):
            move.action_post()
        move.decision_date = "2026-03-03"
        with self.assertRaises(UserError):
            move.action_post()

    def test_capital_stays_above_its_floor(self):
        """C. com. L231-5 (R128)."""
        self._post("subscription", "2026-03-02", quantity=5)
        self.company.caetic_share_floor = 60
        move = self._draft("withdrawal", "2026-04-01", quantity=3)
        with self.assertRaises(UserError):
            move.action_post()
        move.quantity = 2
        move.action_post()
        self.assertEqual(self._line().value, 60)

    @mute_logger("odoo.sql_db")
    def test_database_refuses_negative_parts(self):
        with self.assertRaises(IntegrityError):
            self._draft("subscription", "2026-03-02", quantity=-1)
            self.env.flush_all()

    # -- who ------------------------------------------------------------------------

    def test_who_posts(self):
        """Parts: coordinator and accountant. Money: the accountant."""
        move = self._draft("subscription", "2026-03-02", quantity=5)
        for user in (self.adviser, self.payroll_officer, self.amelie.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                move.with_user(user).action_post()
        move.with_user(self.coordinator).action_post()
        release = self._draft("release", "2026-03-10", amount=5)
        with self.assertRaises(AccessError):
            release.with_user(self.coordinator).action_post()
        release.with_user(self.accountant).action_post()
        self.assertEqual(release.state, "posted")
        with self.assertRaises(AccessError):
            release.with_user(self.coordinator)._reverse(release.date, "Non")
