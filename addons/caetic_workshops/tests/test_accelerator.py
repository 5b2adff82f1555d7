# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Project accelerator: confidential to its group, timed, followed (R1004 to R1006)."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .proof_common import ProofCommon

CONTENT = (
    "caetic.accelerator.content",
    "caetic.accelerator.idea",
    "caetic.accelerator.learned",
)


@tagged("post_install", "-at_install")
class TestAccelerator(ProofCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_hosted("Amélie Durand", "amelie.accel")
        cls.bruno = cls._create_hosted("Bruno Martin", "bruno.accel")
        cls.chloe = cls._create_hosted("Chloé Petit", "chloe.accel")
        cls.other = cls._create_hosted("Denis Roux", "denis.accel")
        cls.meeting = cls._propose(cls.amelie)

    @classmethod
    def _propose(cls, member, **values):
        form = {
            "date": "2026-11-20",
            "time": "14:00",
            "template": str(
                cls.env.ref("caetic_workshops.accelerator_template_full").id
            ),
            "title": "Trouver mes premiers clients",
            "keeper": cls.adviser.name,
            "secretary": "bruno martin",
            "participants": "Chloé Petit",
            "group_name": "Limoux",
            **values,
        }
        meetings = cls.env["caetic.accelerator"].with_user(member.user_id)
        meeting, issues = meetings._portal_propose(form)
        assert not issues, issues
        return meeting

    def _as(self, member):
        return self.meeting.with_user(member.user_id)

    def _write_everything(self):
        self._as(self.amelie)._portal_act(
            "contract", {"title": "Clients", "need": "Trouver trois clients"}
        )
        own = str(self.chloe.partner_id.id)
        secretary = self._as(self.bruno)
        secretary._portal_act("idea", {"idea": "Aller au salon", "who": own})
        self._as(self.chloe)._portal_act("learned", {"learned": "Oser demander"})
        self._as(self.amelie)._portal_act(
            "task", {"task": "Appeler la mairie", "date_due": "2026-12-01"}
        )

    def test_a_meeting_has_the_steps_and_the_hour_of_the_method(self):
        self.assertEqual(
            self.meeting.sudo().step_ids.mapped("minutes"), [5, 5, 5, 3, 25, 8, 8]
        )
        self.assertEqual(self.meeting.sudo().minutes, 59)
        flash = self.env.ref("caetic_workshops.accelerator_template_flash")
        self.assertEqual(flash.minutes, 30)
        # 14:00 in Limoux in November is 13:00 UTC.
        self.assertEqual(self.meeting.sudo().date, datetime(2026, 11, 20, 13))

    def test_a_group_that_is_too_small_is_warned_not_refused(self):
        self.assertIn("3", self.meeting.sudo().advice)

    def test_everybody_of_the_group_reads_what_was_said(self):
        self._write_everything()
        for member in (self.amelie, self.bruno, self.chloe):
            page = self._as(member)._portal_get_page()
            self.assertEqual(page["need"], "Trouver trois clients")
            self.assertEqual([one["name"] for one in page["ideas"]], ["Aller au salon"])
            self.assertEqual([one["who"] for one in page["ideas"]], ["Chloé Petit"])
            self.assertEqual(
                [one["name"] for one in page["tasks"]], ["Appeler la mairie"]
            )
            for model in CONTENT:
                rows = self.env[model].with_user(member.user_id).search([])
                self.assertEqual(len(rows), 1, model)

    def test_the_coordinator_sees_that_it_took_place_and_nothing_more(self):
        self._write_everything()
        for user in (self.coordinator, self.env.ref("base.user_admin")):
            meeting = self.env["caetic.accelerator"].with_user(user)
            found = meeting.search([("id", "=", self.meeting.id)])
            self.assertEqual(found.member_id, self.amelie)
            self.assertIn(self.chloe.partner_id, found.participant_ids)
            for model in CONTENT:
                rows = self.env[model].with_user(user).search([])
                self.assertEqual(len(rows), 0, model)
            tasks = self.env["caetic.plan.task"].with_user(user)
            self.assertFalse(tasks.search([("accelerator_id", "!=", False)]))
            self.assertFalse(tasks.search([("name", "ilike", "mairie")]))
            with self.assertRaises(AccessError):
                found._portal_get_page()

    def test_the_coordinator_does_not_let_themselves_in(self):
        self._write_everything()
        meeting = self.meeting.with_user(self.coordinator)
        own = self.coordinator.partner_id
        for values in (
            {"participant_ids": [(4, own.id)]},
            {"keeper_id": own.id},
            {"secretary_id": own.id},
            {"partner_ids": [(4, own.id)]},
        ):
            with self.assertRaises(UserError):
                meeting.write(values)
        with self.assertRaises(UserError):
            meeting.unlink()

    def test_a_member_of_another_group_finds_nothing(self):
        self._write_everything()
        user = self.other.user_id
        self.assertFalse(self.env["caetic.accelerator"].with_user(user).search([]))
        for model in (*CONTENT, "caetic.accelerator.step"):
            rows = self.env[model].with_user(user).search([])
            self.assertEqual(len(rows), 0, model)
        with self.assertRaises(AccessError):
            self._as(self.other)._portal_act("learned", {"learned": "x"})

    def test_nobody_of_the_portal_writes_by_rpc(self):
        self._write_everything()
        user = self.bruno.user_id
        for model in (*CONTENT, "caetic.accelerator"):
            records = self.env[model].with_user(user).search([])
            with self.assertRaises(AccessError):
                records.write({"company_id": self.company.id})
            with self.assertRaises(AccessError):
                records.unlink()

    def test_each_role_has_its_acts(self):
        with self.assertRaises(AccessError):
            self._as(self.chloe)._portal_act("idea", {"idea": "x"})
        with self.assertRaises(AccessError):
            self._as(self.chloe)._portal_act("contract", {"title": "x"})
        with self.assertRaises(AccessError):
            other = str(self.bruno.partner_id.id)
            self._as(self.chloe)._portal_act("learned", {"learned": "x", "who": other})
        with self.assertRaises(AccessError):
            self._as(self.chloe)._portal_run_clock("start")

    def test_what_is_wrong_is_said_beside_its_field(self):
        meetings = self.env["caetic.accelerator"].with_user(self.amelie.user_id)
        _meeting, issues = meetings._portal_propose(
            {
                "date": "demain",
                "time": "25:00",
                "template": "99999999999",
                "keeper": "Chloé Petit",
                "participants": "Personne Inconnue",
                "event": "123456",
            }
        )
        self.assertEqual(
            {name: code for name, (code, _facts) in issues.items()},
            {
                "date": "not_a_date",
                "template": "required",
                "title": "required",
                "keeper": "not_trained",
                "participants": "nobody",
                "event": "unknown",
            },
        )

    def test_whoever_was_trained_keeps_the_method(self):
        meetings = self.env["caetic.accelerator"]
        self.assertFalse(meetings._is_keeper(self.chloe.partner_id))
        training = self.env.ref("caetic_workshops.module_project_groups")
        session = self._create_session(
            ["2026-03-02"], self.chloe, caetic_module_id=training.id
        )
        self._fill(session)
        self.assertTrue(meetings._is_keeper(self.chloe.partner_id))

    def test_the_timer_is_the_same_on_each_screen_and_survives_a_reload(self):
        start = datetime(2026, 11, 20, 13, 0)
        with freeze_time(start):
            self._as(self.bruno)._portal_run_clock("start")
        with freeze_time(start + timedelta(seconds=90)):
            state = self._as(self.chloe)._get_clock_state()
            self.assertEqual(state["remaining"], 210)
            self.assertTrue(state["running"])
            self._as(self.bruno)._portal_run_clock("pause")
        with freeze_time(start + timedelta(seconds=900)):
            self.assertEqual(self._as(self.chloe)._get_clock_state()["remaining"], 210)
            self._as(self.bruno)._portal_run_clock("start")
            self._as(self.bruno)._portal_run_clock("next")
            state = self._as(self.chloe)._get_clock_state()
        steps = self.meeting.sudo().step_ids
        self.assertEqual((state["step"], state["remaining"]), (steps[1].id, 300))
        self.assertTrue(self._as(self.bruno)._portal_run_clock("finish"))
        self.assertEqual(self.meeting.sudo().state, "done")
        self.assertFalse(self._as(self.bruno)._portal_run_clock("explode"))

    def test_the_next_meeting_shows_what_became_of_the_plan(self):
        self._write_everything()
        task = (
            self.env["caetic.plan.task"]
            .sudo()
            .search([("accelerator_id", "=", self.meeting.id)])
        )
        self.assertEqual(task.partner_id, self.amelie.partner_id)
        self._as(self.amelie)._portal_act(
            "task_state", {"id": str(task.id), "state": "done"}
        )
        following = self._propose(
            self.amelie, date="2026-12-18", participants="Chloé Petit\nDenis Roux"
        )
        seen = following.with_user(self.chloe.user_id)._portal_get_page()["followed"]
        self.assertEqual(
            [(one["name"], one["state"]) for one in seen[0]["tasks"]],
            [("Appeler la mairie", "done")],
        )
        # Denis was not there: what was said then is not his.
        page = following.with_user(self.other.user_id)._portal_get_page()
        self.assertFalse(page["followed"])

    def test_another_group_of_the_same_name_shows_nothing(self):
        self._write_everything()
        following = self._propose(self.other, date="2026-12-18", participants="")
        page = following.with_user(self.other.user_id)._portal_get_page()
        self.assertFalse(page["followed"])

    def test_exports_made_by_staff_leave_the_content_out(self):
        self._write_everything()
        member = self.amelie.with_user(self.coordinator).sudo()
        found = member._get_exported_records(False)
        self.assertFalse(set(CONTENT) & {name for name, rows in found.items() if rows})
        self.assertFalse(found.get("caetic.plan.task"))
        own = self.amelie.with_user(self.amelie.user_id).sudo()
        found = own._get_exported_records(True)
        self.assertTrue(found["caetic.accelerator.content"])
        self.assertTrue(found["caetic.plan.task"])

    def test_forgetting_the_presenter_empties_what_was_said(self):
        self._write_everything()
        self.amelie._anonymise_sudo()
        content = (
            self.env["caetic.accelerator.content"]
            .sudo()
            .search([("accelerator_id", "=", self.meeting.id)])
        )
        self.assertNotIn("clients", (content.need or "").lower())
        self.assertNotIn("Clients", content.title or "")
