# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Life of a joint project: its team, its shares, its end and its references."""

import base64

from lxml import etree
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.caetic_members.tests.common import PDF

from .common import NAME, JointCommon


@tagged("post_install", "-at_install")
class TestJointProject(JointCommon):
    def test_the_team_of_the_opportunity_is_that_of_the_project(self):
        """1 000,01 EUR: 50 % is 500,005, 30 % 300,003, 20 % 200,002.

        Rounded down they miss one cent, which goes to the largest remainder.
        """
        lead = self.amelie.member_id.caetic_activity_ids
        self.assertEqual(self.project.caetic_lead_activity_id, lead)
        self.assertRecordValues(
            self.project,
            [
                {
                    "caetic_is_joint": True,
                    "privacy_visibility": "followers",
                    "caetic_aims": "Un site et un film.",
                    "caetic_lead_profile_id": self.amelie.id,
                    "caetic_shares_fixed": True,
                    "caetic_share_total": 100,
                    "company_id": self.company.id,
                }
            ],
        )
        team = {one.profile_id: one for one in self.project.caetic_place_ids}
        self.assertEqual(team[self.amelie].amount, 500.01)
        self.assertEqual(team[self.bruno].amount, 300.00)
        self.assertEqual(team[self.chloe].amount, 200.00)
        self.assertEqual(team[self.ovide].amount, 0)
        self.assertEqual(team[self.ovide].role, "Traduction")
        self.assertEqual(self._open(self.opportunity), self.project, "one project")

    def test_the_team_is_told_and_a_team_that_is_not_formed_waits(self):
        mails = self.env["mail.mail"].search([("subject", "like", "%projet commun%")])
        self.assertEqual(len(mails), 4)
        waiting = self.env["caetic.opportunity"].create({"name": "Pas encore"})
        with self.assertRaises(UserError):
            waiting.action_make_joint_project()

    def test_fixed_shares_stand_until_they_are_taken_up_again(self):
        place = self._place(self.bruno)
        with self.assertRaises(UserError):
            place.share = 40
        place.role = "Film et photos"
        self.project.action_caetic_free_shares()
        place.share = 40
        with self.assertRaises(UserError):
            self.project.action_caetic_fix_shares()
        self._place(self.chloe).share = 10
        self.project.action_caetic_fix_shares()
        self.assertTrue(self.project.caetic_shares_fixed)

    def test_staff_make_one_from_nothing(self):
        projects = self.env["project.project"].with_user(self.coordinator)
        project = projects.create(
            {
                "name": "Exposition",
                "caetic_is_joint": True,
                "caetic_place_ids": [
                    Command.create({"profile_id": self.bruno.id, "is_lead": True})
                ],
            }
        )
        self.assertEqual(project.privacy_visibility, "followers")
        self.assertEqual(project.caetic_lead_profile_id, self.bruno)
        with self.assertRaises(ValidationError):
            project.privacy_visibility = "portal"
        with self.assertRaises(ValidationError):
            project.caetic_place_ids = [
                Command.create({"profile_id": self.ovide.id, "share": 10})
            ]

    def test_the_screens_of_staff(self):
        """Coordinators fill in a project and its tasks; the list has an order."""
        projects = self.env["project.project"].with_user(self.coordinator)
        view = "caetic_skills_project.caetic_joint_view_form"
        with Form(
            projects.with_context(
                default_caetic_is_joint=True, default_privacy_visibility="followers"
            ),
            view,
        ) as form:
            form.name = "Exposition"
            with form.caetic_place_ids.new() as line:
                line.profile_id = self.bruno
                line.share = 100
        project = form.record
        project.action_caetic_fix_shares()
        tasks = self.env["project.task"].with_user(self.coordinator)
        view = "caetic_skills_project.caetic_joint_task_view_form"
        with Form(tasks.with_context(default_project_id=project.id), view) as form:
            form.name = "Filmer"
            form.caetic_profile_id = self.bruno
        for name in ("task", "entry"):
            action = self.env["ir.actions.act_window"]._for_xml_id(
                f"caetic_skills_project.caetic_joint_{name}_action"
            )
            model = self.env[action["res_model"]].with_user(self.coordinator)
            arch = etree.fromstring(
                model.get_view(
                    self.env.ref(
                        f"caetic_skills_project.caetic_joint_{name}_view_list"
                    ).id
                )["arch"]
            )
            order = arch.get("default_order")
            model.web_search_read([], {"id": {}}, order=order)
        self.assertEqual(project.tasks, form.record)

    def test_one_leads(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._place(self.bruno).is_lead = True
            self.env.flush_all()

    def test_closing_gives_a_reference_to_each_once(self):
        self.project.write(
            {
                "caetic_summary": "Un site en trois langues.",
                "caetic_customer": "Office de tourisme",
                "caetic_word": "À l'heure et beau.",
            }
        )
        self.project.with_user(self.coordinator).action_caetic_close()
        items = self.project.caetic_item_ids
        team = self.amelie | self.bruno | self.chloe | self.ovide
        self.assertEqual(items.profile_id, team)
        self.assertEqual(len(items), 4)
        self.assertEqual(set(items.mapped("name")), {self.project.name})
        self.assertEqual(
            set(items.mapped("description")), {"Un site en trois langues."}
        )
        words = team.proof_ids
        self.assertEqual(words.mapped("kind"), ["word"] * 4)
        self.assertEqual(set(words.mapped("words")), {"À l'heure et beau."})
        # Pressed again, taken up and closed anew, after Bruno deleted his.
        items.filtered(lambda one: one.profile_id == self.bruno).unlink()
        self.project.action_caetic_close()
        self.project.action_caetic_reopen()
        self.project.action_caetic_close()
        self.assertEqual(len(self.project.caetic_item_ids), 3)
        self.assertEqual(len(team.proof_ids), 4)

    def test_closing_needs_a_word_and_a_closed_one_is_kept(self):
        with self.assertRaises(UserError):
            self.project.action_caetic_close()
        self.project.caetic_summary = "Fait."
        self.project.action_caetic_close()
        with self.assertRaises(UserError):
            self.project.unlink()
        with self.assertRaises(UserError):
            self.project.action_caetic_fix_shares()

    def test_given_up_leaves_no_reference(self):
        self.project.action_caetic_stop()
        self.assertFalse(self.project.caetic_item_ids)
        with self.assertRaises(UserError):
            self.project.action_caetic_close()

    def test_the_lead_closes_on_the_portal_twice_without_harm(self):
        form = {"summary": "Fait.", "customer": "", "word": "", "url": "a.example/b"}
        projects = self._as(self.amelie)
        self.assertEqual(projects._portal_joint_close(self.project.id, form), {})
        self.assertEqual(projects._portal_joint_close(self.project.id, form), {})
        self.assertEqual(len(self.project.caetic_item_ids), 4)
        self.assertEqual(self.project.caetic_item_ids[0].url, "https://a.example/b")
        with self.assertRaises(AccessError):
            self._as(self.bruno)._portal_joint_close(self.project.id, form)

    def test_hours_are_those_of_the_team_on_its_tasks(self):
        entries = self.env["caetic.joint.entry"]
        values = {"project_id": self.project.id, "hours": 2}
        entries.create({**values, "profile_id": self.bruno.id})
        self.assertEqual(self.project.caetic_hours, 2)
        with self.assertRaises(ValidationError):
            entries.create({**values, "profile_id": self.farid.id})
        other = self.env["project.task"].sudo().create({"name": "Ailleurs"})
        with self.assertRaises(ValidationError):
            entries.create({**values, "profile_id": self.bruno.id, "task_id": other.id})
        with self.assertRaises(ValidationError):
            self.project.tasks.create(
                {
                    "name": "Filmer",
                    "project_id": self.project.id,
                    "caetic_profile_id": self.farid.id,
                }
            )

    def test_a_person_receives_and_forgets_their_part(self):
        projects = self._as(self.bruno)
        number = self.project.id
        self.assertEqual(projects._portal_joint_add_paper(number, "a.pdf", PDF), {})
        hours = {"hours": "2", "words": "Tournage au lac"}
        self.assertEqual(projects._portal_joint_add_hours(number, hours), {})
        member_sudo = self.bruno.member_id.sudo()
        tables = str(member_sudo._get_export_tables(whole=True))
        self.assertIn("Tournage au lac", tables)
        self.assertIn("Film", tables)
        papers = [raw for _folder, _name, raw in member_sudo._get_export_papers(True)]
        self.assertIn(PDF, papers)
        self.bruno.member_id._record_step("left", reason="Fin", check=False)
        self.bruno.member_id._anonymise_sudo()
        self.assertNotEqual(self.project.caetic_entry_ids.words, "Tournage au lac")
        self.assertEqual(self.project.caetic_hours, 2, "the team's, without a name")

    def test_queries_of_the_list_do_not_grow(self):
        projects = self._as(self.bruno)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = projects._portal_joint_rows()
            return len(rows), self.env.cr.sql_log_count - before

        projects._portal_joint_add_task(self.project.id, {"name": "Filmer"})
        count()
        few, queries = count()
        for number in range(5):
            twin = self._open(self._form(name=f"Projet {number}"))
            projects._portal_joint_add_task(
                twin.id, {"name": "Filmer", "who": str(self.bruno.id)}
            )
        self.assertEqual(count(), (few + 5, queries))

    def test_visitors_add_no_task_by_a_form_of_the_website(self):
        tasks = self.env["project.task"]
        values = {"name": "Spam", "project_id": self.project.id}
        self.assertEqual(
            tasks.website_form_input_filter(None, values), {"name": "Spam"}
        )
        other = self.env["project.project"].sudo().create({"name": "Chantier"})
        values = {"name": "Demande", "project_id": other.id}
        kept = tasks.website_form_input_filter(None, dict(values))
        self.assertEqual(kept, values)

    def test_what_is_one_s_own_stands_on_the_home_of_the_activity(self):
        """Late, then within seven days, then without a day; never a colleague's."""
        today = fields.Date.context_today(self.project)
        due = {"Rendre": -1, "Filmer": 7, "Attendre": 8, "Choisir la musique": None}
        projects = self._as(self.bruno)
        for name, days in due.items():
            day = "" if days is None else str(fields.Date.add(today, days=days))
            projects._portal_joint_add_task(
                self.project.id, {"name": name, "who": str(self.bruno.id), "due": day}
            )
        projects._portal_joint_add_task(
            self.project.id, {"name": "À Chloé", "who": str(self.chloe.id)}
        )
        rows = self._read_todo(self.bruno)
        self.assertEqual([row["level"] for row in rows], ["danger", "warning", "info"])
        for row, name in zip(rows, ("Rendre", "Filmer", "Choisir"), strict=True):
            self.assertIn(name, row["title"])
            self.assertIn(NAME, row["title"])
            self.assertEqual(
                row["url"], f"/my/joint-projects/{self.project.id}#caetic_tasks"
            )
        late = self.project.tasks.filtered(lambda one: one.name == "Rendre")
        late.state = "1_done"
        self.assertEqual(len(self._read_todo(self.bruno)), 2)
        self.project.caetic_state = "stopped"
        self.assertEqual(self._read_todo(self.bruno), [])

    def _read_todo(self, profile):
        activity = profile.member_id.caetic_activity_ids.with_user(self._user(profile))
        rows = activity._get_todo()
        return [row for row in rows if row["url"].startswith("/my/joint-projects")]

    def test_many_tasks_take_few_lines(self):
        for number in range(7):
            self._as(self.bruno)._portal_joint_add_task(
                self.project.id, {"name": f"Plan {number}", "who": str(self.bruno.id)}
            )
        self.project.tasks[-1].name = "W" * 500
        rows = self._read_todo(self.bruno)
        self.assertEqual(len(rows), 6)
        self.assertLess(max(len(row["title"]) for row in rows), 150)
        self.assertIn("2", rows[-1]["title"])

    def test_papers_are_told_by_their_first_bytes(self):
        projects = self._as(self.bruno)
        number = self.project.id
        page = base64.b64decode("PGh0bWw+")
        refused = projects._portal_joint_add_paper(number, "page.pdf", page)
        self.assertEqual(refused, {"document": "file_type"})
        self.assertFalse(projects._portal_joint_page(number)["documents"])

    def test_a_new_colleague_has_no_task(self):
        """Odoo would give each a private one that presents its list of tasks."""
        tasks_sudo = self.env["project.task"].sudo()
        staff = self.adviser | self.coordinator | self.accountant
        self.assertFalse(tasks_sudo.search([("user_ids", "in", staff.ids)]))
