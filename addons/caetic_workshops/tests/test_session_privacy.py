# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.tests import tagged

from .common import WorkshopCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestSessionPrivacy(WorkshopCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nora = cls._create_person("Nora Sekret", "nora_sekret")
        past = cls._create_session(cls.offer, ["2026-03-09"])
        cls.attended = cls._register(past, cls.nora)
        cls._note(cls.attended, "present", "present")
        coming = cls._create_session(cls.sales, ["2026-03-30"])
        cls.planned = cls._register(coming, cls.nora)
        cls.env["caetic.workshop.wish"].create(
            {
                "member_id": cls.nora.id,
                "module_id": cls.management.id,
                "words": "Pour Nora Sekret",
            }
        )

    def test_the_person_has_a_copy(self):
        """RGPD art. 15: sessions, attendance and wishes."""
        # As the hub does once it has checked who asks.
        tables = self.nora.sudo()._get_export_tables(whole=True)
        text = str(tables)
        for words in (self.offer.name, self.sales.name, "Pour Nora Sekret"):
            self.assertIn(words, text)

    def test_forgetting_keeps_the_hours_and_no_name(self):
        """RGPD art. 17: a funder counts 7 hours of nobody in particular."""
        self.nora._anonymise_sudo()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.planned.exists(), "nothing is proved by it")
        self.assertTrue(self.attended.exists())
        for name in ("name", "email", "phone"):
            self.assertNotIn("Sekret", self.attended[name] or "")
        self.assertNotIn("Sekret", self.attended.partner_id.name)
        # Attendance has its own rights.
        hours = self.attended.sudo().caetic_attendance_ids.mapped("hours")
        self.assertEqual(sum(hours), 7)
        wishes = self.env["caetic.workshop.wish"].search(
            [("member_id", "=", self.nora.id)]
        )
        self.assertNotIn("Sekret", str(wishes.mapped("words")))
