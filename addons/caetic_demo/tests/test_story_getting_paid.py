# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryGettingPaid(TransactionCase):
    """What entrepreneurs sell, hoped for, and run after."""

    def _activity(self, key):
        return self.env.ref(f"caetic_demo.caetic_activity_{key}")

    def test_an_invoice_was_reminded_twice(self):
        """R424: friendly, firm; the formal notice is next."""
        reminders = self.env["caetic.reminder"].search([], order="date")
        self.assertEqual(reminders.activity_id, self._activity("sonore"))
        self.assertEqual(reminders.mapped("days_late"), [5, 20])
        today = fields.Date.context_today(self.env.user)
        self.assertTrue(all(reminder.date <= today for reminder in reminders))
        self.assertEqual(len(reminders.move_id), 1)

    def test_a_customer_contests(self):
        [dispute] = self.env["caetic.dispute"].search([])
        self.assertEqual(dispute.state, "open")
        self.assertEqual(dispute.activity_id, self._activity("plume"))

    def test_catalogues_and_forecasts(self):
        items = self.env["caetic.catalogue.item"].search([])
        self.assertEqual(len(items.activity_id), 2)
        self.assertEqual(len(items), 6)
        forecasts = self.env["caetic.sales.forecast"].search([])
        self.assertEqual(len(forecasts), 3 * 24)
        # 2 200 EUR in a plain month, and 1 190 % of one in a year: 26 180.
        own = forecasts.filtered(lambda f: f.activity_id == self._activity("garrigue"))
        year = own.filtered(lambda f: f.month.year == own[-1].month.year)
        self.assertEqual(sum(year.mapped("amount")), 26180)
