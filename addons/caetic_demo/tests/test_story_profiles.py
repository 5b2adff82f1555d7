# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..story.source import rows


@tagged("post_install", "-at_install")
class TestStoryProfiles(TransactionCase):
    """Skills of the story: enough to search, to confirm and to make up teams."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.profiles = {
            row["key"]: cls.env.ref(f"caetic_demo.caetic_profile_profile_{row['key']}")
            for row in rows("profiles")
        }

    def test_everybody_hosted_is_found(self):
        """Eleven entrepreneurs and twelve professionals; who left is not shown."""
        self.assertEqual(len(self.profiles), 23)
        for key, profile in self.profiles.items():
            with self.subTest(key=key):
                self.assertTrue(profile.is_useful)
                stays = profile.member_id
                hosted = stays.state in ("cape", "cesa", "associate") or not stays
                self.assertEqual(profile.is_listed, hosted)

    def test_members_have_their_skills_in_hr(self):
        for key in ("amelie", "chloe"):
            profile = self.profiles[key]
            rows_ = profile.employee_id.employee_skill_ids
            self.assertEqual(
                rows_.mapped("skill_id"), profile.skill_line_ids.mapped("skill_id")
            )

    def test_a_level_has_grown(self):
        logo = self.env.ref("caetic_skills.skill_logo")
        lines = self.profiles["amelie"].skill_line_ids.filtered(
            lambda line: line.skill_id == logo
        )
        self.assertEqual(sorted(lines.mapped("level_progress")), [75, 100])
        current = lines.filtered("is_current")
        self.assertEqual(current.confirmation_count, 3)
        self.assertLess(current.valid_from, fields.Date.today())

    def test_works_have_pictures(self):
        """Three of her own, and what she did with others."""
        items = self.profiles["amelie"].item_ids
        own = {row["name"] for row in rows("portfolio") if row["key"] == "amelie"}
        self.assertEqual(len(own), 3)
        self.assertEqual(len(items.filtered(lambda one: one.name in own)), 3)
        self.assertTrue(all(items.mapped("image_128")))
