# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryTodo(TransactionCase):
    """What waits for each person of the story."""

    def test_no_source_is_passed_over(self):
        """The one query that tells where to look misses nothing that is there."""
        told = set()
        for activity in self.env["caetic.activity"].search([]):
            for user in activity.member_ids.user_id:
                own = activity.with_user(user)
                rows = {read.__name__: read() for read, _sql in own._get_todo_sources()}
                every = [row for found in rows.values() for row in found]
                self.assertEqual(own._get_todo(), every)
                told |= {name for name, found in rows.items() if found}
        self.assertGreaterEqual(len(told), 8, told)
