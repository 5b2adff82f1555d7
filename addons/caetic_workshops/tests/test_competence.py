# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Competence grid: each side writes its own, the gap proposes modules."""

from datetime import date

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import Command, fields, http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .test_interview import CoachingCommon


class CompetenceCommon(CoachingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.entry = cls.env.ref("caetic_workshops.competence_deadline_entry")
        cls.year = cls.env.ref("caetic_workshops.competence_deadline_12")
        cls.levels = {
            one.value: one for one in cls.env["caetic.competence.level"].search([])
        }
        cls.grid = cls.env["caetic.competence.grid"].create(
            {"member_id": cls.member.id, "deadline_id": cls.year.id}
        )
        cls.lines = cls.grid.line_ids


@tagged("post_install", "-at_install")
class TestCompetenceGrid(CompetenceCommon):
    def test_the_list_has_two_levels_and_covers_running_a_business(self):
        competences = self.env["caetic.competence"].search([("parent_id", "=", False)])
        self.assertEqual(len(competences), 6)
        for competence in competences:
            self.assertIn(len(competence.child_ids), range(3, 6))
            self.assertEqual(len(competence.expectation_ids), 3)
        parts = self.env["caetic.competence"].search_count([("parent_id", "!=", False)])
        self.assertEqual(len(self.lines), parts)

    def test_what_is_expected_comes_from_the_deadline(self):
        self.assertEqual(set(self.lines.mapped("expected_value")), {3})
        entry = self.grid.create(
            {"member_id": self.member.id, "deadline_id": self.entry.id}
        )
        self.assertEqual(set(entry.line_ids.mapped("expected_value")), {1, 2})

    def test_each_side_writes_its_own(self):
        line = self.lines[0]
        self.grid.with_user(self.person)._portal_save({line.id: "2"}, {}, False)
        self.assertEqual(line.self_level_id, self.levels[2])
        for user in (self.adviser, self.coordinator):
            with self.assertRaises(AccessError):
                line.with_user(user).self_level_id = self.levels[4]
        with self.assertRaises(AccessError):
            line.with_user(self.person).adviser_level_id = self.levels[4]
        line.with_user(self.adviser).adviser_level_id = self.levels[1]
        # Expected 3, the lower of 2 and 1 is reached.
        self.assertEqual(line.gap, 2)

    def test_a_colleague_sees_neither_grid_nor_lines(self):
        for records in (self.grid, self.lines):
            found = self.env[records._name].with_user(self.colleague).search([])
            self.assertFalse(found & records)
        with self.assertRaises(AccessError):
            self.grid.with_user(self.other.user_id)._portal_get_grid()

    def test_saved_unfinished_then_finished(self):
        first, *others = self.lines
        grid = self.grid.with_user(self.person)
        self.assertEqual(grid._portal_save({first.id: "3"}, {}, False), {})
        self.assertEqual(grid.state, "todo")
        issues = grid._portal_save({}, {}, True)
        self.assertEqual(set(issues), {line.id for line in others})
        self.assertEqual(grid.state, "todo")
        levels = {line.id: "2" for line in others}
        self.assertEqual(grid._portal_save(levels, {first.id: "Fait"}, True), {})
        self.assertEqual(grid.state, "assessed")
        self.assertEqual(first.self_comment, "Fait")

    def test_a_level_that_does_not_exist_is_refused(self):
        line = self.lines[0]
        issues = self.grid.with_user(self.person)._portal_save(
            {line.id: "9"}, {}, False
        )
        self.assertEqual(issues, {line.id: "unknown"})
        self.assertFalse(line.self_level_id)

    def test_validated_once_complete_then_closed(self):
        grid = self.grid.with_user(self.adviser)
        with self.assertRaises(UserError):
            grid.action_validate()
        grid.line_ids.write({"adviser_level_id": self.levels[3].id})
        grid.action_validate()
        self.assertEqual(self.grid.validated_by_id, self.adviser)
        with self.assertRaises(UserError):
            grid.line_ids[0].adviser_comment = "Trop tard"
        with self.assertRaises(UserError):
            self.grid.with_user(self.person)._portal_save({}, {}, True)
        grid.action_reopen()
        self.assertEqual(self.grid.state, "todo")

    def test_the_person_reads_the_other_side_once_it_is_validated(self):
        self.lines.write({"adviser_level_id": self.levels[4].id})
        page = self.grid.with_user(self.person)._portal_get_grid()
        self.assertIsNone(page["picture"])

    def test_the_gap_proposes_the_modules_of_the_competence(self):
        module = self.env["caetic.workshop.module"].create(
            {"name": "Gérer", "code": "test_gerer"}
        )
        part = self.env.ref("caetic_workshops.competence_management_invoice")
        self.env["caetic.competence"].search([]).module_ids = False
        part.parent_id.module_ids = module
        line = self.lines.filtered(lambda one: one.competence_id == part)
        self.assertFalse(self.grid.module_ids)
        line.adviser_level_id = self.levels[1]
        self.grid.invalidate_recordset(["module_ids"])
        self.assertEqual(self.grid.module_ids, module)

    def test_modules_that_the_person_has_attended_come_last(self):
        seen, new = self.env["caetic.workshop.module"].create(
            [{"name": "Vu", "code": "test_vu"}, {"name": "Neuf", "code": "test_neuf"}]
        )
        day = fields.Date.today() - relativedelta(days=3)
        session = self.env["event.event"].create(
            {
                "name": "Vu",
                "caetic_module_id": seen.id,
                "date_begin": f"{day} 06:00:00",
                "date_end": f"{day} 20:00:00",
                "event_slot_ids": [
                    Command.create({"date": day, "start_hour": 9, "end_hour": 12})
                ],
            }
        )
        session.registration_ids.create(
            {"event_id": session.id, "partner_id": self.member.partner_id.id}
        )
        session.event_slot_ids._caetic_fill_sheet_sudo()
        session.sudo().event_slot_ids.caetic_attendance_ids.state = "present"
        self.env["caetic.competence"].search([]).module_ids = False
        part = self.env.ref("caetic_workshops.competence_management_invoice")
        part.parent_id.module_ids = seen | new
        line = self.lines.filtered(lambda one: one.competence_id == part)
        line.adviser_level_id = self.levels[1]
        self.grid.invalidate_recordset(["module_ids"])
        self.assertEqual(self.grid._get_proposals(), [(new, False), (seen, True)])

    def test_modules_are_linked_by_their_code(self):
        modules = self.env["caetic.workshop.module"].create(
            [{"name": "A", "code": "test_a"}, {"name": "B", "code": "test_b"}]
        )
        competence = self.env["caetic.competence"].create(
            {"name": "Essai", "module_codes": "test_a, test_b, inconnu"}
        )
        self.assertEqual(competence.module_ids, modules)

    def test_the_picture_and_its_table_have_the_same_figures(self):
        self.lines.write({"adviser_level_id": self.levels[2].id})
        picture = self.grid._get_picture()
        self.assertEqual(len(picture["rows"]), 6)
        self.assertEqual({row["adviser"] for row in picture["rows"]}, {2})
        self.assertEqual(set(picture["drawing"]["shapes"]), {"expected", "adviser"})
        # The first axis points up: level 2 of 4 is half of the radius of 130.
        first = picture["drawing"]["shapes"]["adviser"].split()[0]
        self.assertEqual(first, "210.0,145.0")
        self.assertIn("<svg", self.grid.picture)

    def test_grids_come_due_two_weeks_before_each_once(self):
        self._create_contract(self.other, start="2026-01-01")
        self.other._record_step("cesa", date=date(2026, 1, 1), check=False)
        grids = self.env["caetic.competence.grid"]

        def run(day):
            with freeze_time(day):
                grids._create_due_grids()
            return self.other.grid_ids.mapped("deadline_id.months")

        self.assertEqual(run("2026-01-02"), [0])
        self.assertEqual(run("2026-01-02"), [0])
        # Six months after the entry is 1 July: two weeks before is 16 June.
        self.assertEqual(run("2026-06-15"), [0])
        self.assertEqual(sorted(run("2026-06-16")), [0, 6])
        due = self.other.grid_ids.sorted("date_due").mapped("date_due")
        self.assertEqual([str(day) for day in due], ["2026-01-01", "2026-07-01"])

    def test_grids_wait_on_the_desk(self):
        desk = self.env["caetic.desk"].search([("code", "=", "grids")])
        self.assertEqual(desk.with_user(self.adviser).count, 1)
        self.assertEqual(desk.with_user(self.colleague).count, 0)

    def test_the_printed_grid(self):
        html = self.env["ir.actions.report"]._render_qweb_html(
            "caetic_workshops.report_competence", self.grid.ids
        )[0]
        self.assertIn("Facturer et encaisser", html.decode())


@tagged("post_install", "-at_install")
class TestCompetencePages(CompetenceCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate("amelie.d", "amelie.d")

    def _post(self, **data):
        token = http.Request.csrf_token(self)
        return self.url_open(
            f"/my/competences/{self.grid.id}", data={"csrf_token": token, **data}
        )

    def test_a_grid_is_saved_in_one_request_and_finished(self):
        url = f"/my/competences/{self.grid.id}"
        self.assertIn(f"level_{self.lines[0].id}", self.url_open(url).text)
        page = self._post(
            **{
                f"level_{self.lines[0].id}": "2",
                f"words_{self.lines[1].id}": "À revoir",
                "do": "save",
            }
        )
        self.assertIn("message=saved", page.url)
        self.assertEqual(self.lines[0].self_value, 2)
        self.assertEqual(self.lines[1].self_comment, "À revoir")
        page = self._post(do="finish")
        self.assertEqual(page.status_code, 422)
        self.assertIn(f"error_{self.lines[1].id}", page.text)
        levels = {f"level_{line.id}": "3" for line in self.lines}
        page = self._post(do="finish", **levels)
        self.assertIn("message=finished", page.url)
        self.assertEqual(self.grid.state, "assessed")

    def test_the_result_shows_the_picture_and_the_modules(self):
        self.lines.write({"adviser_level_id": self.levels[1].id})
        self.grid.action_validate()
        page = self.url_open(f"/my/competences/{self.grid.id}").text
        self.assertIn("<svg", page)
        self.assertIn("o_caetic_picture", page)

    def test_another_persons_grid_is_unknown(self):
        foreign = self.grid.create(
            {"member_id": self.other.id, "deadline_id": self.year.id}
        )
        page = self.url_open(f"/my/competences/{foreign.id}")
        self.assertTrue(page.url.endswith("/my/competences"))
