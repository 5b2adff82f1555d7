# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.tests import Form, tagged

from .test_caetic_share_move import ShareCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestMemberMoney(ShareCommon):
    """The tab "Money" of a person: what the advisers look at before a talk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie.adviser_id = cls.adviser
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.pixel = cls._create_activity("Pixel du Razès", cls.amelie)
        cls.wood = cls._create_activity("Bois et copeaux", cls.bruno)

    def _transfer(self, payer, receiver, **values):
        return self.env["caetic.transfer"].create(
            {
                "activity_from_id": payer.id,
                "activity_to_id": receiver.id,
                "amount": 120,
                "label": "Maquette",
                **values,
            }
        )

    def test_each_activity_tells_its_own_money(self):
        """1 000 cashed, 10 % contributed, 500 kept: 900 available, 400 for pay."""
        self.studio.reserve_floor = 500
        invoice = self._invoice({self.studio: 1000}, "2026-05-04")
        self._pay(invoice, 1200, "2026-05-20")
        self._invoice({self.pixel: 100}, "2026-05-04")
        self._invoice({self.pixel: 10}, "2026-06-10")
        self.assertRecordValues(
            self.amelie.stake_ids.sorted("id"),
            [
                {
                    "activity_id": self.studio.id,
                    "share": 100,
                    "available_amount": 900,
                    "payable_amount": 400,
                    "receivable_amount": 0,
                    "receivable_count": 0,
                    "late_count": 0,
                },
                {
                    "activity_id": self.pixel.id,
                    "share": 100,
                    "available_amount": 0,
                    "payable_amount": 0,
                    "receivable_amount": 132,
                    "receivable_count": 2,
                    "late_count": 1,
                },
            ],
        )

    def test_open_transfers_are_those_of_the_person_on_either_side(self):
        given = self._transfer(self.studio, self.wood)
        received = self._transfer(self.wood, self.pixel)
        done = self._transfer(self.studio, self.wood)
        done.action_cancel()
        mine = self.amelie.open_transfer_ids
        self.assertEqual(mine, given | received)
        self.assertEqual(self.bruno.open_transfer_ids, given | received)
        stranger = self._create_member("Chloé Roux")
        self.assertFalse(stranger.open_transfer_ids)

    def test_parts_held_with_what_is_still_to_pay(self):
        """5 parts of 20 EUR, 40 EUR paid: 60 EUR still to pay."""
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-10", amount=40)
        self.assertRecordValues(
            self.amelie,
            [{"share_count": 5, "share_value": 100, "share_remaining": 60}],
        )
        self.assertEqual(self.bruno.share_value, 0)

    def test_roles_that_read_money_open_the_tab(self):
        self._transfer(self.studio, self.wood)
        for user in (
            self.adviser,
            self.coordinator,
            self.accountant,
            self.payroll_officer,
        ):
            with self.subTest(role=user.login):
                self.env.invalidate_all()
                member = self.amelie.with_user(user)
                form = Form(member)
                self.assertEqual(len(form.stake_ids), 2)
                [values] = self._read_tab(user)
                self.assertEqual(len(values["stake_ids"]), 2)
                self.assertEqual(len(values["open_transfer_ids"]), 1)
                stake = member.stake_ids.filtered(
                    lambda row: row.activity_id == self.studio
                )
                action = stake.action_open_activity()
                self.assertEqual(action["res_id"], self.studio.id)

    def test_whoever_reads_a_candidate_is_told_the_same(self):
        """Accountants read neither reviews nor papers; the page opens all the same."""
        candidate = self._create_member("Chloé Roux", adviser_id=self.adviser.id)
        for kind in ("informed", "diagnosed", "committee"):
            candidate._record_step(kind, check=False)
        expected = candidate.missing
        self.assertTrue(expected)
        for user in (self.adviser, self.accountant, self.payroll_officer):
            with self.subTest(role=user.login):
                self.env.invalidate_all()
                self.assertEqual(Form(candidate.with_user(user)).missing, expected)

    def test_privacy_officer_has_no_money_tab(self):
        view = self.env["caetic.member"].with_user(self.privacy_officer)
        self.assertNotIn('name="money"', view.get_view(view_type="form")["arch"])

    def test_adviser_of_one_activity_reads_nothing_of_another_portfolio(self):
        self.env.invalidate_all()
        self.assertFalse(self.wood.stake_ids.with_user(self.adviser).has_access("read"))

    def test_queries_do_not_grow_with_the_activities(self):
        """The same for 4 activities and for 12."""
        self._open_activities(2)
        few = self._count_queries()
        self._open_activities(8)
        # A new environment reads its user and their contact: two queries, not eight.
        self.assertLessEqual(self._count_queries(), few + 2)

    def _open_activities(self, count):
        for number in range(count):
            activity = self._create_activity(f"Atelier {number}", self.amelie)
            self._invoice({activity: 10}, "2026-05-04")
            self._transfer(activity, self.wood)
        self.env.flush_all()
        self._count_queries()  # fills the caches of the registry

    def _count_queries(self):
        """Queries of the tab, as the screen asks for it."""
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._read_tab(self.adviser)
        return self.env.cr.sql_log_count - before

    def _read_tab(self, user):
        stake = ("activity_id", "available_amount", "payable_amount", "late_count")
        return self.amelie.with_user(user).web_read(
            {
                "stake_ids": {"fields": {name: {} for name in stake}},
                "open_transfer_ids": {"fields": {"label": {}, "amount": {}}},
                "share_count": {},
                "share_value": {},
            }
        )
