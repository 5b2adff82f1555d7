# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-06-21")
class TestProfitSharing(CaeticCommon):
    """R131, R132: the bounds of the law, and who has a part."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.caetic_cooperative_kind = "scop"
        cls.ana = cls._create_member("Ana Ferrer", "ana_ferrer")
        cls.bruno = cls._create_member("Bruno Gil", "bruno_gil")
        cls.carla = cls._create_member("Carla Roux")
        cls._create_contract(cls.ana, start="2025-01-01")
        # Two months of presence, and no six months of seniority.
        cls._create_contract(cls.bruno, start="2026-11-01")
        cls._create_contract(cls.carla, "cape", "2026-01-01", "2026-12-31")
        structure = cls.env["caetic.activity"].new()
        structure.analytic_account_id = cls.company.caetic_structure_account_id
        cls._invoice({structure: 20000}, "2026-05-04")
        cls.sharing = cls.env["caetic.profit.sharing"].create(
            {"date_to": "2026-12-31", "meeting_date": "2027-06-20"}
        )
        cls.sharing.action_read()
        cls.sharing.write(
            {
                "highest_capital": 50000,
                "released": 50000,
                "work_percent": 40,
                "interest_percent": 20,
            }
        )

    def _line(self, member):
        return self.sharing.line_ids.filtered(lambda one: one.member_id == member)

    def test_result_is_that_of_the_books(self):
        self.assertEqual(self.sharing.result, 20000)
        self.assertEqual(self.sharing.shared, 20000)

    def test_parts_and_their_entry(self):
        """15 % and what is left, 40 %, 20 %: 3 000 + 5 000 + 8 000 + 4 000."""
        sharing = self.sharing
        self.assertEqual((sharing.legal, sharing.development), (3000, 5000))
        self.assertEqual((sharing.work, sharing.interest), (8000, 4000))
        self.assertFalse(sharing.warning)
        self.assertIn("art. 33", sharing.bounds)
        sharing.action_find_people()
        sharing.with_user(self.accountant).action_propose()
        move = sharing.move_id
        self.assertEqual(move.state, "draft")
        found = {line.account_id.code[:4]: line.balance for line in move.line_ids}
        self.assertEqual(
            found,
            {"1200": 20000, "1061": -3000, "1063": -5000, "4246": -8000, "4570": -4000},
        )
        sharing.action_back()
        self.assertFalse(move.exists())

    def test_who_has_a_right(self):
        """Three months of the year or six of seniority; a CAPE is no employment."""
        self.sharing.action_find_people()
        self.assertEqual(self.sharing.line_ids.member_id, self.ana | self.bruno)
        self.assertEqual(self._line(self.ana).amount, 8000)
        bruno = self._line(self.bruno)
        self.assertEqual((bruno.present_months, bruno.seniority_months), (2, 2))
        self.assertFalse(bruno.is_entitled)
        bruno.present_months = 3
        self.sharing.action_share()
        self.assertEqual(bruno.amount, 4000)

    def test_by_hours(self):
        self.sharing.rule = "hours"
        with self.assertRaisesRegex(UserError, "hours"):
            self.sharing.action_find_people()

    def test_bounds_in_words(self):
        self.sharing.write({"work_percent": 20, "interest_percent": 30})
        text = self.sharing.warning
        self.assertEqual(len(text.splitlines()), 2)
        self.sharing.action_find_people()
        with self.assertRaisesRegex(UserError, "25"):
            self.sharing.action_propose()
        self.company.caetic_cooperative_kind = "scic"
        self.sharing.write({"work_percent": 0, "interest_percent": 43})
        # 57 % of 20 000 for the reserves, and 57.5 % are asked for.
        self.assertIn("19 nonies", self.sharing.warning)

    def test_no_more_than_there_is(self):
        with self.assertRaises(ValidationError):
            self.sharing.write({"work_percent": 60, "interest_percent": 30})

    def test_each_sees_their_own(self):
        self.sharing.action_find_people()
        own = self._line(self.ana).with_user(self.ana.user_id)
        self.assertFalse(own.has_access("read"))
        self.sharing.action_propose()
        self.env.flush_all()
        self.assertTrue(own.has_access("read"))
        self.assertFalse(own.with_user(self.bruno.user_id).has_access("read"))
        self.assertFalse(own.with_user(self.adviser).has_access("read"))
        self.assertTrue(own.with_user(self.payroll_officer).has_access("read"))
        with self.assertRaises(AccessError):
            own.write({"hours": 5})
        with self.assertRaises(AccessError):
            self.sharing.with_user(self.ana.user_id).read(["result"])
