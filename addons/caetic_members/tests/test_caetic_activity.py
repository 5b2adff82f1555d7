# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.tests import Form, tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
class TestActivity(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand")
        cls.activity = cls._create_activity("Studio Garrigue", cls.member)

    def test_account_is_created_renamed_and_archived_with_the_activity(self):
        account = self.activity.analytic_account_id
        self.assertEqual(account.name, "Studio Garrigue")
        self.assertEqual(account.plan_id, self.company.caetic_plan_id)
        self.activity.name = "Atelier Garrigue"
        self.assertEqual(account.name, "Atelier Garrigue")
        self.activity.action_archive()
        self.assertFalse(account.active)
        self.activity.action_unarchive()
        self.assertTrue(account.active)

    def test_copy_has_its_own_account(self):
        copy = self.activity.copy()
        self.assertNotEqual(copy.analytic_account_id, self.activity.analytic_account_id)
        self.assertNotEqual(copy.code, self.activity.code)

    def test_coordinator_creates_an_activity_without_accounting_rights(self):
        form = Form(self.env["caetic.activity"].with_user(self.coordinator))
        form.name = "Web TV du Limouxin"
        activity = form.save()
        self.assertEqual(activity.sudo().analytic_account_id.name, activity.name)

    def test_activity_without_running_contract_is_closed(self):
        """R206, R214: nothing is sold after the term of the contract."""
        day = date(2026, 6, 30)
        self.assertTrue(self.activity._is_closed(day))
        self._create_contract(self.member, "cape", "2026-01-05", "2026-06-30")
        self.assertFalse(self.activity._is_closed(day))
        self.assertTrue(self.activity._is_cape(day))
        self.assertTrue(self.activity._is_closed(date(2026, 7, 1)))

    def test_cesa_after_cape_is_no_cape(self):
        self._create_contract(self.member, "cape", "2026-01-05", "2026-03-31")
        self._create_contract(self.member, "cesa", "2026-04-01")
        self.assertFalse(self.activity._is_cape(date(2026, 4, 1)))
        self.assertFalse(self.activity._is_closed(date(2026, 4, 1)))

    def test_draft_contract_covers_nothing(self):
        self._create_contract(self.member, "cesa", "2026-01-01", state="draft")
        self.assertTrue(self.activity._is_closed(date(2026, 6, 30)))

    def test_months_present_of_the_fiscal_year(self):
        """R403: the minimum is pro rata of the months present."""
        self.activity.date_start = "2026-04-15"
        self.assertEqual(self.activity._get_months_present(date(2026, 12, 31)), 9)
        self.assertEqual(self.activity._get_months_present(date(2027, 12, 31)), 12)
