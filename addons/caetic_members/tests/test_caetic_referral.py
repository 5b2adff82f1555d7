# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CaeticCommon


@tagged("post_install", "-at_install")
class TestCaeticReferral(CaeticCommon):
    """Partners: who sent whom, and what became of them (R305, R311, seed)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office, cls.club = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "is_company": True,
                    "caetic_organisation_kind": kind,
                }
                for name, kind in (
                    ("Boutique de Gestion", "prescriber"),
                    ("Club Entreprendre", "professional"),
                )
            ]
        )
        cls.alice = cls._create_member("Alice Abeille", adviser_id=cls.adviser.id)
        cls.basile = cls._create_member("Basile Bourdon")

    def _refer(self, member, organisation, date="2026-01-10", **values):
        return self.env["caetic.referral"].create(
            {
                "member_id": member.id,
                "organisation_id": organisation.id,
                "date": date,
                **values,
            }
        )

    def test_the_first_incoming_referral_is_the_prescriber(self):
        self._refer(self.alice, self.club, "2026-02-01")
        self.assertEqual(self.alice.prescriber_id, self.club)
        self._refer(self.alice, self.office, "2026-01-10")
        self.assertEqual(self.alice.prescriber_id, self.office)
        self._refer(self.alice, self.club, "2025-01-01", direction="out")
        self.assertEqual(self.alice.prescriber_id, self.office)
        found = self.env["caetic.member"].search(
            [("prescriber_id", "=", self.office.id)]
        )
        self.assertEqual(found, self.alice)

    def test_the_prescriber_is_written_as_a_referral(self):
        self.alice.prescriber_id = self.office
        referral = self.alice.referral_ids
        self.assertEqual(referral.organisation_id, self.office)
        self.assertEqual(referral.direction, "in")
        self.alice.prescriber_id = self.club
        self.assertEqual(self.alice.referral_ids, referral)
        self.assertEqual(referral.organisation_id, self.club)
        self.alice.prescriber_id = False
        self.assertFalse(self.alice.referral_ids)

    def test_a_new_person_comes_with_a_prescriber(self):
        partner = self.env["res.partner"].create({"name": "Cléo"})
        member = self.env["caetic.member"].create(
            {"partner_id": partner.id, "prescriber_id": self.office.id}
        )
        self.assertEqual(member.referral_ids.organisation_id, self.office)

    def test_an_organisation_counts_whom_it_sent_and_who_stayed(self):
        """Alice came twice: one person. Basile is a prospect. 2 sent, 1 hosted."""
        again = self.env["caetic.member"].create(
            {"partner_id": self.alice.partner_id.id}
        )
        self._refer(self.alice, self.office)
        self._refer(again, self.office)
        self._refer(self.basile, self.office)
        self._create_contract(again, "cape", "2026-01-15", "2026-12-31")
        again._record_step("cape", fields.Date.to_date("2026-01-15"), check=False)
        self.assertEqual(self.office.caetic_referred_count, 2)
        self.assertEqual(self.office.caetic_hosted_count, 1)
        action = self.office.action_open_caetic_referrals()
        self.assertEqual(len(self.env["caetic.referral"].search(action["domain"])), 3)

    def test_counting_does_not_grow_with_the_organisations(self):
        self._refer(self.alice, self.office)
        self._count_queries(self.office)
        one = self._count_queries(self.office)
        self.assertLessEqual(self._count_queries(self.office | self.club), one)

    def _count_queries(self, organisations):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        organisations._compute_caetic_referred_count()
        return self.env.cr.sql_log_count - before

    def test_refused_referrals(self):
        self._refer(self.alice, self.office)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self._refer(self.alice, self.office)
        tomorrow = fields.Date.context_today(self.env.user) + timedelta(days=1)
        with self.assertRaises(ValidationError):
            self._refer(self.basile, self.office, tomorrow)
        with self.assertRaises(ValidationError):
            self._refer(self.basile, self.office, contact_id=self.customer.id)

    def test_an_adviser_sees_own_portfolio_only(self):
        mine = self._refer(self.alice, self.office)
        other = self._refer(self.basile, self.office)
        as_adviser = self.env["caetic.referral"].with_user(self.adviser)
        self.assertEqual(as_adviser.search([]), mine)
        with self.assertRaises(AccessError):
            other.with_user(self.adviser).read(["note"])
        with self.assertRaises(AccessError):
            as_adviser.create(
                {"member_id": self.basile.id, "organisation_id": self.club.id}
            )
        self.assertEqual(self.office.with_user(self.adviser).caetic_referred_count, 1)

    def test_others_read_nothing(self):
        self._refer(self.alice, self.office)
        member = self._create_member("Denis Doré", login="denis")
        for user in (self.accountant, self.payroll_officer, member.user_id):
            with self.assertRaises(AccessError):
                self.env["caetic.referral"].with_user(user).search([])
        with self.assertRaises(AccessError):
            member.with_user(member.user_id).read(["prescriber_id"])
