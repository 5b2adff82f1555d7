# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..models import caetic_activity_exit, caetic_exit_package
from .common import CaeticCommon


@tagged("post_install", "-at_install")
class TestExitPackage(CaeticCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_member("Amélie Durand", "pack_amelie")
        cls.bruno = cls._create_member("Bruno Vidal", "pack_bruno")
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.other = cls._create_activity("Pixel", cls.bruno)
        cls.url = f"/my/activities/{cls.studio.id}/package"

    def _attach(self, activity, count):
        self.env["ir.attachment"].create(
            [
                {
                    "name": f"{activity.name} {index}.txt",
                    "raw": b"text",
                    "res_model": "caetic.activity",
                    "res_id": activity.id,
                }
                for index in range(count)
            ]
        )

    def _names(self, volume):
        with zipfile.ZipFile(io.BytesIO(volume.raw)) as archive:
            self.assertIsNone(archive.testzip())
            return archive.namelist()

    def test_a_small_package_is_made_at_once(self):
        self._attach(self.studio, 2)
        self._attach(self.other, 1)
        package = self.studio.with_user(self.amelie.user_id)._portal_ask_package()
        self.assertEqual(package.state, "ready")
        [volume] = package.volume_ids
        names = self._names(volume)
        self.assertEqual(len([name for name in names if "Studio" in name]), 2)
        self.assertFalse([name for name in names if "Pixel" in name])
        log = self.env["caetic.access.log"].search([])
        self.assertEqual((log.kind, log.activity_id), ("package", self.studio))
        self.assertEqual(log.user_id, self.amelie.user_id)

    def test_a_large_package_is_made_in_volumes(self):
        """Each volume holds a slice of the papers, each paper is in one volume."""
        self._attach(self.studio, 7)
        for module in (caetic_exit_package, caetic_activity_exit):
            self.patch(module, "VOLUME_SIZE", 3)
        self.patch(self.env.cr, "commit", self.env.flush_all)
        package = self.studio.with_user(self.amelie.user_id)._portal_ask_package()
        self.assertEqual((package.state, package.volume_count), ("waiting", 0))
        self.env["caetic.exit.package"].sudo()._cron_build()
        self.assertEqual((package.state, package.volume_count), ("ready", 3))
        papers = [
            name
            for volume in package.volume_ids
            for name in self._names(volume)
            if "Studio" in name
        ]
        self.assertEqual(len(papers), 7)
        self.assertEqual(len(set(papers)), 7)

    def test_a_build_goes_on_where_it_stopped(self):
        self._attach(self.studio, 4)
        for module in (caetic_exit_package, caetic_activity_exit):
            self.patch(module, "VOLUME_SIZE", 2)
        self.patch(self.env.cr, "commit", self.env.flush_all)
        package = self.studio._ask_package_sudo()
        slices = package._get_slices()
        package.volume_total = len(slices)
        package._build_volume(slices[0])
        package.volume_count = 1
        package._build()
        self.assertEqual(len(package.volume_ids), 2)

    def test_a_second_request_gives_the_one_in_preparation(self):
        self._attach(self.studio, 3)
        self.patch(caetic_activity_exit, "VOLUME_SIZE", 1)
        first = self.studio._ask_package_sudo()
        self.assertEqual(self.studio._ask_package_sudo(), first)

    def test_only_members_and_staff_ask_for_it(self):
        with self.assertRaises(AccessError):
            self.studio.with_user(self.bruno.user_id)._portal_ask_package()
        for user in (self.bruno.user_id, self.payroll_officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.studio.with_user(user).action_exit_package()
        action = self.studio.with_user(self.coordinator).action_exit_package()
        self.assertEqual(action["res_model"], "caetic.exit.package")

    def test_old_packages_are_deleted(self):
        package = self.studio._ask_package_sudo()
        volume = package.volume_ids
        package.date = "2020-01-01 00:00:00"
        self.env["caetic.exit.package"].sudo()._cron_build()
        self.assertFalse(package.exists())
        self.assertFalse(volume.exists())

    def test_portal_prepares_and_sends(self):
        self.authenticate("pack_amelie", "pack_amelie")
        page = self.url_open(self.url)
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        self.url_open(self.url, {"csrf_token": token})
        package = self.studio.package_ids
        address = f"{self.url}/{package.id}/1"
        self.assertIn(address, self.url_open(self.url).text)
        content = self.url_open(address).content
        self.assertEqual(content, base64.b64decode(package.volume_ids.datas))
        for wrong in (f"{self.url}/{package.id}/2", f"{self.url}/{package.id}/0"):
            self.assertNotEqual(self.url_open(wrong).content, content)
        self.authenticate("pack_bruno", "pack_bruno")
        self.assertNotEqual(self.url_open(address).content, content)
        self.assertNotIn("package", self.url_open(self.url).url)

    def test_former_member_takes_it_away(self):
        self.amelie._record_step("left", self.amelie.create_date.date(), "Part")
        activity = self.studio.with_user(self.amelie.user_id)
        self.assertEqual(activity._portal_ask_package().state, "ready")
        with self.assertRaises(UserError):
            activity._portal_check_present()
        self.assertIsNone(
            self.other.with_user(self.bruno.user_id)._portal_check_present()
        )
