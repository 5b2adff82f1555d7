# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, LockError, UserError
from odoo.tests import tagged, users

from .common import InvoicingCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestApproval(InvoicingCommon):
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
        moves.with_user(self.coordinator).action_caetic_approve()
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
