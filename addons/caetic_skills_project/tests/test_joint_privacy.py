# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who reads and writes what: by the pages, by Odoo's own pages, by RPC."""

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_members.tests.common import PDF

from .common import NAME, JointCommon


@tagged("post_install", "-at_install")
class TestJointPrivacy(HttpCase, JointCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        projects = cls.env["project.project"].with_user(cls._user(cls.bruno))
        number = cls.project.id
        projects._portal_joint_add_task(number, {"name": "Filmer le lac"})
        projects._portal_joint_add_hours(number, {"hours": "1h30"})
        projects._portal_joint_write(number, "Rendez-vous mardi")
        projects._portal_joint_add_paper(number, "devis.pdf", PDF)
        cls.task = cls.project.tasks
        cls.paper = cls.env["ir.attachment"].search(
            [("res_model", "=", "project.project"), ("res_id", "=", number)]
        )

    def _records(self):
        """A record of each model, as whoever created them sees it."""
        return (
            self.project,
            self.task,
            self._place(self.bruno),
            self.project.caetic_entry_ids,
        )

    def test_portal_users_read_nothing_by_rpc_partners_included(self):
        for profile in (self.bruno, self.farid):
            user = self._user(profile)
            for record in (*self._records(), self.paper):
                with self.subTest(user=user.login, model=record._name):
                    own = record.with_user(user)
                    with self.assertRaises(AccessError):
                        own.read(["display_name"])
                    with self.assertRaises(AccessError):
                        own.write({"display_name": "x"})
            for model in ("project.project", "project.task"):
                self.assertFalse(self.env[model].with_user(user).search([]))
        messages = self.project.message_ids.with_user(self._user(self.farid))
        with self.assertRaises(AccessError):
            messages.read(["body"])

    def test_an_employee_reads_nothing(self):
        for user in (self.accountant, self.payroll_officer):
            for record in self._records():
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])

    def test_the_adviser_has_the_projects_of_their_people(self):
        for record in self._records():
            self.assertTrue(record.with_user(self.adviser).read(["display_name"]))
        self.project.with_user(self.adviser).caetic_aims = "Plus court"
        self.bruno.member_id.adviser_id = False
        self.env.invalidate_all()
        for record in self._records():
            with self.assertRaises(AccessError):
                record.with_user(self.adviser).read(["display_name"])

    def test_an_adviser_closes_for_the_whole_team(self):
        project = self.project.with_user(self.adviser)
        project.caetic_summary = "Fait."
        project.action_caetic_close()
        self.assertEqual(len(self.project.caetic_item_ids), 4)

    def test_the_coordinator_has_joint_projects_only(self):
        for record in self._records():
            self.assertTrue(record.with_user(self.coordinator).read(["display_name"]))
        projects_sudo = self.env["project.project"].sudo()  # No role of ours makes it.
        other = projects_sudo.create(
            {"name": "Interne", "privacy_visibility": "employees"}
        )
        with self.assertRaises(AccessError):
            other.with_user(self.coordinator).name = "Pris"
        with self.assertRaises(AccessError):
            self.env["project.task"].with_user(self.coordinator).create(
                {"name": "Prise", "project_id": other.id}
            )

    def test_pages_of_odoo_and_of_others_say_nothing(self):
        number, paper = self.project.id, self.paper.id
        own = f"/my/joint-projects/{number}"
        for login in ("bruno.joint", "farid.joint"):
            self.authenticate(login, login)
            for path in (
                "/my/projects",
                f"/my/projects/{number}",
                "/my/tasks",
                f"/my/tasks/{self.task.id}",
                f"/web/content/{paper}",
            ):
                answer = self.url_open(path)
                for words in (NAME, "Filmer le lac", "essai"):
                    self.assertNotIn(words, answer.text, f"{login} {path}")
        for path in (own, f"{own}/documents/{paper}", f"{own}/edit", f"{own}/close"):
            answer = self.url_open(path)
            self.assertEqual(answer.url, f"{self.base_url()}/my/joint-projects")
            self.assertNotIn(NAME, answer.text)
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(own).url)

    def test_nobody_else_acts(self):
        number = self.project.id
        projects = self._as(self.farid)
        for act in (
            lambda: projects._portal_joint_add_task(number, {"name": "x"}),
            lambda: projects._portal_joint_add_hours(number, {"hours": "1"}),
            lambda: projects._portal_joint_write(number, "x"),
            lambda: projects._portal_joint_add_paper(number, "a.pdf", PDF),
            lambda: projects._portal_joint_delete_paper(number, self.paper.id),
            lambda: projects._portal_joint_move_task(number, self.task.id, "take"),
            lambda: projects._portal_joint_get_aims(number),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertIsNone(projects._portal_joint_page(number))
        self.assertFalse(projects._portal_joint_rows())

    def test_each_deletes_what_is_theirs(self):
        number = self.project.id
        chloe = self._as(self.chloe)
        with self.assertRaises(AccessError):
            chloe._portal_joint_delete_paper(number, self.paper.id)
        with self.assertRaises(AccessError):
            chloe._portal_joint_delete_hours(number, self.project.caetic_entry_ids.id)
        with self.assertRaises(AccessError):
            chloe._portal_joint_move_task(number, self.task.id, "done")
        self._as(self.amelie)._portal_joint_delete_paper(number, self.paper.id)
        self.assertFalse(self.paper.exists(), "the lead keeps order")

    def test_notes_of_staff_stay_among_staff(self):
        project = self.project.with_user(self.coordinator)
        hidden = ("interne.pdf", b"%PDF-1.7 interne")
        before = self.env["mail.mail"].search_count([])
        project.message_post(
            body="Attention", subtype_xmlid="mail.mt_note", attachments=[hidden]
        )
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        project.message_post(
            body="Bravo",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[("plan.pdf", b"%PDF-1.7 plan")],
        )
        page = self._as(self.bruno)._portal_joint_page(self.project.id)
        self.assertEqual(
            [one["text"] for one in page["messages"]], ["Bravo", "Rendez-vous mardi"]
        )
        names = [one["name"] for one in page["documents"]]
        self.assertEqual(sorted(names), ["devis.pdf", "plan.pdf"])

    def test_who_left_reads_and_writes_no_more(self):
        self.bruno.member_id._record_step("left", reason="Fin", check=False)
        page = self._as(self.bruno)._portal_joint_page(self.project.id)
        self.assertEqual(page["name"], NAME)
        self.assertFalse(page["can_write"])
