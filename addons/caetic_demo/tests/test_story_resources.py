# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestStoryResources(TransactionCase):
    """What is shared, and the month that was charged."""

    def _get(self, name):
        return self.env.ref(f"caetic_demo.{name}")

    def test_what_is_shared(self):
        shared = {
            key: self._get(f"caetic_resource_shared_{key}").capacity
            for key in ("salle", "bureaux", "camera", "montage")
        }
        self.assertEqual(shared, {"salle": 1, "bureaux": 3, "camera": 1, "montage": 5})

    def test_a_month_was_charged(self):
        """Amélie: the room, half a day at 15 €. Inès: a desk, two at 5 €."""
        for key, amount in (("garrigue", 15), ("infographie", 10), ("plume", 5)):
            transfer = self.env["caetic.transfer"].search(
                [
                    ("to_structure", "=", True),
                    ("activity_from_id", "=", self._get(f"caetic_activity_{key}").id),
                ]
            )
            self.assertEqual((transfer.amount, transfer.state), (amount, "posted"), key)
            self.assertEqual(set(transfer.booking_ids.mapped("state")), {"done"})

    def test_workshops_bring_skills(self):
        """Chloé attended the sales workshop: it is for her to add what she learnt."""
        chloe = self._get("caetic_member_chloe")
        profile = chloe.profile_ids.with_user(chloe.user_id)
        gained = profile._portal_get_learning()["gained"]
        sales = self.env.ref("caetic_workshops.module_sales")
        self.assertIn(sales.name, [row["module"] for row in gained])

    def test_a_booking_and_a_document_wait_for_staff(self):
        asked = self.env["caetic.resource.booking"].search([("state", "=", "asked")])
        self.assertEqual(asked.resource_id, self._get("caetic_resource_shared_camera"))
        documents = self.env["caetic.library.document"]
        proposed = documents.search([("state", "=", "proposed")])
        self.assertEqual(proposed.proposer_id, self._get("caetic_member_amelie"))
        self.assertGreaterEqual(
            documents.search_count([("state", "=", "published")]), 6
        )
