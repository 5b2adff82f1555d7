# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Journey of a person: dated steps, guards, corrections (R301, R302, R311, R312)."""

from datetime import date, timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CaeticCommon


@tagged("post_install", "-at_install")
class TestJourney(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.lea = cls._create_member("Léa Pons", adviser_id=cls.adviser.id)

    def _complete_file(self):
        self.lea.project_summary = "Podcasts pour les musées"
        self.lea.situation_ids = [
            (0, 0, {"date": "2026-01-01", "status": "jobseeker_paid"})
        ]

    def _admit(self):
        """Take Léa to the cooperative's yes, today."""
        self._complete_file()
        self.lea._record_step("informed")
        self.lea._record_step("diagnosed")
        review = self.env["caetic.committee.review"].create(
            {"member_id": self.lea.id, "date": self.today, "decision": "favourable"}
        )
        review.action_decide()
        return review

    # -- steps --------------------------------------------------------------------

    def test_stage_follows_from_steps_and_from_nothing_else(self):
        self.assertEqual(self.lea.state, "prospect")
        with self.assertRaises(UserError):
            self.lea.state = "cesa"
        with self.assertRaises(UserError):
            self._create_member("Hugo Serra", state="cesa")
        self.lea._record_step("informed", date(2026, 3, 1))
        self.assertEqual((self.lea.state, self.lea.state_date.month), ("informed", 3))

    def test_stage_at_any_past_date(self):
        self._complete_file()
        self.lea._record_step("informed", date(2026, 3, 1))
        self.lea._record_step("diagnosed", date(2026, 4, 15))
        self.assertEqual(self.lea._get_state_at(date(2026, 2, 28)), "prospect")
        self.assertEqual(self.lea._get_state_at(date(2026, 4, 14)), "informed")
        self.assertEqual(self.lea._get_state_at(date(2026, 4, 15)), "diagnosed")

    def test_a_step_is_never_rewritten_nor_deleted(self):
        step = self.lea._record_step("informed", date(2026, 3, 1))
        for vals in ({"kind": "left"}, {"date": "2026-01-01"}, {"reason": "non"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                step.write(vals)
        with self.assertRaises(UserError):
            step.unlink()

    def test_a_wrong_step_is_corrected_by_a_new_one(self):
        wrong = self.lea._record_step("informed", date(2026, 3, 1))
        right = self.lea._correct_step(
            wrong, "informed", date(2026, 3, 8), "Réunion du 8, pas du 1er"
        )
        self.assertEqual(self.lea._get_state_at(date(2026, 3, 7)), "prospect")
        self.assertEqual(self.lea._get_state_at(date(2026, 3, 8)), "informed")
        self.assertTrue(wrong.is_corrected)
        self.assertEqual(wrong.kind, "informed", "the wrong step stays readable")
        with self.assertRaises(UserError):
            self.lea._correct_step(wrong, "informed", date(2026, 3, 9), "encore")
        self.lea._correct_step(right, "prospect", date(2026, 3, 8), "Jamais venue")
        self.assertEqual(self.lea.state, "prospect")

    def test_a_correction_keeps_the_history_together(self):
        self._complete_file()
        informed = self.lea._record_step("informed", date(2026, 3, 1))
        self.lea._record_step("diagnosed", date(2026, 4, 1))
        with self.assertRaises(UserError):
            # Admitted before the diagnosis: no such history.
            self.lea._correct_step(informed, "admitted", date(2026, 3, 1), "erreur")

    def test_no_step_ahead_of_time_and_none_before_the_last(self):
        with self.assertRaises(UserError):
            self.lea._record_step("informed", self.today + timedelta(days=1))
        self._complete_file()
        self.lea._record_step("informed", date(2026, 3, 1))
        with self.assertRaises(UserError):
            self.lea._record_step("diagnosed", date(2026, 2, 28))

    def test_a_departure_gives_its_reason(self):
        with self.assertRaises(UserError):
            self.lea._record_step("left")
        self.lea._record_step("left", reason="A trouvé un emploi")
        self.assertEqual(self.lea.state, "left")

    @mute_logger("odoo.sql_db")
    def test_the_database_wants_the_reason_too(self):
        values = {"member_id": self.lea.id, "kind": "left", "date": "2026-01-01"}
        with self.assertRaises(IntegrityError):
            self.env["caetic.member.step"].sudo().create(values)

    # -- guards -------------------------------------------------------------------

    def test_the_diagnosis_waits_for_project_and_situation(self):
        self.lea._record_step("informed")
        with self.assertRaises(UserError) as refused:
            self.lea._record_step("diagnosed")
        self.assertIn("Project", str(refused.exception))
        self.assertEqual(self.lea.missing_count, 2)
        self._complete_file()
        self.lea._record_step("diagnosed")
        self.assertEqual(self.lea.state, "diagnosed")

    def test_the_committee_admits(self):
        review = self._admit()
        self.assertEqual((self.lea.state, review.state), ("admitted", "decided"))
        with self.assertRaises(UserError):
            review.opinion = "Autre avis"
        review.date_notified = self.today
        with self.assertRaises(UserError):
            review.unlink()

    def test_a_refusal_gives_its_reason(self):
        """R311: funders ask for it."""
        self._complete_file()
        self.lea._record_step("informed")
        self.lea._record_step("diagnosed")
        review = self.env["caetic.committee.review"].create(
            {"member_id": self.lea.id, "date": self.today, "decision": "unfavourable"}
        )
        self.assertEqual(self.lea.state, "committee")
        with self.assertRaises(UserError):
            review.action_decide()
        review.reason = "Métier réglementé"
        review.action_decide()
        self.assertEqual(self.lea.state, "refused")
        refused = self.lea.step_ids.filtered(lambda step: step.kind == "refused")
        self.assertEqual(refused.reason, "Métier réglementé")
        with self.assertRaises(UserError):
            self.lea._record_step("left", reason="trop tard")

    def test_no_decision_before_the_meeting(self):
        review = self.env["caetic.committee.review"].create(
            {
                "member_id": self.lea.id,
                "date": self.today + timedelta(days=3),
                "decision": "favourable",
            }
        )
        with self.assertRaises(UserError):
            review.action_decide()

    def test_a_cesa_without_cape_is_for_those_with_customers(self):
        """R302."""
        self._admit()
        contract = self.env["caetic.contract"].create(
            {"member_id": self.lea.id, "kind": "cesa", "date_start": self.today}
        )
        with self.assertRaises(UserError):
            contract.action_sign()
        self.lea.has_customers = True
        contract.action_sign()
        self.assertEqual(self.lea.state, "cesa")

    def test_nobody_leaves_under_a_running_contract(self):
        self._create_contract(self.lea)
        with self.assertRaises(UserError):
            self.lea._record_step("left", reason="Abandon")

    def test_who_comes_back_has_a_new_stay(self):
        self.lea._record_step("left", reason="Déménage")
        again = self.env["caetic.member"].create({"partner_id": self.lea.partner_id.id})
        self.assertEqual((again.state, self.lea.state), ("prospect", "left"))
        self.assertEqual(self.lea.partner_id.caetic_member_ids, self.lea | again)

    def test_papers_of_foreigners_are_asked_of_foreigners_only(self):
        """R309: the right to work must be shown outside the European Union."""
        residence = self.env.ref("caetic_members.document_type_residence").name
        self.lea.nationality_id = self.env.ref("base.it")
        self.assertNotIn(residence, self.lea._get_missing_documents("cape"))
        self.lea.nationality_id = self.env.ref("base.ma")
        self.assertIn(residence, self.lea._get_missing_documents("cape"))

    # -- screens and rights -------------------------------------------------------

    def test_form_of_a_step_proposes_the_next_one(self):
        wizard = Form(
            self.env["caetic.member.step.wizard"].with_context(
                default_member_id=self.lea.id
            )
        )
        self.assertEqual(wizard.kind, "informed")
        wizard.save().action_apply()
        self.assertEqual(self.lea.state, "informed")
        correction = Form(
            self.env["caetic.member.step.wizard"].with_context(
                default_member_id=self.lea.id, default_is_correction=True
            )
        )
        correction.step_id = self.lea.step_ids
        correction.kind = "prospect"
        correction.reason = "Pas venue"
        correction.save().action_apply()
        self.assertEqual(self.lea.state, "prospect")

    def test_the_kanban_shows_every_stage_of_the_journey(self):
        members = self.env["caetic.member"].with_context(read_group_expand=True)
        columns = members.web_read_group([("id", "=", self.lea.id)], ["state"])
        stages = [group["state"] for group in columns["groups"]]
        self.assertEqual(stages[:3], ["prospect", "informed", "diagnosed"])
        self.assertIn("associate", stages)
        self.assertNotIn("refused", stages)

    def test_an_adviser_sees_own_portfolio_only(self):
        other = self._create_member("Karim Aziz", adviser_id=False)
        seen = self.env["caetic.member"].with_user(self.adviser).search([])
        self.assertIn(self.lea, seen)
        self.assertNotIn(other, seen)
        other.trade_adviser_id = self.adviser
        self.env.flush_all()
        seen = self.env["caetic.member"].with_user(self.adviser).search([])
        self.assertIn(other, seen)

    def test_an_adviser_keeps_whom_they_register(self):
        partner = self.env["res.partner"].create({"name": "Nadia Sow"})
        member = (
            self.env["caetic.member"]
            .with_user(self.adviser)
            .create({"partner_id": partner.id})
        )
        self.assertEqual(member.adviser_id, self.adviser)

    def test_nobody_writes_steps_by_themselves(self):
        for user in (self.adviser, self.coordinator):
            steps = self.env["caetic.member.step"].with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                steps.create({"member_id": self.lea.id, "kind": "cesa"})

    def test_an_accountant_moves_nobody(self):
        with self.assertRaises(AccessError):
            self.lea.with_user(self.accountant)._record_step("informed")
