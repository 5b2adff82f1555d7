# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.caetic_workshops.tests.common import WorkshopCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestLearning(WorkshopCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["hr.skill.type"].create(
            {
                "name": "Vente",
                "skill_level_ids": [
                    (0, 0, {"name": name, "level_progress": progress})
                    for name, progress in (("Débutant", 25), ("Autonome", 50))
                ],
                "skill_ids": [(0, 0, {"name": name}) for name in ("Devis", "Appels")],
            }
        )
        cls.beginner, cls.autonomous = kind.skill_level_ids.sorted("level_progress")
        cls.quoting = kind.skill_ids.filtered(lambda one: one.name == "Devis")
        cls.calling = kind.skill_ids - cls.quoting
        cls.offer.write({"skill_ids": [(6, 0, cls.quoting.ids)], "skill_progress": 60})
        cls.sales.write({"skill_ids": [(6, 0, (cls.quoting | cls.calling).ids)]})
        cls.member = cls._create_person("Amélie Durand", "appr_amelie")
        cls.other = cls._create_person("Bruno Vidal", "appr_bruno")
        profiles = cls.env["caetic.profile"]
        both = profiles._ensure_profiles_sudo(cls.member | cls.other)
        own = both.filtered(lambda one: one.member_id == cls.member)
        cls.profile = own.with_user(cls.member.user_id)

    def _attend(self, module, member=None, state="present"):
        session = self._create_session(module, ["2026-03-10"])
        row = self._register(session, member or self.member)
        self._note(row, state, state)

    def _learning(self):
        self.env.invalidate_all()
        return self.profile._portal_get_learning()

    def _gained(self):
        return [
            (row["name"], row["level"], row["module"])
            for row in self._learning()["gained"]
        ]

    # -- from a workshop to the profile -----------------------------------------------

    def test_what_was_attended_is_proposed_at_its_level(self):
        """60 brings to Autonome (50), the last level that is reached."""
        self.assertEqual(self._gained(), [])
        self._attend(self.offer)
        self.assertEqual(self._gained(), [("Devis", "Autonome", self.offer.name)])
        # Nothing is added by itself.
        self.assertFalse(self.profile.sudo().current_line_ids)

    def test_who_was_absent_gained_nothing(self):
        self._attend(self.offer, state="absent")
        self._attend(self.offer, member=self.other)
        self.assertEqual(self._gained(), [])

    def test_the_module_that_brings_it_further_counts(self):
        self._attend(self.offer)
        self._attend(self.sales)
        self.assertEqual(
            sorted(self._gained()),
            [
                ("Appels", "Débutant", self.sales.name),
                ("Devis", "Autonome", self.offer.name),
            ],
        )

    def test_one_tap_adds_it(self):
        self._attend(self.offer)
        self.assertEqual(self.profile._portal_accept_skill(self.quoting.id), 1)
        line = self.profile.sudo().current_line_ids
        self.assertEqual(line.skill_id, self.quoting)
        self.assertEqual(line.skill_level_id, self.autonomous)
        self.assertEqual(self._gained(), [])
        self.assertEqual(self.profile._portal_accept_skill(self.quoting.id), 0)

    def test_a_lower_level_goes_up_and_a_higher_one_stays(self):
        self.profile._portal_set_levels({self.quoting.id: self.beginner.id})
        self._attend(self.offer)
        self.assertEqual(len(self._gained()), 1)
        self.profile._portal_set_levels({self.quoting.id: self.autonomous.id})
        self.assertEqual(self._gained(), [])

    def test_only_what_was_gained(self):
        for number in (self.calling.id, 0, 999999999):
            self.assertEqual(self.profile._portal_accept_skill(number), 0)
        self.assertFalse(self.profile.sudo().current_line_ids)

    def test_only_the_person(self):
        for user in (self.other.user_id, self.adviser):
            profile = self.profile.with_user(user)
            with self.assertRaises(AccessError):
                profile._portal_get_learning()
            with self.assertRaises(AccessError):
                profile._portal_accept_skill(self.quoting.id)

    # -- from a missing skill to a workshop -------------------------------------------

    def test_modules_that_bring_what_a_trade_calls_for(self):
        trade = self.env["caetic.trade"].search([], limit=1)
        trade.skill_ids = [(6, 0, (self.calling | self.quoting).ids)]
        self.profile.sudo().trade_ids = trade
        self.profile._portal_set_levels({self.quoting.id: self.beginner.id})
        modules = self._learning()["modules"]
        self.assertEqual(
            modules,
            [{"id": self.sales.id, "name": self.sales.name, "skills": "Appels"}],
        )
        # Attended, it is proposed as a skill, no longer as a workshop.
        self._attend(self.sales)
        self.assertEqual(self._learning()["modules"], [])
