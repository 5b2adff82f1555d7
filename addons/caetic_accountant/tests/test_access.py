# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, tagged

from odoo.addons.caetic_members.tests.common import CaeticCommon


@tagged("post_install", "-at_install")
class TestAccess(CaeticCommon):
    """One menu for the accountant, and for nobody else of the staff."""

    def _menus(self, user):
        """Menus of ours that the web client shows to somebody."""
        root = self.env.ref("caetic_accountant.caetic_accountant_menu")
        shown = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        found, new = [], [root.id] if root.id in shown else []
        while new:
            found += new
            new = [child for menu in new for child in shown[menu]["children"]]
        return self.env["ir.ui.menu"].browse(found)

    def test_the_accountant_sees_all_of_it(self):
        root = self.env.ref("caetic_accountant.caetic_accountant_menu")
        every = self.env["ir.ui.menu"].search([("id", "child_of", root.id)])
        self.assertEqual(set(self._menus(self.accountant)), set(every))
        self.assertGreater(len(every), 25)

    def test_others_see_none_of_it(self):
        for user in (
            self.adviser,
            self.coordinator,
            self.payroll_officer,
            self.privacy_officer,
        ):
            self.assertEqual(len(self._menus(user)), 0, user.login)

    def test_others_read_no_statement(self):
        for user in (self.adviser, self.coordinator):
            reports = self.env["mis.report.instance"].with_user(user)
            self.assertFalse(reports.has_access("read"))

    def test_a_portal_user_learns_nothing_of_the_bank(self):
        user = self._create_member("Zoé", login="zoe").user_id
        with self.assertRaises(AccessError):
            self.bank_journal.with_user(user).get_rainbowman_message()

    def test_each_screen_opens(self):
        """The accountant may read what each menu shows."""
        for menu in self._menus(self.accountant).filtered("action"):
            model = self.env[menu.action.res_model].with_user(self.accountant)
            with self.subTest(menu.complete_name):
                self.assertTrue(model.has_access("read"))
            views = [(view.view_id.id, view.view_mode) for view in menu.action.view_ids]
            kinds = views or [(False, menu.action.view_mode.split(",")[0])]
            self.assertTrue(model.get_views(kinds)["views"])


@tagged("post_install", "-at_install")
class TestCompanionSet(TransactionCase):
    def test_accountants_group_has_what_oca_asks(self):
        group = self.env.ref("caetic_members.caetic_members_group_accountant")
        for name in (
            "account.group_account_user",
            "account.group_account_manager",
            "account_payment_batch_oca.group_account_payment",
        ):
            self.assertIn(self.env.ref(name), group.all_implied_ids)
