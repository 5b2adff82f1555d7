# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from freezegun import freeze_time

from odoo.tests import tagged

from .common import ResourceCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestResourcesPrivacy(ResourceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.booking = cls._book(
            cls.room,
            cls.amelie,
            (2026, 3, 3, 9),
            (2026, 3, 3, 11),
            words="Entretien avec Sekret",
        )
        cls.published, cls.refused = cls.env["caetic.library.document"].create(
            [
                {
                    "name": f"Guide {state}",
                    "document": b64encode(b"%PDF-1.4"),
                    "author": "Amélie Sekret",
                    "proposer_id": cls.amelie.id,
                    "state": state,
                }
                for state in ("published", "refused")
            ]
        )

    def test_the_person_has_a_copy(self):
        """RGPD art. 15: what they booked, what for, and what they proposed."""
        # As the hub does once it has checked who asks.
        text = str(self.amelie.sudo()._get_export_tables(whole=True))
        for words in (self.room.name, "Entretien avec Sekret", "Guide refused"):
            self.assertIn(words, text)

    def test_forgetting(self):
        """RGPD art. 17: what was charged and what is published say of nobody who."""
        self.amelie._anonymise_sudo()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.booking.exists())
        self.assertEqual(self.booking.amount, 24)
        self.assertNotIn("Sekret", self.booking.words or "")
        self.assertFalse(self.refused.exists())
        self.assertTrue(self.published.exists())
        self.assertFalse(self.published.author)
        self.assertFalse(self.published.proposer_id)
        self.assertTrue(self.published.document)
