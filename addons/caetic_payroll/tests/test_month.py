# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PayrollCommon


@tagged("post_install", "-at_install")
class TestMonth(PayrollCommon):
    """A contract that begins or ends within the month; who the employer is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carla = cls._create_member("Carla Roux", "carla_roux")
        cls.forge = cls._create_activity("Forge", [cls.carla])

    def _ask(self, amount, **values):
        own = {"member_id": self.carla.id, "activity_id": self.forge.id}
        return self._request(amount, **own, **values)

    def test_begins_on_the_twelfth(self):
        """CSS R242-2: 4 005 x 20 / 31 = 2 583.87; 416.13 of 3 000 are above it."""
        self._create_contract(self.carla, start="2026-10-12", fixed_part=155)
        request = self._ask(3000)
        # 155 x 20 / 31
        self.assertEqual(request.fixed_part, 100)
        request.action_submit()
        request.action_approve()
        slip = self._pay_month().slip_ids
        found = {line.code: line for line in slip.line_ids}
        self.assertAlmostEqual(found["vieillesse_plaf"].caetic_base, 2583.87, 2)
        # 8.64 % of 416.13
        self.assertAlmostEqual(found["retraite_t2"].total, -35.95, 2)
        # SMIC of the reduction: 1 823.03 x 20 / 31
        self.assertAlmostEqual(slip.caetic_smic, 1176.15, 2)
        self.assertEqual(slip.caetic_coefficient, 0.0254)
        # The month after is a whole one.
        self.assertEqual(self._ask(3000, month="2026-11-01").fixed_part, 155)

    def test_ends_on_the_fifteenth(self):
        contract = self._create_contract(
            self.carla, start="2026-01-01", end="2026-10-15", fixed_part=155
        )
        # 155 x 15 / 31
        self.assertEqual(self._ask(1000).fixed_part, 75)
        self.assertEqual(contract._get_outside_days(contract.date_end), 16)

    def test_a_renewal_leaves_no_day_out(self):
        first = self._create_contract(
            self.carla, "cape", start="2026-01-15", end="2026-10-14"
        )
        self._create_contract(
            self.carla,
            "cape",
            start="2026-10-15",
            end="2027-04-14",
            parent_id=first.id,
            rank=1,
        )
        self.assertEqual(first._get_outside_days(first.date_end), 0)

    def test_what_is_due_for_a_part_of_a_month(self):
        contract = self._create_contract(self.carla, start="2026-10-12", fixed_part=155)
        self._board("2026-10-01").action_caetic_fixed_parts()
        request = self.env["caetic.pay.request"].search(
            [("member_id", "=", self.carla.id)]
        )
        self.assertEqual((request.amount, request.state), (100, "submitted"))
        contract.write({"date_end": "2026-11-10", "state": "ended"})
        self._board("2026-11-01").action_caetic_fixed_parts()
        request = self.env["caetic.pay.request"].search(
            [("member_id", "=", self.carla.id), ("month", "=", "2026-11-01")]
        )
        # 155 x 10 / 30 = 51.67
        self.assertAlmostEqual(request.amount, 51.67, 2)
        self._board("2026-12-01").action_caetic_fixed_parts()
        later = [("member_id", "=", self.carla.id), ("month", "=", "2026-12-01")]
        self.assertFalse(self.env["caetic.pay.request"].search(later))

    def test_more_absences_than_days_are_said(self):
        self._create_contract(self.carla, start="2026-10-12")
        self.assertTrue(self._ask(100, unpaid_days=20, month="2026-11-01").cost)
        with self.assertRaisesRegex(UserError, "days of absence"):
            self.assertFalse(self._ask(100, unpaid_days=21).cost)

    def test_an_association_is_free_of_the_apprenticeship_tax_until_march(self):
        """LF 2026 art. 135: 5.90 + 0.90 of 1 000 from March 2026 on."""
        self.company.caetic_is_association = True
        # 1 000 + 427.66 of contributions - 398.10 of reduction = 1 029.56
        self.assertAlmostEqual(self._request(1000, month="2026-02-01").cost, 1022.76, 2)
        self.assertAlmostEqual(self._request(1000, month="2026-03-01").cost, 1029.56, 2)

    def test_tax_on_wages(self):
        """CGI 231: 4.25 % of 769.08 (9 229 / 12), 8.50 % of the other 230.92: 52.31."""
        self.company.caetic_wage_tax = True
        self._approved(1000)
        slip = self._pay_month().slip_ids
        line = slip.line_ids.filtered(lambda one: one.code == "taxe_salaires_er")
        self.assertAlmostEqual(line.total, 52.31, 2)
        self.assertAlmostEqual(slip.caetic_cost, 1052.66 + 52.31, 2)

    def test_large_employers_without_apprentices(self):
        """C. trav. L6242-1: nothing is due from 5 % of apprentices on."""
        self.company.write({"caetic_headcount": 250, "caetic_apprentice_share": 5})
        request = self._request(1000)
        free = request.cost
        self.company.caetic_apprentice_share = 0
        dear = self._request(1000, month="2026-11-01")
        # 0.40 % of 1 000 for less than 1 % of apprentices
        self.assertAlmostEqual(dear.cost - free, 4.00, 2)
