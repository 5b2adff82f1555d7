# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Joint projects: staff choose, everybody named agrees, one no is enough."""

from odoo.http import Request
from odoo.tests import tagged

from .common import DirectoryCommon, picture


@tagged("post_install", "-at_install")
class TestShowcase(DirectoryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._make_person("Amélie Durand", "dir_amelie")
        cls.bruno = cls._make_person("Bruno Petit", "dir_bruno")
        cls.item = cls.env["caetic.portfolio.item"].create(
            {
                "profile_id": cls.amelie.id,
                "name": "Site du festival",
                "customer": "Festival des Granges",
                "image_1920": picture("green"),
                "people_ids": [(6, 0, cls.bruno.ids)],
            }
        )
        cls.key = ("project", cls.item.id)

    def _agree(self, *profiles, given=True):
        for profile in profiles:
            profile._record_publication_sudo({self.key: given}, "paper")

    def _is_seen(self):
        self.authenticate(None, None)
        page = self.url_open("/realisations")
        picture_seen = self.url_open(f"/annuaire/image/item/{self.item.id}")
        seen = "Site du festival" in page.text
        self.assertEqual(seen, picture_seen.status_code == 200)
        return seen

    def test_everybody_agrees_and_staff_choose(self):
        self._agree(self.amelie, self.bruno)
        self.assertFalse(self._is_seen())
        self.item.with_user(self.coordinator).is_showcased = True
        self.assertTrue(self._is_seen())
        text = self.url_open("/realisations").text
        self.assertIn("Bruno Petit", text)
        # They have no public page: their names lead nowhere.
        self.assertNotIn("/annuaire/personnes/", text)
        self._show(self.bruno)
        self.assertIn(self.bruno._public_get_url(), self.url_open("/realisations").text)

    def test_one_is_missing(self):
        self.item.is_showcased = True
        self._agree(self.amelie)
        self.assertEqual(self.item.waiting_ids, self.bruno)
        self.assertFalse(self._is_seen())
        self._agree(self.bruno)
        self.assertTrue(self._is_seen())
        self._agree(self.bruno, given=False)
        self.assertFalse(self._is_seen())

    def test_an_answer_is_for_one_project(self):
        other = self.item.copy({"name": "Autre", "is_showcased": True})
        self._agree(self.amelie, self.bruno)
        self.assertFalse(other.is_shown)

    def test_who_left_is_named_no_more(self):
        third = self._make_person("Inès Lopez")
        self.item.write({"people_ids": [(4, third.id)], "is_showcased": True})
        self._agree(self.amelie, self.bruno, third)
        third.member_id._record_step("left", reason="Fin", check=False)
        self.assertTrue(self._is_seen())
        self.assertNotIn("Inès", self.url_open("/realisations").text)
        self.bruno.member_id._record_step("left", reason="Fin", check=False)
        self.assertFalse(self._is_seen())

    def test_the_person_agrees_on_the_portal(self):
        self.item.is_showcased = True
        self._agree(self.amelie)
        self.authenticate("dir_bruno", "dir_bruno")
        page = self.url_open("/my/profile/public")
        self.assertIn("Site du festival", page.text)
        name = f"project_{self.item.id}"
        data = {name: "1", "project_999999": "1"}
        data["csrf_token"] = Request.csrf_token(self)
        self.url_open("/my/profile/public", data=data)
        self.assertTrue(self.item.is_shown)
        self.assertEqual(self.bruno.publication_ids.source, "portal")

    def test_search_by_what_is_shown(self):
        items = self.env["caetic.portfolio.item"]
        self.item.is_showcased = True
        self.assertNotIn(self.item, items.search([("is_shown", "=", True)]))
        self._agree(self.amelie, self.bruno)
        self.assertIn(self.item, items.search([("is_shown", "=", True)]))
        self.assertNotIn(self.item, items.search([("is_shown", "=", False)]))

    def test_queries_do_not_grow_with_the_projects(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = items._public_get_showcase(self.company)
            return len(found), self.env.cr.sql_log_count - before

        items = self.env["caetic.portfolio.item"]
        self.item.is_showcased = True
        self._agree(self.amelie, self.bruno)
        items._public_get_showcase(self.company)
        few, queries = count()
        for number in range(6):
            twin = self.item.copy({"name": f"Projet {number}"})
            for profile in (self.amelie, self.bruno):
                profile._record_publication_sudo({("project", twin.id): True}, "paper")
            twin.is_showcased = True
        self.assertEqual(count(), (few + 6, queries))
