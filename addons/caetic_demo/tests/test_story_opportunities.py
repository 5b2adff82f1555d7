# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryOpportunities(TransactionCase):
    """A team that won and was paid, one that forms, a refusal, a new need."""

    def _get(self, key, model="caetic_opportunity"):
        return self.env.ref(f"caetic_demo.{model}_opportunity_{key}")

    def test_the_team_that_won_is_paid_by_its_shares(self):
        """5 400 excl. VAT: 30 % is 1 620 for Amélie, 20 % is 1 080 for Chloé."""
        won = self._get("won")
        self.assertEqual(won.state, "won")
        invoice = self._get("invoice", "account_move")
        self.assertEqual(won.invoice_ids, invoice)
        self.assertEqual(invoice.state, "posted")
        self.assertEqual(invoice.amount_untaxed, 5400)
        self.assertEqual(invoice._portal_get_states()[invoice.id], "paid")
        shares = {one.activity_id.name: one.amount for one in invoice.caetic_share_ids}
        self.assertEqual(shares, {"Studio Garrigue": 1620, "Canal Limoux": 1080})

    def test_one_waits_for_answers_and_one_was_lost(self):
        states = self._get("open").invitation_ids.mapped("state")
        self.assertEqual(sorted(states), ["accepted", "sent", "sent"])
        lost = self._get("lost")
        self.assertEqual((lost.state, lost.outcome_code), ("lost", "price"))

    def test_the_need_of_the_seed_gives_a_team_of_three(self):
        """« site internet avec identité visuelle et vidéo »: three trades, a reason."""
        new = self._get("new")
        self.assertEqual(new.source, "public")
        self.assertEqual(len(new.need_ids), 3)
        new.action_find_teams()
        best = new.team_ids[0]
        self.assertTrue(best.is_complete)
        self.assertEqual(
            set(best.line_ids.profile_id.mapped("name")),
            {"Bruno Petit", "Amélie Durand", "Chloé Martin"},
        )
        self.assertTrue(all(best.line_ids.mapped("reason")))
