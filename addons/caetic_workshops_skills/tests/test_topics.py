# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_workshops.tests.common import WorkshopCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestTopics(WorkshopCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kind = cls.env["hr.skill.type"].create(
            {
                "name": "Vente",
                "skill_level_ids": [(0, 0, {"name": "Acquis", "level_progress": 50})],
                "skill_ids": [(0, 0, {"name": "Devis"})],
            }
        )
        cls.level, cls.skill = kind.skill_level_ids, kind.skill_ids
        cls.members = cls._create_person("Amélie Durand", "topi_amelie")
        cls.members |= cls._create_person("Bruno Vidal", "topi_bruno")
        profiles = cls.env["caetic.profile"]
        cls.profiles = profiles._ensure_profiles_sudo(cls.members)

    def _topic(self, user=None):
        self.env.flush_all()
        topics = self.env["caetic.skill.topic"].with_user(user or self.coordinator)
        return topics.search(
            [("skill_id", "=", self.skill.id), ("company_id", "=", self.company.id)]
        )

    def _hold(self, profile):
        profile.skill_line_ids = [
            (
                0,
                0,
                {
                    "skill_id": self.skill.id,
                    "skill_level_id": self.level.id,
                    "skill_type_id": self.level.skill_type_id.id,
                },
            )
        ]

    def _need(self, state):
        # Opportunities have rights of their own.
        opportunities_sudo = self.env["caetic.opportunity"].sudo()
        why = {"lost": "price", "won": "team"}
        opportunities_sudo.create(
            {
                "name": "Besoin",
                "outcome_code": why.get(state),
                "outcome_reason": why.get(state),
                "state": state,
                "need_ids": [(0, 0, {"skill_id": self.skill.id})],
            }
        )

    def test_what_is_counted(self):
        """Two ask in vain, a third is won; one of two holds it; one wishes it."""
        self.assertFalse(self._topic(), "of no trade, and nobody asks")
        for state in ("lost", "search", "won"):
            self._need(state)
        self._hold(self.profiles[0])
        self.sales.skill_ids = self.skill
        self.env["caetic.workshop.wish"].create(
            {"member_id": self.members[1].id, "module_id": self.sales.id}
        )
        topic = self._topic()
        self.assertEqual(
            (topic.asked_count, topic.held_count, topic.wish_count, topic.module_count),
            (2, 1, 1, 1),
        )

    def test_skills_of_the_past_and_of_outsiders_are_not_held(self):
        self._need("lost")
        self._hold(self.profiles[0])
        self.assertEqual(self._topic().held_count, 1)
        self.profiles[0].skill_line_ids.write(
            {"valid_from": "2026-01-01", "valid_to": "2026-02-01"}
        )
        outsider = self.env["res.partner"].create({"name": "Une agence"})
        profiles = self.env["caetic.profile"]
        self._hold(profiles.create({"partner_id": outsider.id}))
        self.env.invalidate_all()
        self.assertEqual(self._topic().held_count, 0)

    def test_a_module_to_write(self):
        self._need("lost")
        action = self._topic().action_make_module()
        module = self.env["caetic.workshop.module"].browse(action["res_id"])
        self.assertEqual((module.name, module.skill_ids), ("Devis", self.skill))
        self.env.invalidate_all()
        self.assertEqual(self._topic().module_count, 1)

    def test_who_may(self):
        self._need("lost")
        with self.assertRaises(AccessError):
            self._topic(self.adviser).action_make_module()
        for user in (self.accountant, self.members[0].user_id):
            topics = self.env["caetic.skill.topic"].with_user(user)
            self.assertFalse(topics.has_access("read"))

    def test_people_who_hold_it(self):
        self._need("lost")
        self._hold(self.profiles[0])
        action = self._topic().action_open_people()
        found = self.env["caetic.profile"].search(action["domain"])
        self.assertEqual(found, self.profiles[0])

    def test_the_page_adds_a_skill(self):
        self.sales.skill_ids = self.skill
        session = self._create_session(self.sales, ["2026-03-10"])
        self._note(self._register(session, self.members[0]), "present", "present")
        self.authenticate("topi_amelie", "topi_amelie")
        self.profiles[0].availability_on = "2026-03-01"
        page = self.url_open("/my/profile").text
        self.assertIn('action="/my/profile/learned"', page)
        csrf = page.split('name="csrf_token" value="')[1].split('"')[0]
        values = {"csrf_token": csrf, "skill": str(self.skill.id)}
        response = self.url_open("/my/profile/learned", data=values)
        self.assertIn("message=saved", response.url)
        self.assertEqual(self.profiles[0].current_line_ids.skill_id, self.skill)
        self.assertNotIn('action="/my/profile/learned"', response.text)
