# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from decimal import Decimal

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..engine import MonthBase, contribution_due
from .common import CaeticCommon

ASTROLABE = [(0, 11), (40000, 10), (80000, 9)]


@tagged("post_install", "-at_install")
class TestContributionScheme(CaeticCommon):
    """R402: what a cooperative charges depends on the status, with named fees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_member("Amélie Garrigue", "amelie.g")
        cls.company.caetic_first_month = "2026-01-01"
        cls.activity = cls._create_activity("Studio Garrigue", cls.amelie)

    def _sell(self, amount, date, paid):
        invoice = self._invoice({self.activity: amount}, date)
        self._pay(invoice, invoice.amount_total, paid)
        return invoice

    def _line(self, date):
        closing = self._close(date)
        return closing.line_ids.filtered(lambda one: one.activity_id == self.activity)

    def _create_cape_first(self, **values):
        """Under CAPE to the end of June, then an employee."""
        under_cape = self._create_scheme(ASTROLABE, floor_year=1200, **values)
        self.activity.scheme_id = self._create_scheme(
            ASTROLABE, floor_year=2160, cape_scheme_id=under_cape.id
        )
        self._create_contract(self.amelie, "cape", "2026-01-01", "2026-06-30")
        self._create_contract(self.amelie, "cesa", "2026-07-01")
        return under_cape

    def test_minimum_of_a_year_under_two_statuses(self):
        """Astrolabe: 1 200 a year under CAPE, 2 160 then: half of each is 1 680."""
        under_cape = self._create_cape_first()
        self._sell(8000, "2026-03-04", "2026-03-20")
        march = self._line("2026-03-31")
        # 8 000 x 11 %
        self.assertEqual(march.contribution, -880)
        self.assertEqual(march.scheme_id, under_cape)
        statement = self.activity._get_statements(date(2026, 12, 31))[self.activity.id]
        # 1 680 - 880
        self.assertEqual(statement.contribution_due.amount, 800)

    def test_a_closed_month_keeps_its_scheme(self):
        """1 000 at 10 % in May; the scheme of June charges June alone, at 20 %."""
        self._sell(1000, "2026-05-04", "2026-05-20")
        may = self._line("2026-05-31")
        self.activity.scheme_id = self._create_scheme([(0, 20)])
        self._sell(1000, "2026-06-04", "2026-06-20")
        june = self._line("2026-06-30")
        self.assertEqual((may.contribution, june.contribution), (-100, -200))

    def test_fees_have_names_periods_and_statuses(self):
        """R209: accident cover under CAPE, 3.95 a month; liability, 30 a year."""
        fees = [
            (0, 0, {"name": "Accident", "amount": 3.95}),
            (0, 0, {"name": "Liability", "amount": 30, "period": "year"}),
        ]
        self._create_cape_first(fee_ids=fees)
        june = self._line("2026-06-30")
        # Six months of CAPE x 3.95 = 23.70, and 30 in January.
        self.assertEqual(june.fee, -53.7)
        self.assertIn("Liability: ", june.explanation_text)
        july = self._line("2026-07-31")
        self.assertEqual(july.fee, 0)

    def test_exempt_of_fees_and_not_of_the_contribution(self):
        """Coopaname: who lives on a minimum income does not pay the 30 a month."""
        self.scheme.fee_month = 30
        self.activity.exemption_ids = [
            (
                0,
                0,
                {
                    "date_from": "2026-01-01",
                    "date_to": "2026-04-30",
                    "reason": "RSA",
                    "scope": "fee",
                },
            )
        ]
        self._sell(1000, "2026-04-04", "2026-04-20")
        self.assertEqual(self._line("2026-04-30").fee, 0)
        may = self._line("2026-05-31")
        self.assertEqual(
            (may.fee, self.activity._get_statement().terms.fee), (-30, -30)
        )
        april = may.search([("date", "=", "2026-04-30")])
        self.assertEqual(april.contribution, -100)

    def test_contribution_on_a_lost_invoice_is_given_back_or_kept(self):
        """R424: 1 000 of which 400 are lost; 10 % of 1 000 is kept, or of 600."""
        invoice = self._invoice({self.activity: 1000}, "2026-05-04")
        self._pay(invoice, 720, "2026-05-20")
        loss = self._lose(invoice, 400, "2026-06-10")
        self.assertEqual(loss.line_ids.filtered("caetic_activity_id").balance, 400)
        self.assertEqual(self.activity._get_statement().contribution_due.amount, 100)
        self.company.caetic_refund_lost = True
        self.env.invalidate_all()
        self.assertEqual(self.activity._get_statement().contribution_due.amount, 60)

    def _lose(self, invoice, untaxed, date):
        """Write off what is left: Dr 654 and VAT / Cr 411."""
        debt = invoice.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        account = self.env["account.account"].search([("code", "=like", "654%")])[:1]
        tax = invoice.line_ids.filtered("tax_line_id").account_id
        entry = self.env["account.move"].create(
            {
                "journal_id": self.company_data["default_journal_misc"].id,
                "date": date,
                "caetic_term": "cost",
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "account_id": account.id,
                            "balance": untaxed,
                            "analytic_distribution": self.activity._get_distribution(),
                        },
                    ),
                    (0, 0, {"account_id": tax.id, "balance": untaxed * 0.2}),
                    (
                        0,
                        0,
                        {
                            "account_id": debt.account_id.id,
                            "partner_id": invoice.partner_id.id,
                            "balance": -untaxed * 1.2,
                        },
                    ),
                ],
            }
        )
        entry.action_post()
        taken = entry.line_ids.filtered(lambda one: one.account_id == debt.account_id)
        (debt | taken).reconcile()
        return entry

    def test_schemes_that_cooperatives_publish(self):
        """R402: what each takes of a year, by hand."""
        for key, base, due in (
            ("coopaname", 10000, "1350.00"),  # 13.5 %
            ("mosaique", 80000, "8400.00"),  # 12 % = 9 600 > 8 400
            ("mosaique", 2000, "480.00"),  # 12 % = 240 < 480
            ("oxalis", 2000, "300.00"),  # 15 %
            ("tumukumakop", 1500, "150.00"),  # 10 % after the six first months
            ("astrolabe", 62000, "6600.00"),  # 4 400 + 22 000 x 10 %
            ("astrolabe", 90000, "9300.00"),  # 4 400 + 4 000 + 10 000 x 9 %
            ("astrolabe", 8000, "2160.00"),  # 880 < 2 160
            ("astrolabe_cape", 8000, "1200.00"),  # 880 < 1 200
            ("encom1", 50000, "4600.00"),  # 3 500 + 800 + 300
            ("opteos", 1000, "115.00"),  # 11.5 %
            ("equinoxe", 1000, "120.00"),  # 12 %
            ("port_parallele", 1000, "100.00"),  # 10 %
            ("smart", 1000, "85.00"),  # 8.5 %
        ):
            scheme = self.env.ref(f"caetic_members.caetic_contribution_scheme_{key}")
            result = contribution_due(
                scheme._to_engine(),
                [MonthBase(date(2026, 12, 1), Decimal(base))],
                settle_floor=True,
            )
            self.assertEqual(str(result.amount), due, key)
            self.assertFalse(scheme.active)

    def test_fees_that_cooperatives_publish(self):
        for key, fees in (
            ("tumukumakop", [("30.00", "year"), ("3.95", "month")]),
            ("encom1", [("16.00", "month"), ("3.00", "month")]),
        ):
            scheme = self.env.ref(f"caetic_members.caetic_contribution_scheme_{key}")
            found = [(str(fee.amount), fee.period) for fee in scheme._to_engine().fees]
            self.assertEqual(found, fees)

    def test_reserve_in_months_of_the_fixed_part(self):
        """R421: 500 EUR or three months of 1 200: 3 600 of 4 500 stay."""
        self._create_contract(self.amelie, fixed_part=1200)
        self._sell(5000, "2026-06-04", "2026-06-20")
        self.activity.reserve_floor = 500
        self.assertEqual(self.activity._get_statement().payable, 4000)
        self.activity.reserve_months = 3
        self.env.invalidate_all()
        statement = self.activity._get_statement()
        self.assertEqual((statement.reserve_floor, statement.payable), (3600, 900))
        self.assertEqual(self.activity.payable_amount, 900)

    def test_what_a_scheme_refuses(self):
        other = self._create_scheme([(0, 10)], base="invoiced")
        with self.assertRaisesRegex(ValidationError, "same base"):
            self.scheme.cape_scheme_id = other
        with self.assertRaisesRegex(ValidationError, "none of its own"):
            self.scheme.cape_scheme_id = self.scheme

    def test_who_reads_and_who_writes_fees(self):
        fee = self.env["caetic.contribution.fee"].create(
            {"scheme_id": self.scheme.id, "name": "Insurance", "amount": 16}
        )
        self.assertTrue(fee.with_user(self.adviser).has_access("read"))
        self.assertFalse(fee.with_user(self.adviser).has_access("write"))
        self.assertTrue(fee.with_user(self.accountant).has_access("write"))
        self.assertFalse(fee.with_user(self.amelie.user_id).has_access("read"))
