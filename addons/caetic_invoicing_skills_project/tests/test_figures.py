# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Figures of a joint project follow the invoice of its team."""

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.caetic_invoicing_skills.tests.test_team_invoice import (
    TeamInvoiceCommon,
)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestJointFigures(TeamInvoiceCommon):
    def _figures(self):
        page = self.env["project.project"].with_user(self.bruno.user_id)
        found = page._portal_joint_page(self.project.id)["figures"]
        for _label, amount, parts in found:
            self.assertEqual(sum(part["amount"] for part in parts), amount)
            self.assertEqual({part["url"] for part in parts}, {""}, "not Bruno's")
        return [amount for _label, amount, _parts in found]

    def test_the_team_sees_what_was_invoiced_and_what_is_due(self):
        """1 000,01 excl. VAT, 200,00 of VAT: 1 200,01; 600,01 paid leave 600,00."""
        action = self.won.action_make_joint_project()
        self.project = self.env["project.project"].browse(action["res_id"])
        move = self.won._get_invoice_sudo().with_env(self.env)
        self.assertEqual(self._figures(), [], "a draft is no invoice")
        move.action_post()
        self.assertEqual(self._figures(), [1000.01, 1200.01])
        self._pay(move, 600.01, "2026-06-15")
        self.assertEqual(self._figures(), [1000.01, 600])
        lead = self.env["project.project"].with_user(self.amelie.user_id)
        for _label, _amount, parts in lead._portal_joint_page(self.project.id)[
            "figures"
        ]:
            url = f"/my/activities/{self.studio.id}/invoices/{move.id}"
            self.assertEqual([part["url"] for part in parts], [url])
            self.assertEqual([part["name"] for part in parts], [move.name])
