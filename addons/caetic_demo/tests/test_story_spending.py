# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStorySpending(TransactionCase):
    """What people claimed, and what their suppliers sent."""

    def _get(self, name):
        return self.env.ref(f"caetic_demo.{name}")

    def test_kilometres_of_two_months(self):
        """R411: a car of 5 CV, 0.636 EUR a km up to 5 000 km in a year.

        50 + 50 = 100 km: 63.60 EUR; 50 + 75 = 125 km: 79.50 EUR; 46 km wait.
        """
        [vehicle] = self.env["caetic.vehicle"].search([])
        self.assertEqual((vehicle.kind, vehicle.power), ("car", 5))
        claims = vehicle.trip_ids.expense_id.sorted("date")
        self.assertEqual(claims.mapped("total_amount"), [63.6, 79.5])
        self.assertEqual(claims.mapped("state"), ["in_payment", "submitted"])
        free = vehicle.trip_ids.filtered(lambda trip: not trip.expense_id)
        self.assertEqual(sum(free.mapped("km")), 46)

    def test_a_receipt_in_each_state(self):
        """No VAT is recovered of transport; 6.00 of the 36.00 EUR of paper are."""
        train = self._get("hr_expense_expense_train")
        paper = self._get("hr_expense_expense_supplies")
        meal = self._get("hr_expense_expense_meal")
        self.assertEqual((train.state, train.caetic_cost), ("in_payment", 58.4))
        self.assertEqual((paper.state, paper.caetic_cost), ("submitted", 30))
        self.assertEqual(meal.state, "refused")
        self.assertTrue(meal.caetic_refusal_reason)
        self.assertTrue((train | paper | meal).attachment_ids)

    def test_what_was_reimbursed_is_in_the_open_month(self):
        """58.40 EUR of train and 63.60 of kilometres: 122.00."""
        move = self._get("hr_expense_expense_train").account_move_id
        self.assertEqual((move.amount_total, move.amount_residual), (122, 0))
        today = fields.Date.context_today(self.env.user)
        self.assertGreaterEqual(move.date, today.replace(day=1))

    def test_a_bill_waits_and_another_came_by_mail(self):
        waiting = self._get("account_move_bill_waiting")
        self.assertEqual(waiting.caetic_purchase_state, "submitted")
        self.assertEqual(waiting.amount_total, 288)
        [mailed] = self.env["account.move"].search(
            [("caetic_purchase_state", "=", "to_sort")]
        )
        self.assertEqual(mailed.partner_id.name, "Cigale Nuages SAS")
        self.assertEqual((mailed.amount_untaxed, mailed.amount_total), (90, 108))
        self.assertEqual(
            mailed.caetic_proposed_activity_id, self._get("caetic_activity_garrigue")
        )

    def test_a_bill_is_split(self):
        """60 % and 40 % of 300 EUR: 180 and 120."""
        bill = self._get("account_move_bill_split")
        self.assertEqual(bill.state, "posted")
        costs = {part.activity_id: part.cost for part in bill.caetic_part_ids}
        self.assertEqual(
            costs,
            {
                self._get("caetic_activity_razes"): 180,
                self._get("caetic_activity_garrigue"): 120,
            },
        )
        self.assertEqual(set(bill.caetic_part_ids.mapped("state")), {"agreed"})
