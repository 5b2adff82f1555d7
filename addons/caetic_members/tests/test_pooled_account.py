# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Account of the pooled services of a fiscal year (R121, R7331-9)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-01-15")
class TestPooledAccount(CaeticCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand", "amelie.d")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)
        invoice = cls._invoice({cls.activity: 10000}, "2026-12-01")
        cls._pay(invoice, 12000, "2026-12-20")
        structure = str(cls.company.caetic_structure_account_id.id)
        bill = cls._bill(cls.activity, 300, "2026-12-10")
        bill.button_draft()
        bill.invoice_line_ids.analytic_distribution = {structure: 100}
        bill.action_post()
        closing = cls._close("2026-12-31").with_context(caetic_no_archive=True)
        closing.action_publish()
        cls.account = cls.env["caetic.pooled.account"].search([])

    def _publish(self):
        self.account.with_context(caetic_no_archive=True).action_publish()

    def test_the_last_month_of_a_year_calls_for_its_account(self):
        self.assertEqual(self.account.date_end.isoformat(), "2026-12-31")
        self.assertEqual(self.account.date_start.isoformat(), "2026-01-01")
        self.assertEqual(self.account.state, "draft")
        desk = self.env.ref("caetic_members.caetic_desk_pooled")
        self.assertEqual(desk.count, 1)

    def test_what_the_contributions_have_paid(self):
        """10 % of 10 000 received, a bill of 300 paid: 700 are left."""
        self.account.action_compute()
        rows = {row["code"]: row for row in self.account._get_table()}
        self.assertEqual(rows["contributions"]["amount"], 1000)
        self.assertEqual(rows["costs"]["amount"], 300)
        self.assertEqual(rows["costs"]["percent"], "30.0")
        self.assertEqual(self.account.result, 700)
        self.assertEqual(self.account.figures["activities"], 1)

    def test_published_it_is_sealed(self):
        self._publish()
        accountant = self.account.with_user(self.accountant)
        with self.assertRaises(UserError):
            accountant.note = "Autre chose"
        with self.assertRaises(UserError):
            accountant.unlink()
        with self.assertRaises(UserError):
            accountant.action_compute()
        again = accountant.create({"date_end": "2026-12-31"})
        with self.assertRaises(UserError):
            again.state = "published"
        again.with_context(caetic_no_archive=True).action_publish()
        self.assertEqual((self.account.state, again.state), ("superseded", "published"))

    def test_a_year_that_runs_is_not_published(self):
        account = self.account.create({"date_end": "2027-12-31"})
        with self.assertRaises(UserError):
            account.action_publish()

    def test_every_entrepreneur_reads_it_and_nobody_else(self):
        outside = self.env["res.users"].create(
            {
                "name": "Cliente",
                "login": "cliente",
                "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)],
            }
        )
        owner = self.account.with_user(self.member.user_id)
        self.assertFalse(owner.has_access("read"))
        self._publish()
        self.assertTrue(owner.has_access("read"))
        self.assertFalse(self.account.with_user(outside).has_access("read"))
        self.assertTrue(self.account.with_user(self.adviser).has_access("read"))
        with self.assertRaises(AccessError):
            self.account.with_user(self.coordinator).action_publish()

    def test_page(self):
        self.authenticate("amelie.d", "amelie.d")
        base = f"/my/activities/{self.activity.id}"
        path = f"{base}/pooled-accounts/{self.account.id}"
        refused = self.url_open(path, allow_redirects=False)
        self.assertEqual(refused.status_code, 303)
        self._publish()
        listed = self.url_open(f"{base}/statements")
        self.assertIn(path, listed.text)
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("o_caetic_cards", page.text)
