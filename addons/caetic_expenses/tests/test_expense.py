# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TODAY, ExpensesCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestExpense(ExpensesCommon):
    def _statement(self, activity=None):
        return (activity or self.studio)._get_statement()

    def test_vat_of_each_kind(self):
        """R413: what the cooperative recovers is not charged to the activity."""
        for kind, total, rate, in_name, vat, cost in (
            ("meal", 22, "10", True, 2, 20),
            ("meal", 22, "10", False, 0, 22),
            ("fuel", 60, "20", True, 8, 52),
            ("fuel", 71.43, "20", True, 9.53, 61.90),
            ("fuel", 60, "10", True, 0, 60),
            ("lodging", 110, "10", True, 0, 110),
            ("transport", 88, "10", True, 0, 88),
            ("books", 21.1, "5.5", True, 1.1, 20),
            ("supplies", 33.33, "20", True, 5.56, 27.77),
        ):
            with self.subTest(kind=kind, in_name=in_name):
                expense = self._claim(kind, total, rate, in_name=in_name)
                self.assertEqual(expense.caetic_cost, cost)
                before = self._statement().available
                move = self._post(expense)
                after = self._statement().available
                self.assertEqual(float(before - after), cost)
                deducted = move.line_ids.filtered(
                    lambda line: line.account_id.code.startswith("4456")
                )
                self.assertAlmostEqual(sum(deducted.mapped("balance")), vat, 2)
                self.assertEqual(move.amount_total, total)
                self.assertFalse(
                    move.line_ids.filtered(
                        lambda line: (
                            line.account_id.code[0] == "6"
                            and line.caetic_activity_id != self.studio
                        )
                    )
                )

    def test_money_is_kept_aside_from_the_request_to_the_entry(self):
        """Design 5: payable = available - expenses submitted and not posted."""
        self._invoice({self.studio: 1000}, "2026-06-01")
        self._pay(self.env["account.move"].search([], limit=1), 1200, "2026-06-10")
        payable = self._statement().payable
        draft = self._claim(submit=False)
        self.assertEqual(self._statement().payable, payable)
        draft._portal_submit()
        self.assertEqual(float(payable - self._statement().payable), 20)
        self._post(draft)
        self.assertEqual(float(payable - self._statement().payable), 20)
        self.assertFalse(self.studio._get_pending_amount())

    def test_nobody_approves_their_own(self):
        """odoo19.md 4.5: without an approver Odoo accepts at once."""
        self.amelie.employee_id.expense_manager_id = False
        expense = self._claim()
        self.assertEqual(expense.state, "submitted")
        self.assertEqual(expense.manager_id, self.adviser)
        own = self._claim(member=self.bruno)
        self.assertEqual(own.state, "submitted")
        self.assertTrue(own.manager_id)
        self.assertFalse(expense.sudo(False)._can_be_autovalidated())
        with self.assertRaises(UserError):
            expense._do_approve(check=False)

    def test_staff_refuse_with_a_reason_and_everything_comes_back(self):
        expenses = self._claim() + self._claim(label="Déjeuner")
        wizard = self.env["hr.expense.refuse.wizard"].with_user(self.coordinator)
        wizard = wizard.with_context(active_ids=expenses.ids)
        wizard.create({"reason": "Ticket illisible"}).action_refuse()
        self.assertEqual(set(expenses.mapped("state")), {"refused"})
        own = self._as(self.amelie)
        self.assertEqual(
            [todo["url"] for todo in own._get_todo() if "expenses" in todo["url"]],
            [one._portal_get_url() for one in own._get_own_expenses_sudo("refused")],
        )
        expense = own._portal_get_expense(expenses[0].id)
        self.assertEqual(expense._portal_get_row()["reason"], "Ticket illisible")
        expense._portal_submit()
        self.assertEqual(expense.state, "submitted")
        self.assertFalse(expense.caetic_refusal_reason)

    def test_advisers_approve_the_claims_of_their_people(self):
        self.amelie.employee_id.expense_manager_id = self.adviser
        expense = self._claim().with_env(self.env)
        expense.with_user(self.adviser).action_approve()
        self.assertEqual(expense.state, "approved")
        with self.assertRaises(UserError):
            self._claim(member=self.bruno).with_env(self.env).with_user(
                self.adviser
            ).action_approve()

    def test_a_receipt_is_proved(self):
        """R414: proof is needed."""
        expense = self._claim(submit=False)
        expense.attachment_ids.unlink()
        expense.invalidate_recordset(["nb_attachment"])
        with self.assertRaises(UserError):
            expense._portal_submit()
        self.assertEqual(expense.state, "draft")

    def test_what_is_given_up_costs_nothing(self):
        """R414: the person does not ask it back; no VAT is recovered either."""
        before = self._statement().available
        expense = self._claim("supplies", 120, "20", waived=True)
        self.assertEqual(self.studio._get_pending_amount(), 0)
        move = self._post(expense)
        self.assertEqual(self._statement().available, before)
        self.assertEqual(move.payment_state, "paid")
        self.assertEqual(expense.state, "paid")
        entry = self.env["account.move"].search([("ref", "like", move.name)])
        self.assertEqual(entry.mapped("line_ids.account_id.code")[-1][:4], "7589")
        self.assertEqual(set(entry.mapped("state")), {"posted"})

    def test_receipts_of_two_people_stay_apart(self):
        """Odoo copies the papers of all to the entry of each."""
        claims = self._claim() + self._claim(member=self.bruno).sudo()
        claims += self._claim(waived=True)
        moves = self._post(claims)
        self.assertEqual(len(moves), 3)
        for move in moves:
            self.assertEqual(len(move.attachment_ids), 1)
            self.assertEqual(len(move.expense_ids.employee_id), 1)
            self.assertEqual(
                move.partner_id, move.expense_ids.caetic_member_id.partner_id
            )

    def test_reimbursement_by_odoos_own_payments(self):
        move = self._post(self._claim())
        self._pay(move, 22, TODAY)
        self.assertIn(move.expense_ids.state, ("paid", "in_payment"))
        available = self._statement().available
        self.assertEqual(float(available), -20)

    def test_lump_sums_of_the_year(self):
        """R412: 21.40 EUR a meal, 76.60 EUR a night in Paris, without VAT."""
        from ..engine import LumpInput

        own = self._as(self.amelie)
        for kind, count, total in (
            ("meal_restaurant", 2, 42.8),
            ("meal_away", 1, 10.4),
            ("meal_workplace", 3, 22.5),
            ("night_paris", 1, 76.6),
            ("night_elsewhere", 2, 113.6),
        ):
            lump = LumpInput(
                self.env["hr.expense"]._fields["date"].to_date("2026-06-02"),
                self._kind(kind).id,
                count,
                "Chantier à Paris",
                waived=False,
            )
            expense = own._portal_save_lump(lump)
            self.assertEqual(
                (expense.total_amount, expense.caetic_cost), (total, total)
            )
            expense._portal_submit()
            self.assertEqual(expense.state, "submitted")

    def test_only_their_claimants_act(self):
        expense = self._claim(submit=False)
        stranger = expense.with_user(self.bruno.user_id).sudo()
        for act in ("_portal_submit", "_portal_discard", "_portal_copy"):
            with self.subTest(act=act), self.assertRaises(AccessError):
                getattr(stranger, act)()
        other = self._as(self.bruno)
        self.assertFalse(other._portal_get_expense(expense.id))
        with self.assertRaises(AccessError):
            self._as(self.bruno, self.studio)._portal_get_expense_rows(0, 10)
        for model in ("hr.expense", "caetic.vehicle", "caetic.trip"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.amelie.user_id).search([])

    def test_a_sent_claim_is_not_changed(self):
        expense = self._claim()
        for act in ("_portal_submit", "_portal_discard"):
            with self.subTest(act=act), self.assertRaises(UserError):
                getattr(expense, act)()
        draft = expense._portal_copy()
        self.assertEqual(draft.state, "draft")
        self.assertEqual((draft.total_amount, str(draft.date)), (22, TODAY))
        self.assertFalse(draft.nb_attachment)
        draft._portal_discard()
        self.assertFalse(draft.exists())

    def test_a_former_member_reads_and_sends_no_more(self):
        expense = self._claim(submit=False)
        self.amelie.contract_ids.write({"state": "ended", "date_end": "2026-06-19"})
        self.amelie._record_step("left", date.fromisoformat(TODAY), "Déménage")
        own = self._as(self.amelie)._portal_get_expense(expense.id)
        self.assertEqual(own._portal_get_row()["total"], 22)
        for act in (own._portal_submit, own._portal_copy, own._portal_discard):
            with self.subTest(act=act.__name__), self.assertRaises(UserError):
                act()
        self.assertEqual(own.state, "draft")
