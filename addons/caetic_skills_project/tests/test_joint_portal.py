# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pages of joint projects, on a phone without JavaScript."""

from lxml import html

from odoo import fields, http
from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_members.tests.common import PDF, unsafe_files

from .common import NAME, JointCommon


@tagged("post_install", "-at_install")
class TestJointPortal(HttpCase, JointCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = f"/my/joint-projects/{cls.project.id}"

    def _post(self, path, files=None, **values):
        token = http.Request.csrf_token(self)
        return self.url_open(path, data={"csrf_token": token, **values}, files=files)

    def test_a_task_is_added_taken_and_done(self):
        self.authenticate("bruno.joint", "bruno.joint")
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        for words in (NAME, "Un site et un film.", "Amélie Essai", "Traduction"):
            self.assertIn(words.replace("'", "&#39;"), page.text)
        added = self._post(
            f"{self.path}/tasks", task_name="Tourner <b>", task_due="2099-01-31"
        )
        self.assertIn("message=added", added.url)
        self.assertIn("Tourner &lt;b&gt;", added.text)
        self.assertNotIn("/my/tasks", added.text, "breadcrumbs of ours alone")
        task = self.project.tasks
        self.assertEqual(str(task.date_deadline), "2099-01-31 12:00:00")
        self._post(f"{self.path}/tasks/{task.id}", act="take")
        self.assertEqual(task.caetic_profile_id, self.bruno)
        self._post(f"{self.path}/tasks/{task.id}", act="done")
        self.assertTrue(task.is_closed)
        self._post(f"{self.path}/tasks/{task.id}", act="undo")
        self.assertFalse(task.is_closed)
        listed = self.url_open("/my/joint-projects").text
        self.assertIn(NAME.replace("'", "&#39;"), listed)

    def test_what_is_wrong_is_said_beside_the_field_and_kept(self):
        self.authenticate("bruno.joint", "bruno.joint")
        refused = self._post(
            f"{self.path}/tasks",
            task_name="",
            task_due="demain",
            task_who=str(self.farid.id),
        )
        self.assertEqual(refused.status_code, 422)
        for name in ("task_name", "task_due", "task_who"):
            self.assertIn(f'id="{name}_error"', refused.text)
        self.assertIn('value="demain"', refused.text)
        refused = self._post(f"{self.path}/hours", hours="25", hours_words="Montage")
        self.assertEqual(refused.status_code, 422)
        self.assertIn('id="hours_error"', refused.text)
        self.assertIn('value="Montage"', refused.text)
        refused = self._post(f"{self.path}/messages", message=" ")
        self.assertEqual(refused.status_code, 422)
        self.assertIn('id="message_error"', refused.text)
        self.assertFalse(self.project.tasks | self.project.caetic_entry_ids.task_id)

    def test_hours_papers_and_words(self):
        self.authenticate("bruno.joint", "bruno.joint")
        self._post(f"{self.path}/hours", hours="1h30", hours_words="Repérage")
        entry = self.project.caetic_entry_ids
        self.assertEqual((entry.hours, entry.profile_id), (1.5, self.bruno))
        self.assertEqual(entry.date, fields.Date.context_today(entry))
        self._post(f"{self.path}/hours/{entry.id}/delete")
        self.assertFalse(entry.exists())
        sent = {"document": ("C:\\devis.pdf", PDF)}
        added = self._post(f"{self.path}/documents", files=sent)
        self.assertIn("message=added", added.url)
        paper = self.project._get_papers_sudo()
        self.assertEqual(paper.name, "devis.pdf")
        self.assertFalse(paper.public or paper.access_token)
        read = self.url_open(f"{self.path}/documents/{paper.id}")
        self.assertEqual(read.content, PDF)
        self.assertIn("attachment", read.headers["Content-Disposition"])
        bad = self._post(
            f"{self.path}/documents", files={"document": ("a.html", b"<script>")}
        )
        self.assertEqual(bad.status_code, 422)
        self.assertIn('id="document_error"', bad.text)
        # Bruno writes: Amélie, Chloé and Ovide are told, and not himself.
        mails = self.env["mail.mail"].sudo()  # No role of ours reads the outbox.
        mails.search([]).unlink()
        self._post(f"{self.path}/messages", message="Mardi ?\nOu jeudi.")
        told = sorted(mails.search([]).mapped("email_to"))
        self.assertEqual(len(told), 3)
        self.assertNotIn("bruno@example.com", str(told))
        self.assertIn("Mardi ?", self.url_open(self.path).text)
        self.assertFalse(
            self.project.message_partner_ids & self.bruno.partner_id,
            "partners follow nothing: their page tells them",
        )

    def test_unsafe_papers_are_refused_in_words(self):
        self.authenticate("bruno.joint", "bruno.joint")
        for name, content, word in unsafe_files():
            with self.subTest(name=name):
                refused = self._post(
                    f"{self.path}/documents", files={"document": (name, content)}
                )
                self.assertEqual(refused.status_code, 422)
                [error] = html.fromstring(refused.text).xpath(
                    "//*[@id='document_error']"
                )
                self.assertIn(word, error.text_content())
        self.assertFalse(self.project._get_papers_sudo())

    def test_the_lead_writes_the_aims_and_closes(self):
        self.authenticate("amelie.joint", "amelie.joint")
        form = {"name": NAME, "aims": "Trois langues", "start": "2026-06-01"}
        refused = self._post(f"{self.path}/edit", **form)
        self.assertEqual(refused.status_code, 422)
        self.assertIn('id="end_error"', refused.text)
        self.assertIn("Trois langues", refused.text)
        self._post(f"{self.path}/edit", end="2026-09-30", **form)
        self.assertEqual(self.project.caetic_aims, "Trois langues")
        self.assertEqual(str(self.project.date), "2026-09-30")
        refused = self._post(f"{self.path}/close", summary="", word="Parfait")
        self.assertEqual(refused.status_code, 422)
        self.assertIn('id="summary_error"', refused.text)
        self.assertIn('id="customer_error"', refused.text)
        done = self._post(f"{self.path}/close", summary="Un site en ligne")
        self.assertIn("message=closed", done.url)
        self.assertEqual(self.amelie.item_ids.description, "Un site en ligne")
        over = self._post(f"{self.path}/tasks", task_name="Encore")
        self.assertEqual(over.status_code, 422, "over: said, not lost")
        self.assertFalse(self.project.tasks)

    def test_only_the_lead_sees_the_forms_of_the_lead(self):
        self.authenticate("bruno.joint", "bruno.joint")
        self.assertNotIn(f"{self.path}/close", self.url_open(self.path).text)
        answer = self.url_open(f"{self.path}/close")
        self.assertTrue(answer.url.endswith("/my/joint-projects"))

    def test_the_lead_opens_the_project_of_their_team(self):
        opportunity = self._form(name="Affiches du festival")
        path = f"/my/opportunities/{opportunity.id}"
        self.authenticate("bruno.joint", "bruno.joint")
        self._post(f"{path}/project")
        self.assertFalse(opportunity.joint_project_ids)
        self.authenticate("amelie.joint", "amelie.joint")
        self.assertIn(f"{path}/project", self.url_open(path).text)
        opened = self._post(f"{path}/project")
        self.assertIn("message=opened", opened.url)
        self._post(f"{path}/project")
        self.assertEqual(len(opportunity.joint_project_ids), 1)
        number = opportunity.joint_project_ids.id
        self.assertIn(f"/my/joint-projects/{number}", self.url_open(path).text)

    def test_numbers_that_nobody_has(self):
        self.authenticate("farid.joint", "farid.joint")
        empty = self.url_open("/my/joint-projects")
        self.assertEqual(empty.status_code, 200)
        self.assertIn("/my/opportunities", empty.text)
        for number in ("0", "99999999999", str(self.project.id + 1000)):
            answer = self.url_open(f"/my/joint-projects/{number}")
            self.assertTrue(answer.url.endswith("/my/joint-projects"))
            closed = self._post(f"/my/joint-projects/{number}/close", summary="x")
            self.assertTrue(closed.url.endswith("/my/joint-projects"))
