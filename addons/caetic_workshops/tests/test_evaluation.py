# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Evaluations: asked once, named by nobody, means from three answers on."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .proof_common import ProofCommon


@tagged("post_install", "-at_install")
class TestEvaluation(ProofCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["caetic.member"]
        for name in ("Anne Un", "Basile Deux", "Carole Trois", "Didier Quatre"):
            cls.people |= cls._create_hosted(name)
        cls.session = cls._create_session(["2026-03-02"], cls.people)
        cls.env["caetic.session.facilitator"].create(
            {"event_id": cls.session.id, "partner_id": cls.adviser.partner_id.id}
        )
        absent = cls.people[3]
        cls._fill(cls.session, [(absent, 0), (absent, 1)])
        # As the scheduler does it.
        cls.invitations = cls.env["caetic.evaluation.invitation"].sudo()

    def _invite(self):
        with freeze_time("2026-03-04 08:00:00"):
            self.invitations._invite_all(
                self.invitations._get_due_hot(date(2026, 3, 4)), "hot"
            )

    def _get_answers(self):
        return (
            self.env["survey.user_input"]
            .sudo()
            .search([("caetic_event_id", "=", self.session.id)])
        )

    def _answer(self, answers, mark):
        for answer in answers:
            for question in answer.survey_id.question_ids:
                if question.question_type == "scale":
                    answer._save_lines(question, str(mark))
        answers._mark_done()

    def test_the_modules_of_the_catalogue_have_their_questions(self):
        hot = self.env.ref("caetic_workshops.survey_evaluation_hot")
        cold = self.env.ref("caetic_workshops.survey_evaluation_cold")
        self.assertEqual(self.module.survey_id, hot)
        self.assertEqual(self.module.cold_survey_id, cold)
        keepers = self.env.ref("caetic_workshops.module_project_groups")
        self.assertTrue(keepers.trains_keepers)

    def test_each_person_present_is_asked_once(self):
        self._invite()
        asked = self.invitations.search([("event_id", "=", self.session.id)])
        present = self.people[:3].partner_id
        self.assertEqual(asked.registration_id.partner_id, present)
        mails = (
            self.env["mail.mail"]
            .sudo()
            .search([("email_to", "in", self.people.mapped("email"))])
            .filtered(lambda mail: "/survey/start/" in (mail.body_html or ""))
        )
        self.assertEqual(len(mails), 3)
        self._invite()
        self.assertEqual(len(self._get_answers()), 3)

    def test_an_answer_names_nobody(self):
        self._invite()
        answers = self._get_answers()
        self.assertFalse(answers.partner_id)
        self.assertFalse(any(answers.mapped("email")))
        self.assertFalse(any(answers.mapped("nickname")))

    def test_means_are_shown_from_three_answers_on(self):
        self._invite()
        answers = self._get_answers()
        self._answer(answers[:2], 4)
        means = self.env["caetic.evaluation.facilitator"].with_user(self.adviser)
        own = [("partner_id", "=", self.adviser.partner_id.id)]
        few = means.search(own)
        self.assertEqual(len(few), 6)
        self.assertEqual(set(few.mapped("answer_count")), {2})
        self.assertFalse(any(few.mapped("mark")))
        self._answer(answers[2], 1)
        self.env.invalidate_all()
        # (4 + 4 + 1) / 3
        self.assertEqual(set(means.search(own).mapped("mark")), {3.0})

    def test_coordinators_read_marks_by_module(self):
        self._invite()
        self._answer(self._get_answers(), 5)
        report = self.env["caetic.evaluation.report"].with_user(self.coordinator)
        groups = report._read_group(
            [("event_id", "=", self.session.id)], ["module_id"], ["mark:avg", "__count"]
        )
        self.assertEqual(groups, [(self.module, 5.0, 18)])
        self.assertEqual(self.module.with_user(self.coordinator).evaluation_count, 3)

    def test_facilitators_read_no_answer(self):
        self._invite()
        self._answer(self._get_answers(), 5)
        with self.assertRaises(AccessError):
            self.env["caetic.evaluation.report"].with_user(self.adviser).search([])
        answers = self.env["survey.user_input"].with_user(self.adviser)
        self.assertFalse(answers.search([("caetic_event_id", "=", self.session.id)]))
        lines = self.env["survey.user_input.line"].with_user(self.adviser)
        mine = [("user_input_id", "in", self._get_answers().ids)]
        self.assertFalse(lines.search(mine))
        with self.assertRaises(AccessError):
            self.invitations.with_user(self.adviser).search([])

    def test_the_late_evaluation_is_for_trainings_only(self):
        day = date(2026, 6, 10)
        self.assertFalse(self.invitations._get_due_cold(day))
        self.company.caetic_is_training_body = True
        self.assertFalse(self.invitations._get_due_cold(day))
        self.session.caetic_is_training = True
        due = self.invitations._get_due_cold(day)
        self.assertEqual(due.partner_id, self.people[:3].partner_id)
        # Three months after 2 March: not yet on 1 June.
        self.assertFalse(self.invitations._get_due_cold(date(2026, 6, 1)))
