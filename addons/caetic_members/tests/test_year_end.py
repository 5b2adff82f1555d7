# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from freezegun import freeze_time
from lxml import html

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import CaeticCommon


class YearEndCommon(CaeticCommon):
    """The year of the worked example (domain 4.8), closed in one month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme.tier_ids = [
            (5, 0, 0),
            (0, 0, {"from_amount": 0, "rate": 11}),
            (0, 0, {"from_amount": 40000, "rate": 10}),
            (0, 0, {"from_amount": 80000, "rate": 9}),
        ]
        cls.ana = cls._create_member("Ana Ferrer", "ana_ferrer")
        cls.bruno = cls._create_member("Bruno Gil", "bruno_gil")
        cls.contract = cls._create_contract(cls.ana, start="2026-01-01")
        cls.studio = cls._create_activity("Studio Garrigue", [cls.ana])
        cls.atelier = cls._create_activity("Atelier Razès", [cls.bruno])
        invoice = cls._invoice({cls.studio: 42000}, "2026-05-04")
        cls._pay(invoice, 50400, "2026-06-20")
        cls._bill(cls.studio, 6300, "2026-07-01")
        cls._pay_wages(27500)
        cls._close("2026-12-31")
        cls.year = cls.env["caetic.year.end"].create({"date_to": "2026-12-31"})
        cls.year.action_compute()

    @classmethod
    def _pay_wages(cls, cost):
        """Fixed part and advances of the year, as one entry of pay."""
        item = {
            "account_id": cls.company_data["default_account_expense"].id,
            "balance": cost,
            "analytic_distribution": cls.studio._get_distribution(),
        }
        owed = {"account_id": cls.company.caetic_opening_account_id.id}
        move = cls.env["account.move"].create(
            {
                "date": "2026-12-31",
                "journal_id": cls.company_data["default_journal_misc"].id,
                "caetic_term": "pay",
                "line_ids": [(0, 0, item), (0, 0, {**owed, "balance": -cost})],
            }
        )
        move.action_post()

    def _line(self, activity):
        self.env.invalidate_all()
        return self.year.line_ids.filtered(lambda one: one.activity_id == activity)

    def _propose(self):
        self.year.write({"meeting_date": "2027-06-20", "wish_until": "2027-06-30"})
        self.year.action_propose()


@tagged("post_install", "-at_install")
@freeze_time("2027-06-21")
class TestYearEnd(YearEndCommon):
    def test_worked_example(self):
        """31 100 for pay, 27 500 paid, 3 600 due by 20 July 2027 (R123)."""
        self._propose()
        line = self._line(self.studio)
        self.assertEqual((line.earned, line.paid, line.due), (31100, 27500, 3600))
        self.assertEqual(self.year.deadline, fields.Date.to_date("2027-07-20"))
        self.assertFalse(self._line(self.atelier))
        todo = self.year.activity_ids
        self.assertEqual(todo.date_deadline, self.year.deadline)

    def test_months_are_closed_first(self):
        self.env["caetic.closing"].create({"date": "2026-11-30"})
        with self.assertRaisesRegex(UserError, "Close every month"):
            self.year.action_compute()

    def test_nothing_is_settled_before_the_meeting(self):
        self.year.action_propose()
        self._line(self.studio).write({"decision": "keep"})
        with self.assertRaisesRegex(UserError, "general meeting"):
            self.year.action_settle()
        self.year.meeting_date = "2027-06-30"
        with self.assertRaisesRegex(UserError, "not taken place"):
            self.year.action_settle()

    def test_every_balance_is_decided(self):
        self._propose()
        with self.assertRaisesRegex(UserError, "Studio Garrigue"):
            self.year.action_settle()

    def test_no_more_than_the_balance(self):
        with self.assertRaisesRegex(ValidationError, "no more than the balance"):
            self._line(self.studio).write({"decision": "pay", "amount": 3600.01})

    def test_a_result_needs_a_contract_that_says_so(self):
        line = self._line(self.studio)
        with self.assertRaisesRegex(ValidationError, "R7331-12"):
            line.write({"decision": "result", "amount": 1000})
        self.contract.result_allowed = True
        self.env.invalidate_all()
        line.write({"decision": "result", "amount": 1000})
        self.assertEqual((line.result_amount, line.keep_amount), (1000, 2600))

    def test_a_result_leaves_the_account_and_comes_back(self):
        """R407: the profit does not move; one entry, whatever is run twice."""
        self.contract.result_allowed = True
        self._propose()
        line = self._line(self.studio)
        line.write({"decision": "result", "amount": 1000})
        before = self.studio._get_statement().available
        self.year.action_settle()
        line._settle()
        move = line.move_ids
        self.assertEqual(len(move), 1)
        self.assertEqual(sum(move.line_ids.mapped("balance")), 0)
        self.assertEqual(len(move.line_ids.account_id), 1)
        self.assertEqual(before - self.studio._get_statement().available, 1000)
        self.assertEqual(self.year.state, "settled")
        with self.assertRaisesRegex(UserError, "reopen the year"):
            line.amount = 5
        self._reopen()
        self.assertFalse(line.move_ids)
        self.assertEqual(self.studio._get_statement().available, before)
        line.amount = 400
        self.year.action_settle()
        self.assertEqual(before - self.studio._get_statement().available, 400)

    def _reopen(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.year.action_reopen()
        self.year.reopen_reason = "The meeting changed it"
        self.year.action_reopen()
        self.assertEqual(self.year.state, "proposed")

    def test_computed_again_it_keeps_what_was_decided(self):
        self._propose()
        line = self._line(self.studio)
        line.write({"decision": "pay", "amount": 3000})
        self.year.action_compute()
        self.assertEqual((line.decision, line.amount), ("pay", 3000))

    def test_wishes_are_followed(self):
        self._propose()
        self.studio.with_user(self.ana.user_id)._portal_wish(
            self._line(self.studio).id, "pay"
        )
        self.year.action_follow_wishes()
        line = self._line(self.studio)
        self.assertEqual((line.decision, line.amount), ("pay", 3600))

    def test_who_reads_and_who_decides(self):
        line = self._line(self.studio)
        user = self.ana.user_id
        self.assertFalse(line.with_user(user).has_access("read"))
        self._propose()
        self.env.flush_all()
        own = line.with_user(user)
        self.assertTrue(own.has_access("read"))
        self.assertFalse(line.with_user(self.bruno.user_id).has_access("read"))
        with self.assertRaises(AccessError):
            own.write({"decision": "pay"})
        with self.assertRaises(AccessError):
            self.year.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            self.studio.with_user(self.bruno.user_id)._portal_wish(line.id, "pay")
        line.with_user(self.accountant).write({"decision": "pay", "amount": 5})
        with self.assertRaises(AccessError):
            line.with_user(self.payroll_officer).write({"decision": "keep"})


@tagged("post_install", "-at_install")
@freeze_time("2027-06-21")
class TestYearEndPortal(HttpCase, YearEndCommon):
    def setUp(self):
        super().setUp()
        self._propose()
        self.env.flush_all()
        self.authenticate("ana_ferrer", "ana_ferrer")
        self.url = f"/my/activities/{self.studio.id}/years"

    def _post(self, line, **values):
        page = self.url_open("/my").text
        [token] = re.findall(r'csrf_token: "([^"]+)"', page)
        return self.url_open(
            f"{self.url}/{line.id}/wish", data={"csrf_token": token, **values}
        )

    def test_part_travail_of_oneself_only(self):
        sharing = self.env["caetic.profit.sharing"].create({"date_to": "2026-12-31"})
        for member, amount in ((self.ana, 123.45), (self.bruno, 678.9)):
            self.env["caetic.profit.share"].create(
                {"sharing_id": sharing.id, "member_id": member.id, "amount": amount}
            )
        self.assertNotIn("caetic_year_parts", self.url_open(self.url).text)
        sharing.state = "proposed"
        self.env.flush_all()
        page = html.fromstring(self.url_open(self.url).text)
        [part] = page.xpath("//section[@aria-labelledby='caetic_year_parts']")
        digits = re.sub(r"[^0-9]", "", part.text_content())
        self.assertIn("12345", digits)
        self.assertNotIn("67890", digits)

    def test_page_wish_and_refusals(self):
        line = self._line(self.studio)
        page = html.fromstring(self.url_open(self.url).text)
        shown = [
            re.sub(r"[^0-9]", "", one.text_content())
            for one in page.xpath("//dd[contains(@class, 'o_caetic_amount')]")
        ]
        self.assertEqual(shown, ["3110000", "2750000", "360000"])
        response = self._post(line)
        self.assertEqual(response.status_code, 422)
        self.assertIn("aria-describedby", response.text)
        self.assertEqual(self._post(line, wish="keep").status_code, 200)
        self.env.invalidate_all()
        self.assertEqual((line.wish, line.wish_by_id), ("keep", self.ana.user_id))
        self.year.wish_until = "2027-06-20"
        self.env.flush_all()
        with mute_logger("odoo.http"):
            self.assertEqual(self._post(line, wish="pay").status_code, 422)
        self.env.invalidate_all()
        self.assertEqual(line.wish, "keep")

    def test_years_of_somebody_else(self):
        self.authenticate("bruno_gil", "bruno_gil")
        self.assertTrue(self.url_open(self.url).url.endswith("/my"))
        line = self._line(self.studio)
        self.assertTrue(self._post(line, wish="pay").url.endswith("/my"))
        self.env.invalidate_all()
        self.assertFalse(line.wish)
