# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The six months to come, from what the ledger knows."""

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestForecast(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        cls.other = cls._create_activity("Pixel du Razès", cls.member)

    def _moved(self, activity=None):
        """Return ``{month: what it moves}``, months without flow left out."""
        months = (activity or self.activity)._get_forecast()
        self.assertEqual(len(months), 6)
        return {f"{one.month:%m}": one.end - one.start for one in months if one.flows}

    def test_unpaid_invoice_comes_in_its_month_less_the_contribution(self):
        """Due on the 1st of July: 1 000 less 10 %."""
        self._invoice({self.activity: 1000}, "2026-06-01")
        [start, *_more] = self.activity._get_forecast()
        self.assertEqual(start.start, 0)
        self.assertEqual(self._moved(), {"07": 900})

    def test_late_customers_are_waited_for(self):
        """Paid 45 days late before: due on the 5th of July, hoped for on 19 August."""
        paid = self._invoice({self.activity: 100}, "2026-03-01")
        self._pay(paid, 120, fields.Date.add(paid.invoice_date_due, days=45))
        self._invoice({self.activity: 1000}, "2026-06-05")
        self.assertEqual(self._moved(), {"08": 900})

    def test_overdue_invoice_is_hoped_for_in_a_month(self):
        self._invoice({self.activity: 1000}, "2026-01-05")
        self.assertEqual(self._moved(), {"07": 900})

    def test_invoiced_policy_counts_it_already(self):
        """Its contribution is due when it is paid: the base is what is cashed."""
        self.activity.availability_policy = "invoiced"
        self._invoice({self.activity: 1000}, "2026-06-01")
        [start, *_more] = self.activity._get_forecast()
        self.assertEqual(start.start, 1000)
        self.assertEqual(self._moved(), {"07": -100})

    def test_shares_move_on_both_sides(self):
        """R428: 300 of 1 000 for the other, in July; each bears 10 % of its own."""
        invoice = self._invoice({self.activity: 1000}, "2026-06-01")
        self.env["caetic.transfer"]._create_from_shares(
            [
                {
                    "activity_from_id": self.activity.id,
                    "activity_to_id": self.other.id,
                    "amount": 300,
                    "label": "Part",
                    "date": invoice.date,
                    "source_move_id": invoice.id,
                }
            ]
        )
        self.assertEqual(self._moved(), {"07": 630})
        self.assertEqual(self._moved(self.other), {"07": 270})

    def test_as_many_queries_for_more_invoices(self):
        self._invoice({self.activity: 10}, "2026-06-01")
        self.activity._get_forecast()
        few = self._count()
        for day in range(2, 12):
            self._invoice({self.activity: 10}, f"2026-06-{day:02}")
        self.assertEqual(self._count(), few)

    def _count(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.activity._get_forecast()
        return self.env.cr.sql_log_count - before
