# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestAvailable(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        cls.other = cls._create_activity("Pixel du Razès", cls.member)

    def _available(self, activity=None, day=None):
        return (activity or self.activity)._get_statement(
            fields.Date.to_date(day) if day else None
        )

    def test_unpaid_invoice_releases_nothing(self):
        """R419 (b): money is available when the customer has paid."""
        self._invoice({self.activity: 1000}, "2026-05-04")
        self.assertEqual(self._available().available, 0)

    def test_half_payment_releases_half_without_vat(self):
        """Half of 1 200 VAT incl. = 500 without VAT, minus 10 % = 450 (R402)."""
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        self._pay(invoice, 600, "2026-05-20")
        statement = self._available()
        self.assertEqual(statement.terms.sale, 500)
        self.assertEqual(statement.contribution_due.amount, 50)
        self.assertEqual(statement.available, 450)

    def test_value_at_an_earlier_day_ignores_later_payments(self):
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        self._pay(invoice, 600, "2026-05-20")
        self._pay(invoice, 600, "2026-06-10")
        self.assertEqual(self._available(day="2026-05-19").available, 0)
        self.assertEqual(self._available(day="2026-05-31").available, 450)
        self.assertEqual(self._available(day="2026-06-20").available, 900)

    def test_month_tells_what_its_payments_released(self):
        """Of the 20th of June: a payment of the 25th will have released, later."""
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        self._pay(invoice, 300, "2026-05-20")
        self._pay(invoice, 600, "2026-06-10")
        self.assertEqual(self._settled("2026-05-31"), 250)
        self.assertEqual(self._settled("2026-06-20"), 500)
        self._pay(invoice, 120, "2026-06-25")
        self.assertEqual(self._settled("2026-06-20"), 500)
        self.assertEqual(self._available(day="2026-06-24").terms.sale, 750)
        self.assertEqual(self._available(day="2026-06-25").terms.sale, 850)

    def test_payment_taken_back_released_nothing(self):
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        self._pay(invoice, 600, "2026-05-20")
        payment = self._pay(invoice, 120, "2026-06-10")
        payment.move_id.line_ids.remove_move_reconcile()
        self.assertEqual(self._settled("2026-06-20"), 0)
        self.assertEqual(self._settled("2026-05-31"), 500)
        self.assertEqual(self._available().terms.sale, 500)

    def _settled(self, day):
        return self.activity._get_month_summary(fields.Date.to_date(day))["settled"]

    def test_unpaid_sales_are_counted_and_listed_alike(self):
        late = self._invoice({self.activity: 1000, self.other: 50}, "2026-05-04")
        self._invoice({self.activity: 10}, "2026-06-10")
        paid = self._invoice({self.activity: 77}, "2026-06-10")
        self._pay(late, 600, "2026-05-20")
        self._pay(paid, paid.amount_total, "2026-06-12")
        totals = (self.activity | self.other)._get_pending_totals()
        self.assertEqual(
            totals,
            {
                self.activity.id: {"count": 2, "amount": 672, "late_count": 1},
                self.other.id: {"count": 1, "amount": 660, "late_count": 1},
            },
        )
        [first, second] = self.activity._get_pending_documents()
        self.assertEqual(first["move"], late)
        self.assertEqual((first["amount_due"], second["amount_due"]), (660, 12))
        self.assertEqual(self.activity._get_pending_documents(limit=1), [first])

    def _share_out(self, amount, date, *shares):
        """An invoice of ``activity``, of which ``other`` has so many percent."""
        invoice = self._invoice({self.activity: amount}, date)
        self.env["caetic.transfer"]._create_from_shares(
            [
                {
                    "activity_from_id": self.activity.id,
                    "activity_to_id": self.other.id,
                    "amount": amount * share / 100,
                    "label": f"Share of {invoice.name}",
                    "date": invoice.date,
                    "source_move_id": invoice.id,
                }
                for share in shares
            ]
        )
        return invoice

    def test_shares_are_awaited_until_the_customer_pays(self):
        """R428. 1 800,00 excl. VAT, 2 160,00 with it: 30 % is 540,00, 20 % 360,00.

        900,00 is awaited. 720,00 of 2 160,00 is a third of it: 300,00 is received and
        600,00 awaited; the seller cashes 600,00 of which 300,00 is passed on.
        """
        invoice = self._share_out(1800, "2026-05-04", 30, 20)
        self.assertEqual(self._shares(self.other), (900, 0))
        self.assertEqual(self._shares(self.activity), (0, 900))
        self.assertEqual(self._available(self.other).available, 0)
        waiting = self.other._get_awaited_shares()
        self.assertEqual([one["amount"] for one in waiting], [540, 360])
        self.assertEqual({one["from_name"] for one in waiting}, {self.activity.name})
        self.assertEqual({one["name"] for one in waiting}, {invoice.name})
        self.assertEqual(len(self.other._get_awaited_shares(limit=1)), 1)
        self._pay(invoice, 720, "2026-05-20")
        self.assertEqual(self._shares(self.other), (600, 0))
        self.assertEqual(self._shares(self.activity), (0, 600))
        self._pay(invoice, 1440, "2026-06-10")
        self.assertEqual(self._shares(self.other), (0, 0))
        self.assertEqual(self.other._get_awaited_shares(), [])
        # As it was known before the rest was paid.
        self.assertEqual(self._shares(self.other, "2026-06-09"), (600, 0))

    def test_a_month_tells_what_was_received_and_passed_on(self):
        """As above: 300,00 of the 900,00 in May, 600,00 in June."""
        invoice = self._share_out(1800, "2026-05-04", 30, 20)
        self._pay(invoice, 720, "2026-05-20")
        self._pay(invoice, 1440, "2026-06-10")
        for month, amount in (("2026-05-31", 300), ("2026-06-20", 600)):
            received = self._month(self.other, month)
            self.assertEqual((received["received"], received["shared"]), (amount, 0))
            self.assertEqual(received["settled"], 0, "no sale of theirs")
            passed = self._month(self.activity, month)
            self.assertEqual((passed["received"], passed["shared"]), (0, amount))
            self.assertEqual(passed["settled"], amount * 2)

    def _shares(self, activity, day=None):
        statement = self._available(activity, **({"day": day} if day else {}))
        return float(statement.shares_awaited), float(statement.shares_owed)

    def _month(self, activity, day):
        return activity._get_month_summary(fields.Date.to_date(day))

    def test_invoiced_policy_counts_at_posting(self):
        """R419 (a)."""
        self.activity.availability_policy = "invoiced"
        self.scheme.base = "invoiced"
        self._invoice({self.activity: 1000}, "2026-05-04")
        self.assertEqual(self._available().available, 900)

    def test_two_activities_on_a_document_add_up_to_the_cent(self):
        """100.00 paid of 1 200.00: 27.78 + 55.55... never lose a cent."""
        invoice = self._invoice(
            {self.activity: 333.33, self.other: 666.67}, "2026-05-04"
        )
        self._pay(invoice, 100, "2026-05-20")
        first = self._available().terms.sale
        second = self._available(self.other).terms.sale
        # 1 000.00 x 100 / 1 200 = 83.33
        self.assertEqual(str(first + second), "83.33")
        self.assertEqual(str(first), "27.78")

    def test_credit_note_counts_on_both(self):
        """A credit note set against its invoice leaves nothing available."""
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        refund = invoice._reverse_moves([{"invoice_date": "2026-05-10"}], cancel=True)
        self.assertEqual(refund.state, "posted")
        statement = self._available()
        self.assertEqual(statement.terms.sale, 0)
        self.assertEqual(statement.available, 0)

    def test_partial_credit_note_then_payment(self):
        """1 000 - 200 credited = 800 once the rest is paid."""
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        refund = self._invoice({self.activity: 200}, "2026-05-10", "out_refund")
        (invoice + refund).line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).reconcile()
        self.assertEqual(self._available().terms.sale, 0)
        self._pay(invoice, 960, "2026-05-20")
        self.assertEqual(self._available().terms.sale, 800)

    def test_doubtful_customer_pays_nothing(self):
        """A reclassification to 416 is not a payment."""
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        receivable = invoice.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        doubtful = self.env["account.account"].search(
            [("code", "=", "416000")], limit=1
        )
        entry = self._entry(
            [(receivable.account_id, -1200, False), (doubtful, 1200, False)]
        )
        (receivable + entry.line_ids[0]).reconcile()
        self.assertEqual(self._available().terms.sale, 0)

    def test_loss_is_a_payment_and_a_cost(self):
        """654: the sale counts as paid and the loss as a cost, nothing is left."""
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        receivable = invoice.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        loss = self.env["account.account"].search([("code", "=", "654100")], limit=1)
        vat = self.env["account.account"].search([("code", "=", "445710")], limit=1)
        entry = self._entry(
            [
                (receivable.account_id, -1200, False),
                (loss, 1000, self.activity),
                (vat, 200, False),
            ]
        )
        (receivable + entry.line_ids[0]).reconcile()
        terms = self._available().terms
        self.assertEqual((terms.sale, terms.cost), (1000, -1000))

    def test_bill_lowers_at_posting(self):
        self._bill(self.activity, 45, "2026-06-02")
        self.assertEqual(self._available().available, -45)

    def test_depreciation_moves_nothing(self):
        """68 is not money (R409)."""
        account = self.env["account.account"].search(
            [("code", "=like", "681%"), ("account_type", "like", "expense")], limit=1
        )
        other = self.env["account.account"].search([("code", "=like", "28%")], limit=1)
        self._entry([(account, 100, self.activity), (other, -100, False)])
        self.assertEqual(self._available().available, 0)

    def test_provision_on_an_unpaid_invoice_takes_nothing_under_cashed(self):
        """R424: 6817 takes back what was never available; 6815 does take away."""
        debts, risks, other = (
            self.env["account.account"].search([("code", "=like", code)], limit=1)
            for code in ("6817%", "6815%", "491%")
        )
        for account, amount in ((debts, 300), (risks, 50)):
            items = [(account, amount, self.activity), (other, -amount, False)]
            self._entry(items, term="provision")
        self.assertEqual(self._available().terms.provision, -50)
        self.activity.availability_policy = "invoiced"
        self.assertEqual(self._available().terms.provision, -350)

    def test_opening_entry_is_the_opening_balance(self):
        equity = self.company.caetic_opening_account_id
        self._entry(
            [(equity, -1150, self.activity), (equity, 1150, False)], term="opening"
        )
        self.assertEqual(self._available().terms.opening, 1150)
        self.assertEqual(self.activity.opening_amount, 1150)

    def test_reserve_floor_is_kept(self):
        """Payable = available - reserve, never below zero (R420)."""
        self.activity.reserve_floor = 500
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        self._pay(invoice, 1200, "2026-05-20")
        self.assertEqual(self._available().payable, 400)
        self.activity.reserve_floor = 5000
        self.assertEqual(self._available().payable, 0)

    def test_studio_garrigue(self):
        """domain.md 4.8: 1 150 + 2 400 - 240 - 45 - 135 - 16 = 3 114.00."""
        self.scheme.fee_month = 16
        self.company.caetic_first_month = "2026-06-01"
        self.activity.reserve_floor = 500
        equity = self.company.caetic_opening_account_id
        self._entry(
            [(equity, -1150, self.activity), (equity, 1150, False)], term="opening"
        )
        invoice = self._invoice({self.activity: 2400}, "2026-06-01")
        self._invoice({self.activity: 3200}, "2026-06-10")
        self._pay(invoice, 2880, "2026-06-12")
        self._bill(self.activity, 45, "2026-06-02")
        self._bill(self.activity, 135, "2026-06-15")
        statement = self._available()
        self.assertEqual(str(statement.available), "3114.00")
        self.assertEqual(str(statement.payable), "2614.00")
        self.assertEqual(sum(amount for _c, amount in statement.lines), 3114)

    def test_statement_reads_a_constant_number_of_queries(self):
        """The same queries for 1 and for 20 documents."""
        self._invoice({self.activity: 10}, "2026-05-04")
        self.env.flush_all()
        self._count_queries()  # fills the caches of the registry
        few = self._count_queries()
        for _index in range(19):
            self._invoice({self.activity: 10}, "2026-05-04")
        self.env.flush_all()
        self.assertEqual(self._count_queries(), few)

    def _count_queries(self):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._available()
        return self.env.cr.sql_log_count - before

    def _entry(self, items, term="cost", day="2026-06-01"):
        move = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": date.fromisoformat(day),
                "caetic_term": term,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "account_id": account.id,
                            "balance": balance,
                            "analytic_distribution": activity
                            and activity._get_distribution(),
                        },
                    )
                    for account, balance, activity in items
                ],
            }
        )
        move.action_post()
        return move
