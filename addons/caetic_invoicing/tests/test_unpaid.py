# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who owes what, by customer and by age (R424)."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import InvoicingCommon
from .test_portal_invoices import PortalCase


class UnpaidCase:
    """Documents due some days ago."""

    @classmethod
    def _late(cls, days, amount=1000, activity=None, partner=None):
        """A posted document, 20 % VAT, due ``days`` days ago."""
        today = fields.Date.today()
        move = cls._draft(
            activity=activity,
            partner=partner,
            lines=[("Site web", 1, amount, cls.kind_service)],
            invoice_date=today - timedelta(days=max(days, 0)),
            invoice_payment_term_id=False,
            invoice_date_due=today - timedelta(days=days),
        )
        move.action_post()
        return move


@tagged("post_install", "-at_install")
class TestUnpaid(UnpaidCase, InvoicingCommon):
    @classmethod
    def _sign_contracts(cls):
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member, start="2020-01-01")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.limoux = cls._create_customer(
            cls.studio, name="Mairie de Limoux", company_registry=False, vat=False
        )
        cls.old = cls._late(95)
        cls.month = cls._late(30, 200)
        cls.new = cls._late(-10, 500, partner=cls.limoux)

    def test_ages_of_the_portal(self):
        """1 000, 200 and 500 EUR without VAT are 1 200, 240 and 600 with it."""
        activity = self.studio.with_user(self.amelie.user_id)
        documents = activity._portal_get_unpaid()
        self.assertEqual(
            [(d["customer"], d["age"], str(d["amount"])) for d in documents],
            [
                ("SARL Cigale", "over_90", "1200.00"),
                ("SARL Cigale", "to_30", "240.00"),
                ("Mairie de Limoux", "not_due", "600.00"),
            ],
        )
        rows, whole = activity._portal_get_aged(documents)
        self.assertEqual([str(row.total) for row in rows], ["1440.00", "600.00"])
        self.assertEqual(str(whole.total), "2040.00")

    def test_what_is_paid_is_not_owed(self):
        self._pay(self.old, 1200, fields.Date.today())
        activity = self.studio.with_user(self.amelie.user_id)
        self.assertNotIn(self.old.id, [d["id"] for d in activity._portal_get_unpaid()])

    def test_the_list_of_staff_says_the_same(self):
        self.env.flush_all()
        debts = self.env["caetic.receivable"].with_user(self.accountant)
        found = debts.search([("activity_id", "=", self.studio.id)])
        self.assertEqual(
            [(d.move_id.id, d.age, d.days_late) for d in found],
            [
                (self.old.id, "over_90", 95),
                (self.month.id, "to_30", 30),
                (self.new.id, "not_due", 0),
            ],
        )
        self.assertEqual(sum(found.mapped("amount_residual")), 2040)
        groups = debts._read_group(
            [("activity_id", "=", self.studio.id)], ["age"], ["amount_residual:sum"]
        )
        self.assertEqual(dict(groups)["over_90"], 1200)

    def test_who_reads_the_list(self):
        self.env.flush_all()
        domain = [("move_id", "=", self.old.id)]
        debts = self.env["caetic.receivable"]
        self.assertTrue(debts.with_user(self.adviser).search_count(domain))
        self.studio.adviser_id = False
        self.env.flush_all()
        self.assertFalse(debts.with_user(self.adviser).search_count(domain))
        for user in (self.payroll_officer, self.amelie.user_id):
            with self.assertRaises(AccessError):
                debts.with_user(user).search(domain)

    def test_others_are_refused(self):
        for user in (self.bruno.user_id, self.adviser):
            with self.assertRaises(AccessError):
                self.studio.with_user(user)._portal_get_unpaid()

    def test_as_many_queries_for_ten_times_as_many(self):
        activity = self.studio.with_user(self.amelie.user_id)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            activity._portal_get_unpaid()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for days in range(1, 28):
            self._late(days, 10)
        self.assertEqual(count(), few)


@tagged("post_install", "-at_install")
class TestUnpaidPage(UnpaidCase, PortalCase):
    @classmethod
    def _sign_contracts(cls):
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member, start="2020-01-01")

    def test_figures_open_their_documents(self):
        old, new = self._late(95), self._late(-10, 500)
        response, page = self._page("/unpaid")
        self.assertEqual(response.status_code, 200)
        link = page.xpath("//a[contains(@href, 'age=over_90')]/@href")[0]
        _response, page = self._page(link[len(self.base) :])
        hrefs = page.xpath("//*[@id='caetic_documents']//li//a/@href")
        self.assertEqual(hrefs, [f"{self.base}/invoices/{old.id}"])
        self.assertNotIn(str(new.id), hrefs[0])

    def test_nothing_is_owed(self):
        _response, page = self._page("/unpaid")
        self.assertTrue(page.xpath("//*[@role='status']"))

    def test_odd_filters_show_something(self):
        self._late(5)
        for query in ("?age=x", "?customer=abc", "?customer=99999999999999", "?age="):
            response, _page = self._page(f"/unpaid{query}")
            self.assertEqual(response.status_code, 200, query)

    def test_others_see_nothing(self):
        self.authenticate("bruno", "bruno" + "x" * 3)
        response = self.url_open(f"{self.base}/unpaid", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
