# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryJointProjects(TransactionCase):
    """An exhibition under way, a site that is delivered."""

    def _get(self, key):
        return self.env.ref(f"caetic_demo.project_project_joint_{key}")

    def test_the_exhibition_is_under_way(self):
        """7 200: 40 % is 2 880, 35 % 2 520, 25 % 1 800; 7 + 2,5 + 4 hours."""
        project = self._get("exhibition")
        self.assertEqual(project.caetic_state, "running")
        amounts = project.caetic_place_ids.mapped("amount")
        self.assertEqual(amounts, [2880, 2520, 1800])
        self.assertEqual(project.caetic_hours, 13.5)
        self.assertEqual(project.open_task_count, 4)
        self.assertTrue(any(task._is_late() for task in project.tasks))
        self.assertEqual(len(project._get_talk_rows()), 2)

    def test_what_is_delivered_left_a_reference_to_each(self):
        project = self._get("tourism")
        self.assertEqual(project.caetic_state, "closed")
        names = project.caetic_item_ids.profile_id.mapped("name")
        self.assertEqual(
            sorted(names), ["Amélie Durand", "Bruno Petit", "Chloé Martin"]
        )
