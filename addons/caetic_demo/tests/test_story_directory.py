# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryDirectory(TransactionCase):
    """Pages of the public directory: what the story promises."""

    def _get(self, name):
        return self.env.ref(f"caetic_demo.{name}")

    def test_people_show_different_things(self):
        public = self.env["caetic.profile"].search([("is_public", "=", True)])
        self.assertEqual(len(public), 7)
        self.assertGreaterEqual(len(set(public.mapped("public_fields"))), 6)
        hidden = self._get("caetic_member_emma").profile_ids
        self.assertFalse(hidden.public_fields)

    def test_two_projects_are_shown_and_one_waits(self):
        items = self.env["caetic.portfolio.item"]
        shown = items.search([("is_shown", "=", True)])
        self.assertEqual(len(shown), 2)
        waiting = self._get("caetic_portfolio_item_showcase_atelier").waiting_ids
        self.assertEqual(waiting.mapped("name"), ["Bruno Petit"])

    def test_visitors_find_a_trade(self):
        company = self.env.company
        trade = self.env.ref("caetic_members.trade_2_12")
        cards, total = self.env["caetic.profile"]._public_find(company, trade)
        self.assertEqual(total, 1)
        self.assertEqual(cards[0]["name"], "Chloé Martin")
