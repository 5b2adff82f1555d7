# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Equipment: bought, depreciated by the close, gone (R409)."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.caetic_members.tests.common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestEquipment(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand")
        cls.activity = cls._create_activity(
            "Studio Garrigue", cls.member, scheme_id=False
        )
        accounts = cls.env["account.account"].with_company(cls.company)
        cls.asset = accounts.search([("code", "=like", "2183%")], limit=1)
        cls.bill = cls._bill(cls.activity, 1080, "2026-03-16", cls.asset)

    def _register(self):
        self.env["caetic.equipment"]._propose(self.company, self.bill.date)
        return self.env["caetic.equipment"].search(
            [("activity_id", "=", self.activity.id)]
        )

    def test_money_leaves_when_it_is_bought(self):
        """1 080 at once; 30 a month of depreciation move nothing (R430, R431)."""
        self.assertEqual(self.activity._get_statement().available, -1080)
        self._register().action_start()
        self._close("2026-03-31")
        self.assertEqual(self.activity._get_statement().available, -1080)
        found = self.env["caetic.ledger.check"]._find(self.company)
        self.assertEqual({code: one[0] for code, one in found.items() if one[0]}, {})

    def test_purchases_are_proposed_once(self):
        equipment = self._register()
        self.assertEqual(equipment.value, 1080)
        self.assertEqual(equipment.months, 36)
        self.assertEqual(self._register(), equipment)

    def test_close_depreciates_once(self):
        """From the 16th of March: 15, then 30 a month."""
        equipment = self._register()
        equipment.action_start()
        self.assertEqual(len(equipment.line_ids), 37)
        self._close("2026-03-31")
        self.assertEqual(equipment.value_net, 1065)
        self._close("2026-04-30")
        self.assertEqual(equipment.value_net, 1035)
        self.env["caetic.equipment"]._post_depreciation(
            self.company, equipment.line_ids[1].date
        )
        self.assertEqual(equipment.value_net, 1035)
        move = equipment.line_ids[1].move_id
        self.assertEqual(move.caetic_term, "none")
        codes = [code[:3] for code in move.line_ids.account_id.mapped("code")]
        self.assertEqual(sorted(codes), ["281", "681"])

    def test_a_reopened_month_takes_its_depreciation_back(self):
        """15 of March stay, 30 of April are reversed, and posted again once."""
        equipment = self._register()
        equipment.action_start()
        self._close("2026-03-31")
        closing = self._close("2026-04-30")
        first = equipment.line_ids[1].move_id
        closing.reopen_reason = "Une facture oubliée"
        closing.action_reopen()
        self.assertEqual(equipment.value_net, 1065)
        self.assertFalse(equipment.line_ids[1].move_id)
        self.assertEqual(first.reversal_move_ids.date, first.date)
        closing.action_post()
        self.assertEqual(equipment.value_net, 1035)
        accounts = first.line_ids.account_id
        items = self.env["account.move.line"].search(
            [("account_id", "in", accounts.ids), ("parent_state", "=", "posted")]
        )
        self.assertEqual(
            sorted(
                sum(own.mapped("balance"))
                for own in items.grouped("account_id").values()
            ),
            [-45, 45],
        )

    def test_exit_leaves_nothing_in_the_accounts(self):
        """Gone on 20 June: 15 + 30 + 30 of 1 080 depreciated, 1 005 is an expense."""
        equipment = self._register()
        equipment.action_start()
        with self.assertRaises(UserError):
            equipment.action_dispose()
        equipment.write({"date_out": "2026-06-20", "exit_price": 900})
        equipment.action_dispose()
        self.assertEqual(equipment.state, "out")
        sums = {}
        for line in (equipment.out_move_id | equipment.line_ids.move_id).line_ids:
            code = line.account_id.code[:3]
            sums[code] = sums.get(code, 0) + line.balance
        self.assertEqual(
            {code: round(amount, 2) for code, amount in sums.items()},
            {"218": -1080, "281": 0, "657": 1005, "681": 75},
        )
        self.assertEqual(len(equipment.line_ids), 3)
        self.assertEqual(self.activity._get_statement().available, -1080)

    def test_register_does_not_change(self):
        equipment = self._register()
        equipment.action_start()
        with self.assertRaises(UserError):
            equipment.value = 5
        with self.assertRaises(UserError):
            equipment.unlink()

    def test_close_finds_what_is_not_in_the_register(self):
        """A purchase of 501 in account 606, one of 500, and the bill of class 2."""
        accounts = self.env["account.account"].with_company(self.company)
        small = accounts.search([("code", "=like", "606%")], limit=1)
        self._bill(self.activity, 501, "2026-03-20", small)
        self._bill(self.activity, 500, "2026-03-20", small)
        closing = self.env["caetic.closing"].create({"date": "2026-03-31"})
        closing.action_compute()
        counts = {one.code: one.count for one in closing.check_ids}
        self.assertEqual((counts["expensed"], counts["unregistered"]), (1, 1))
