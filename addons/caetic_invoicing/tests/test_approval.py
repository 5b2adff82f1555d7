# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, LockError, UserError
from odoo.tests import tagged, users

from .common import InvoicingCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestApproval(InvoicingCommon):
    def _each_is_saved(self):
        """A test cannot save for good: count the times instead."""
        return patch.object(type(self.env["ir.cron"]), "_commit_progress")

    def test_one_that_fails_does_not_lose_the_others(self):
        self.studio.auto_post_limit = 0
        moves = self._draft() | self._draft() | self._draft()
        for move in moves:
            move._caetic_submit()
        moves[1].invoice_line_ids.unlink()
        with self._each_is_saved() as saved:
            answer = moves.with_user(self.coordinator).action_caetic_approve()
        self.assertEqual(saved.call_count, 2)
        self.assertEqual(moves.mapped("state"), ["posted", "draft", "posted"])
        self.assertEqual(moves[1].caetic_approval_state, "submitted")
        self.assertIn("SARL Cigale", answer["params"]["message"])
        self.assertIn("2", answer["params"]["title"])
        # The numbers follow each other: the one that failed took none.
        first, last = moves[0].sequence_number, moves[2].sequence_number
        self.assertEqual(last, first + 1)

    def test_first_invoice_of_a_customer_waits_where_it_is_wanted(self):
        self.assertFalse(self.studio.hold_new_customer)
        self.studio.hold_new_customer = True
        move = self._draft()
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["new_customer"])
        move.with_user(self.coordinator).action_caetic_approve()
        second = self._draft()
        second._caetic_submit()
        self.assertEqual(second.state, "posted")

    def test_the_cooperative_says_what_new_activities_hold(self):
        self.company.caetic_hold_new_customer = True
        self.company.caetic_hold_public_body = True
        activity = self._create_activity("Nouvelle", self.amelie)
        self.assertTrue(activity.hold_new_customer)
        self.assertTrue(activity.hold_public_body)

    def test_public_bodies_wait_where_it_is_wanted(self):
        """Public bodies have a SIREN that begins with 1 or 2."""
        self.studio.hold_public_body = True
        town = self._create_customer(
            self.studio,
            name="Mairie de Limoux",
            company_registry="21110206600019",
            vat=False,
        )
        move = self._draft(partner=town)
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["public_body"])
        company = self._draft()
        company._caetic_submit()
        self.assertEqual(company.state, "posted")

    def _grow(self, **values):
        return self.env["caetic.approval.growth"].create(
            {
                "company_id": self.company.id,
                "date_from": "2026-01-01",
                "documents": 2,
                "factor": 2,
                "cap": 7000,
                **values,
            }
        )

    def _paid(self, count):
        for _number in range(count):
            move = self._draft(lines=[("Site", 1, 100, self.kind_service)])
            move._caetic_submit()
            self._pay(move, move.amount_total, "2026-06-15")

    def test_the_limit_grows_with_the_track_record(self):
        self._grow()
        self._paid(1)
        move = self._draft(lines=[("Site", 1, 4000, self.kind_service)])
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["amount"])
        self.assertIn("1", self.studio.approval_limit_words)
        self._paid(1)
        # 2 paid without trouble: 2 000 x 2 = 4 000
        move = self._draft(lines=[("Site", 1, 4000, self.kind_service)])
        move._caetic_submit()
        self.assertEqual(move.state, "posted")
        self._paid(2)
        # 4 paid: 2 000 x 4 = 8 000, at most 7 000
        self.assertEqual(self.studio._get_earned_limit(), 7000)

    def test_a_document_sent_back_stops_the_growth(self):
        self._grow()
        self._paid(2)
        move = self._draft(lines=[("Site", 1, 5000, self.kind_service)])
        move._caetic_submit()
        move.with_user(self.coordinator)._caetic_refuse("Détaillez")
        move.invoice_line_ids.price_unit = 10
        move._caetic_submit()
        self.assertEqual(move.state, "posted")
        self.assertEqual(self.studio._get_earned_limit(), 2000)

    def test_a_dispute_stops_the_growth(self):
        self._grow()
        self._paid(2)
        self.assertEqual(self.studio._get_earned_limit(), 4000)
        domain = [("caetic_activity_id", "=", self.studio.id), ("state", "=", "posted")]
        move = self.env["account.move"].search(domain, limit=1)
        self.env["caetic.dispute"].create({"move_id": move.id, "reason": "Qualité"})
        self.assertEqual(self.studio._get_earned_limit(), 2000)

    def test_growth_is_dated(self):
        """What a rule gives begins on its day, and a cap of zero ends it."""
        self._grow()
        self._paid(2)
        self.assertEqual(self.studio._get_earned_limit(), 4000)
        self._grow(date_from="2026-06-16", cap=0)
        self.assertEqual(self.studio._get_earned_limit(), 4000)
        with freeze_time("2026-06-16"):
            self.assertEqual(self.studio._get_earned_limit(), 2000)

    def test_under_the_threshold_it_is_posted_at_once(self):
        move = self._draft(lines=[("Site", 1, 2000, self.kind_service)])
        move._caetic_submit()
        self.assertEqual(move.state, "posted")
        self.assertEqual(str(move.invoice_date), "2026-06-15")
        self.assertEqual(str(move.invoice_date_due), "2026-07-15")

    def test_one_cent_above_it_waits_with_its_reason(self):
        move = self._draft(lines=[("Site", 1, 2000.01, self.kind_service)])
        move._caetic_submit()
        self.assertEqual(move.state, "draft")
        self.assertEqual(move.caetic_approval_state, "submitted")
        self.assertEqual(move.caetic_approval_codes, ["amount"])
        self.assertIn("amount", move.caetic_approval_reasons)

    def test_what_is_missing_waits(self):
        self.mairie.write({"vat": False, "company_registry": False, "zip": False})
        move = self._draft()
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["address", "siret"])

    def test_private_person_needs_no_siret(self):
        person = self._create_customer(
            self.studio,
            name="Paul",
            is_company=False,
            company_registry=False,
            vat=False,
        )
        move = self._draft(partner=person)
        move._caetic_submit()
        self.assertEqual(move.state, "posted")

    def test_training_without_number_and_goods_abroad_wait(self):
        """R618: the provider's number is a mandatory mention."""
        move = self._draft(lines=[("Formation", 1, 100, self.kind_training)])
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["training"])
        self.mairie.write(
            {
                "company_registry": False,
                "vat": False,
                "country_id": self.env.ref("base.es").id,
            }
        )
        move = self._draft()
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["foreign", "vat"])

    def test_two_who_approve_the_same_are_told_so(self):
        """Each would wait for the other's number: the second is sent away at once."""
        move = self._draft(lines=[("Site", 1, 5000, self.kind_service)])
        move._caetic_submit()
        refusal = LockError("taken")
        taken = patch.object(type(move), "lock_for_update", side_effect=refusal)
        with taken, self.assertRaisesRegex(UserError, "Somebody else"):
            move.with_user(self.coordinator).action_caetic_approve()
        self.assertEqual(move.caetic_approval_state, "submitted")

    def test_incomplete_identity_of_the_cooperative_waits(self):
        """R601: the issuer's legal form, capital, RCS, VAT and seat."""
        self.company.caetic_rcs_city = False
        move = self._draft()
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["identity"])

    def test_earlier_date_than_the_last_number_waits(self):
        """R606: numbers follow the calendar."""
        self._draft().action_post()
        move = self._draft(invoice_date="2026-06-10")
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["backdated"])
        move.with_user(self.accountant).action_caetic_approve()
        self.assertEqual(str(move.invoice_date), "2026-06-15")

    def test_staff_approve_many_in_the_order_of_submission(self):
        self.studio.auto_post_limit = 0
        moves = self._draft() | self._draft()
        with freeze_time("2026-06-15 09:00:00"):
            moves[1]._caetic_submit()
        with freeze_time("2026-06-15 10:00:00"):
            moves[0]._caetic_submit()
        with self._each_is_saved() as saved:
            moves.with_user(self.coordinator).action_caetic_approve()
        self.assertEqual(saved.call_count, 1)
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        self.assertLess(moves[1].sequence_number, moves[0].sequence_number)

    def test_refusal_gives_the_document_back_with_its_reason(self):
        self.studio.auto_post_limit = 0
        move = self._draft()
        move._caetic_submit()
        wizard = (
            self.env["account.move.refuse"]
            .with_user(self.coordinator)
            .create({"move_ids": [(6, 0, move.ids)], "reason": "Détaillez les jours"})
        )
        wizard.action_refuse()
        self.assertEqual(move.caetic_approval_state, "refused")
        self.assertEqual(move.caetic_refusal_reason, "Détaillez les jours")
        self.assertTrue(move._portal_is_editable())
        self.assertIn("/edit", self.studio._get_todo()[0]["url"])
        self.studio.auto_post_limit = 5000
        move._caetic_submit()
        self.assertEqual(move.state, "posted")

    def test_refusal_needs_a_reason(self):
        self.studio.auto_post_limit = 0
        move = self._draft()
        move._caetic_submit()
        wizard = self.env["account.move.refuse"].create(
            {"move_ids": [(6, 0, move.ids)], "reason": "  "}
        )
        with self.assertRaises(UserError):
            wizard.with_user(self.coordinator).action_refuse()

    def test_submitted_document_is_frozen(self):
        self.studio.auto_post_limit = 0
        move = self._draft()
        move._caetic_submit()
        with self.assertRaises(UserError):
            move._caetic_submit()
        with self.assertRaises(UserError):
            move.unlink()

    def test_only_coordinators_and_accountants_approve(self):
        self.studio.auto_post_limit = 0
        move = self._draft()
        move._caetic_submit()
        for user in (self.adviser, self.payroll_officer, self.amelie.user_id):
            with self.assertRaises(AccessError):
                move.with_user(user).action_caetic_approve()
            with self.assertRaises(AccessError):
                move.with_user(user)._caetic_refuse("Non")
        self.assertEqual(move.state, "draft")

    @users("staff_coordinator")
    def test_draft_that_nobody_submitted_is_not_approved(self):
        move = self._draft()
        with self.assertRaises(UserError):
            self.env["account.move"].browse(move.id).action_caetic_approve()

    def test_counter_of_the_activity(self):
        self.studio.auto_post_limit = 0
        self._draft()._caetic_submit()
        activity = self.studio.with_user(self.coordinator)
        self.assertEqual(activity.approval_count, 1)
        self.assertEqual(
            activity.action_open_approvals()["domain"],
            [("caetic_activity_id", "=", self.studio.id)],
        )
