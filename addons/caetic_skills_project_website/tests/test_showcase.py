# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a joint project to the showcase: chosen by staff, agreed to by each."""

from odoo.tests import tagged

from odoo.addons.caetic_skills_project.tests.common import NAME, JointCommon


@tagged("post_install", "-at_install")
class TestJointShowcase(JointCommon):
    def test_the_reference_of_the_lead_is_shown_once_each_agrees(self):
        self.project.caetic_summary = "Fait."
        self.project.action_caetic_close()
        items = self.project.caetic_item_ids
        item = items.filtered(lambda one: one.profile_id == self.amelie)
        team = self.amelie | self.bruno | self.chloe | self.ovide
        self.assertEqual(item.people_ids, team - self.amelie)
        self.assertFalse((items - item).people_ids, "the project is shown once")
        item.is_showcased = True
        for profile in team:
            names = [one["name"] for one in item._public_get_showcase(self.company)]
            self.assertNotIn(NAME, names, "somebody has not agreed yet")
            profile._record_publication_sudo({("project", item.id): True}, "portal")
        names = [one["name"] for one in item._public_get_showcase(self.company)]
        self.assertIn(NAME, names)
