# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Statements of account: published, opened, superseded (R111, R424, R430-R433)."""

import io
import re
from decimal import Decimal

from freezegun import freeze_time
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import CaeticCommon


class StatementCase(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand", "amelie.d")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        cls.stranger = cls._create_member("Bruno Petit", "bruno.p")
        cls.other = cls._create_activity("Pixel du Razès", cls.stranger)

    @classmethod
    def _sell(cls, amount, day, paid=None):
        invoice = cls._invoice({cls.activity: amount}, day)
        if paid:
            cls._pay(invoice, amount * 1.2, paid)
        return invoice

    @classmethod
    def _publish(cls, day):
        """Close and publish a month, without paper nor mail."""
        closing = cls._close(day)
        closing.with_context(caetic_no_archive=True).action_publish()
        return closing

    def _statement(self, closing, kind="month", activity=None):
        return closing.statement_ids.filtered(
            lambda one: (
                one.kind == kind
                and one.state == "published"
                and one.activity_id == (activity or self.activity)
            )
        )


@tagged("post_install", "-at_install")
@freeze_time("2027-01-15")
class TestStatement(StatementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._sell(1000, "2026-10-05", "2026-10-20")
        cls._publish("2026-10-31")
        cls.paid = cls._sell(2400, "2026-11-05", "2026-11-20")
        # Due on 5 December: 26 days late at the end of the year.
        cls.unpaid = cls._sell(800, "2026-11-05")
        cls._bill(cls.activity, 45, "2026-11-10")
        cls.november = cls._publish("2026-11-30")

    def test_r111_lines_lead_from_opening_to_closing(self):
        """900 + 2 400 - 45 - 240 = 3 015; the unpaid invoice is not in it."""
        statement = self._statement(self.november)
        self.assertEqual(
            (statement.balance_start, statement.balance_end), (900.0, 3015.0)
        )
        moved = {code: amount for code, amount, _before in statement._get_lines()}
        wanted = {"sale": 2400, "cost": -45, "contribution": -240}
        self.assertEqual(moved, wanted)

    def test_steps_of_the_contribution_add_up(self):
        steps = self._statement(self.november)._get_steps()
        self.assertEqual(sum(step["amount"] for step in steps), 240)
        self.assertEqual((steps[0]["base"], steps[0]["rate"]), (3400, 10))

    def test_r430_treasury_table(self):
        """Bank 1 200 + 2 880 - 340 of contributions; 800 + 160 of VAT are owed."""
        rows = self._statement(self.november)._get_treasury_rows()
        amounts = {row["code"]: row["amount"] for row in rows}
        self.assertEqual(amounts["bank"], 3740)
        self.assertEqual(amounts["customers"], 960)
        self.assertEqual(amounts["suppliers"], -45)
        # VAT at 20 % of 1 000 + 2 400 + 800.
        self.assertEqual(amounts["taxes"], -840)
        self.assertEqual(amounts["reference"], 3740 - 840 - 45)
        self.assertEqual(amounts["future"], 3740 - 840 - 45 + 960)
        # 4 200 sold, 45 bought, 340 of contribution.
        self.assertEqual(amounts["result"], 3815)
        self.assertEqual(amounts["future"], amounts["result"])

    def test_an_opening_balance_is_money(self):
        """What the import gives: in the bank of the activity, and in what it has."""
        account = self.company.caetic_opening_account_id
        item = {"account_id": account.id, "name": "Reprise"}
        own = {"analytic_distribution": self.activity._get_distribution()}
        entry = self.env["account.move"].create(
            {
                "date": "2026-12-01",
                "caetic_term": "opening",
                "line_ids": [
                    (0, 0, {**item, "balance": 500}),
                    (0, 0, {**item, **own, "balance": -500}),
                ],
            }
        )
        entry._post(soft=False)
        december = self._statement(self._publish("2026-12-31"))
        rows = december._get_treasury_rows()
        amounts = {row["code"]: row["amount"] for row in rows}
        self.assertEqual((december.opening, amounts["capital"]), (500, 500))
        self.assertEqual(amounts["bank"], 3740 + 500)
        self.assertEqual(amounts["future"], amounts["result"] + 500)

    def test_r431_income_statement(self):
        rows = self._statement(self.november)._get_income_rows()
        by_code = {row["code"]: row for row in rows}
        turnover, result = by_code["turnover"], by_code["result"]
        self.assertEqual((turnover["month"], turnover["total"]), (3200, 4200))
        self.assertEqual(result["total"], 3815)
        self.assertEqual(by_code["contribution"]["month"], 240)
        self.assertEqual(Decimal(result["percent"]), Decimal("90.8"))
        self.assertEqual(len(turnover["months"]), 11)
        self.assertNotIn("depreciation", by_code)

    def test_r424_debts_by_age(self):
        december = self._publish("2026-12-31")
        november = dict(self._statement(self.november)._get_ages())
        self.assertEqual((november["due"], november["d30"]), (960, 0))
        ages = dict(self._statement(december)._get_ages())
        self.assertEqual((ages["due"], ages["d30"]), (0, 960))

    def test_the_last_month_publishes_the_year(self):
        december = self._publish("2026-12-31")
        year = self._statement(december, "year")
        self.assertEqual(year.date_start.isoformat(), "2026-01-01")
        self.assertEqual((year.balance_start, year.balance_end), (0.0, 3015.0))
        self.assertEqual((year.sale, year.contribution), (3400.0, -340.0))
        self.assertEqual(sum(step["amount"] for step in year._get_steps()), 340)
        self.assertEqual(len(year._get_year_months()), 3)

    def test_every_figure_opens_its_items(self):
        statement = self._statement(self.november)
        for code, amount, _before in statement._get_lines():
            found = statement._get_term_rows(code)
            with self.subTest(term=code):
                self.assertEqual(sum(part for _item, part in found["rows"]), amount)
                self.assertEqual(found["late"], 0)
        for row in statement._get_treasury_rows():
            found = statement._get_table_rows("treasury", row["code"])
            if row["kind"] == "accounts":
                with self.subTest(row=row["code"]):
                    total = sum(part for _item, part in found["rows"])
                    self.assertEqual((total, found["late"]), (row["amount"], 0))
            else:
                self.assertIsNone(found)
        for row in statement._get_income_rows():
            if row["kind"] == "accounts":
                found = statement._get_table_rows("income", row["code"])
                total = sum(part for _item, part in found["rows"])
                self.assertEqual((total, found["late"]), (row["total"], 0))
        found = statement._get_table_rows("treasury", "customers", age="due")
        self.assertEqual(found["rows"][0][0].move_id, self.unpaid)

    def test_what_is_known_late_is_told_in_the_first_open_month(self):
        """Paid in November, known in December: November does not change."""
        self._pay(self.unpaid, 960, "2026-11-25")
        december = self._statement(self._publish("2026-12-31"))
        self.assertEqual(december.sale, 800)
        found = december._get_term_rows("sale")
        self.assertEqual((found["rows"], found["late"]), ([], 800))
        before = self._statement(self.november)._get_term_rows("sale")
        self.assertEqual((before["amount"], before["late"]), (2400, -800))

    def test_a_year_before_is_beside(self):
        # Months until November of the next year are closed by the next test class.
        statement = self._statement(self.november)
        self.assertIsNone(statement.figures["before"])
        twin = statement._sum_terms(self.november.line_ids)
        self.assertEqual(Decimal(twin["sale"]), 2400)

    def test_publishing_again_makes_nothing_twice(self):
        count = self.november.statement_count
        self.assertEqual(count, 2)
        self.november.with_context(caetic_no_archive=True).action_publish()
        self.assertEqual(self.november.statement_count, count)

    def test_a_killed_publication_goes_on(self):
        self._statement(self.november, activity=self.other).sudo().state = "superseded"
        self.november.with_context(caetic_no_archive=True).action_publish()
        self.assertEqual(self.november.statement_count, 2)

    def test_reopening_supersedes_and_deletes_nothing(self):
        old = self._statement(self.november)
        self.november.reopen_reason = "Facture oubliée"
        self.november.action_reopen()
        self.assertEqual(old.state, "superseded")
        self.assertFalse(self.november.published_on)
        with self.assertRaises(UserError):
            self.november.action_publish()
        self.november.action_post()
        self.november.with_context(caetic_no_archive=True).action_publish()
        new = self._statement(self.november)
        self.assertEqual(new.balance_end, old.balance_end)
        self.assertNotEqual(new, old)

    def test_figures_read_for_all_by_a_constant_number_of_queries(self):
        activities = self.activity | self.other
        statements = self.env["caetic.statement"]
        counts = []
        for some in (self.activity, activities):
            self.env.invalidate_all()
            some.mapped("analytic_account_id.name")
            start = self.env.cr.sql_log_count
            statements._prepare_statements(self.november, some, "month")
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_r433_who_sees_what(self):
        statement = self._statement(self.november)
        owner, stranger = self.member.user_id, self.stranger.user_id
        self.assertTrue(statement.with_user(owner).has_access("read"))
        self.assertFalse(statement.with_user(stranger).has_access("read"))
        self.assertFalse(statement.with_user(self.adviser).has_access("read"))
        for role in (self.coordinator, self.accountant, self.payroll_officer):
            self.assertTrue(statement.with_user(role).has_access("read"))
            self.assertFalse(statement.with_user(role).has_access("write"))
        self.activity.adviser_id = self.adviser
        self.assertTrue(statement.with_user(self.adviser).has_access("read"))
        with self.assertRaises(AccessError):
            statement.with_user(stranger)._get_term_rows("sale")
        with self.assertRaises(AccessError):
            self.november.with_user(self.coordinator).action_publish()
        statement.sudo().state = "superseded"
        self.assertFalse(statement.with_user(owner).has_access("read"))

    def test_tables_are_the_cooperative_s_to_change(self):
        rows = self.env["caetic.statement.row"]
        with self.assertRaisesRegex(ValidationError, "no row above"):
            rows.create(
                {
                    "name": "Somme",
                    "sheet": "income",
                    "code": "sum",
                    "kind": "total",
                    "formula": "nothing",
                    "sequence": 999,
                }
            )
        with self.assertRaisesRegex(ValidationError, "beginning of an account"):
            rows._get_rows("income", self.company)[1].accounts = "70;71"
        with self.assertRaises(ValidationError):
            self.env.ref("caetic_members.caetic_statement_row_treasury_bank").unlink()

    def test_the_people_are_told(self):
        """R120: continuous access, and a mail when a month is published."""
        statement = self._statement(self.november)
        statement._send_published()
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertIn("Studio Garrigue", mail.subject)
        self.assertIn(f"/statements/{statement.id}", mail.body_html)
        self.assertEqual(mail.recipient_ids, self.member.partner_id)


@tagged("post_install", "-at_install")
class TestStatementPages(StatementCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time("2026-06-15"):
            cls._sell(2400, "2026-05-05", "2026-05-20")
            cls._sell(800, "2026-05-06")
            cls._bill(cls.activity, 45, "2026-05-10")
            cls.april = cls._publish("2026-04-30")
            cls.closing = cls._publish("2026-05-31")

    def _url(self, tail=""):
        statement = self._statement(self.closing)
        return f"/my/activities/{self.activity.id}/statements/{statement.id}{tail}"

    def test_each_link_of_the_page_opens(self):
        self.authenticate("amelie.d", "amelie.d")
        listed = self.url_open(f"/my/activities/{self.activity.id}/statements")
        self.assertIn(self._url(), listed.text)
        money = self.url_open(f"/my/activities/{self.activity.id}/money")
        self.assertIn(self._url(), money.text)
        page = self.url_open(self._url())
        self.assertEqual(page.status_code, 200)
        before = self._statement(self.april)
        self.assertIn(f"/statements/{before.id}", page.text)
        links = set(re.findall(r'href="(' + self._url() + r'/[^"]+)"', page.text))
        links = {link for link in links if not link.endswith("/pdf")}
        # Three terms, an age, four rows of the treasury, three of the income statement.
        self.assertGreaterEqual(len(links), 11)
        for link in links:
            opened = self.url_open(link.replace("&amp;", "&"))
            with self.subTest(link=link):
                self.assertEqual(opened.status_code, 200)
                self.assertIn("o_caetic_cards", opened.text)

    def test_another_person_reads_nothing(self):
        self.authenticate("bruno.p", "bruno.p")
        own = f"/my/activities/{self.other.id}/statements"
        for path in (
            self._url(),
            self._url("/pdf"),
            self._url("/terms/sale"),
            self._url("/treasury/bank"),
            f"{own}/{self._statement(self.closing).id}",
        ):
            answer = self.url_open(path, allow_redirects=False)
            with self.subTest(path=path):
                self.assertEqual(answer.status_code, 303)
                self.assertTrue(answer.headers["Location"].endswith("/my"))

    def test_odd_addresses_break_nothing(self):
        self.authenticate("amelie.d", "amelie.d")
        for tail in (
            "/terms/nothing",
            "/treasury/reference",
            "/treasury/nothing",
            "/nothing/bank",
            "/income/turnover?month=2031-01-01",
            "/income/turnover?month=x",
            "/treasury/customers?age=x",
            "/terms/sale?page=x",
            "/terms/sale/page/99",
        ):
            with self.subTest(tail=tail):
                self.assertEqual(self.url_open(self._url(tail)).status_code, 200)


@tagged("post_install", "-at_install")
class TestStatementPaper(StatementCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_contract(cls.member, "cesa")
        cls.activity.stake_ids.share = 60
        cls.activity.stake_ids = [(0, 0, {"member_id": cls.stranger.id, "share": 40})]
        with freeze_time("2026-06-15"):
            cls._sell(2400, "2026-05-05", "2026-05-20")
            cls._bill(cls.activity, 45, "2026-05-10")
            cls.closing = cls._close("2026-05-31")

    @mute_logger("odoo.addons.base.models.ir_actions_report")
    def test_archived_paper_says_it_all(self):
        closing = self.closing.with_context(force_report_rendering=True)
        closing.action_publish()
        statement = self._statement(closing)
        self.assertEqual(statement.pdf_check, "intact")
        reader = PdfReader(io.BytesIO(statement._get_pdf()))
        text = " ".join(page.extract_text() for page in reader.pages)
        text = re.sub(r"\s+", " ", text)
        for words in (
            "État des comptes : mai 2026",
            "Amélie Durand : 60 % de l'activité",
            "Bruno Petit : 40 % de l'activité",
            "Contrat d'entrepreneur salarié (CESA)",
            "2 115,00 €",
            "Tableau de trésorerie au 31 mai 2026",
            "Hébergement",
            "Pour lire cet état",
        ):
            with self.subTest(words=words):
                self.assertIn(words, text)
