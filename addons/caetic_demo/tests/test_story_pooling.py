# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryPooling(TransactionCase):
    """What the cooperative lends, advances and owns."""

    def _get(self, name):
        return self.env.ref(f"caetic_demo.{name}")

    def test_fund_lent_a_part_of_what_is_in_it(self):
        """3 000 put in, 600 lent: 100 a month for six months, none taken yet."""
        fund, loan = (
            self._get("caetic_fund_entraide"),
            self._get("caetic_fund_request_pret"),
        )
        self.assertEqual(fund.balance, 2400)
        self.assertEqual((loan.state, loan.amount_left), ("paid", 600))
        self.assertEqual(set(loan.instalment_ids.mapped("amount")), {100})
        asked = self._get("caetic_fund_request_coup_de_pouce")
        self.assertEqual((asked.state, asked.member_id.name[:4]), ("submitted", "Emma"))

    def test_advance_is_late(self):
        advance = self._get("caetic_advance_avance")
        self.assertLess(advance.date_due, fields.Date.today())
        self.assertTrue(advance.is_late)

    def test_closes_depreciated_the_workstation(self):
        """1 290 over 36 months from a 12th: 19/30 of 35.83 and three of 35.83."""
        station = self._get("caetic_equipment_station")
        done = station.line_ids.filtered("move_id")
        self.assertEqual(len(done), 4)
        self.assertAlmostEqual(sum(done.mapped("amount")), 130.19, 2)
        self.assertEqual(done.move_id.mapped("state"), ["posted"] * 4)
