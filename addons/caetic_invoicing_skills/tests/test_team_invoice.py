# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A team of three, one invoice, three accounts credited by their shares."""

import re

from freezegun import freeze_time

from odoo import fields, http
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_invoicing.tests.common import InvoicingCommon


class TeamInvoiceCommon(InvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chloe = cls._create_member("Chloé Limoux", login="chloe")
        cls._create_contract(cls.chloe)
        cls.canal = cls._create_activity("Canal Limoux", cls.chloe)
        # The stakes were written beside the relation that members read.
        cls.env.invalidate_all()
        cls.outsider = cls.env["caetic.profile"].create(
            {
                "partner_id": cls.env["res.partner"]
                .create({"name": "Ovide Dehors", "email": "ovide@dehors.example"})
                .id
            }
        )
        cls.won = cls._win()

    @classmethod
    def _profile(cls, member):
        profiles = cls.env["caetic.profile"]
        return profiles._ensure_profiles_sudo(member).with_env(cls.env)

    @classmethod
    def _win(cls, amount=1000.01, **values):
        """Amélie leads with 50 %, Bruno has 30, Chloé 20; Ovide is on a quote."""
        team = ((cls.amelie, 50), (cls.bruno, 30), (cls.chloe, 20))
        places = [
            {"profile_id": cls._profile(member).id, "share": share, "is_lead": lead}
            for lead, (member, share) in zip((True, False, False), team, strict=True)
        ]
        places.append({"profile_id": cls.outsider.id, "quote_amount": 200})
        opportunity = cls.env["caetic.opportunity"].create(
            {
                "name": "Site de l'office de tourisme",
                "partner_id": cls.mairie.id,
                "budget": amount,
                "invitation_ids": [Command.create(place) for place in places],
                "outcome_code": "team",
                "outcome_reason": "Trois métiers en un devis",
                **values,
            }
        )
        opportunity.action_send()
        for place in opportunity.invitation_ids:
            place._accept("", 200 if place.is_outside else None)
        opportunity.action_won()
        return opportunity

    def _invoice_of(self, opportunity):
        action = opportunity.action_prepare_invoice()
        return self.env["account.move"].browse(action["res_id"])


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestTeamInvoice(TeamInvoiceCommon):
    def test_one_draft_with_the_shares_of_the_team(self):
        move = self._invoice_of(self.won)
        self.assertEqual(self._invoice_of(self.won), move, "one invoice")
        self.assertRecordValues(
            move,
            [
                {
                    "state": "draft",
                    "caetic_activity_id": self.studio.id,
                    "partner_id": self.mairie.id,
                    "amount_untaxed": 1000.01,
                    "caetic_send_on_post": True,
                }
            ],
        )
        shares = {one.activity_id: one.percentage for one in move.caetic_share_ids}
        self.assertEqual(shares, {self.atelier: 30, self.canal: 20})
        notes = " ".join(move.message_ids.mapped("body"))
        self.assertIn("Ovide Dehors", notes, "a cost to come, not a share")

    def test_the_team_has_agreed_already(self):
        """The invoice leaves alone; another percentage than the team's is asked."""
        move = self._invoice_of(self.won)
        activity = self.studio.with_user(self.amelie.user_id)
        self.assertFalse(move._caetic_get_unagreed(), "agreed when the team formed")
        self.assertTrue(activity._portal_posts_alone(move))
        first = move.caetic_share_ids[0]
        self.assertEqual(first.agreement_user_id, self.bruno.user_id)
        first.percentage = 35
        self.assertEqual(move._caetic_get_unagreed(), first)
        move._caetic_submit()
        self.assertEqual(move.caetic_approval_codes, ["share_pending"])

    def _accounts(self):
        self.env.flush_all()
        found = {}
        for activity in (self.studio, self.atelier, self.canal):
            terms = activity._get_statement().terms
            found[activity.name] = float(terms.sale + terms.transfer)
        return list(found.values())

    def test_three_accounts_follow_the_payment_to_the_cent(self):
        """1 000,01 excl. VAT: 30 % is 300,00 (300,003), 20 % is 200,00 (200,002).

        VAT at 20 % is 200,00: the customer pays 1 200,01. Half of it, 600,01, is
        600,01 / 1 200,01 of each: 500,01 (500,0092...) of the sale, 150,00 (150,0012)
        and 100,00 (100,0008) of the shares.
        """
        move = self._invoice_of(self.won)
        move.action_post()
        self.assertEqual(move.amount_total, 1200.01)
        transfers = move.caetic_share_ids.transfer_id
        self.assertEqual(transfers.mapped("amount"), [300, 200])
        self.assertEqual(self._accounts(), [0, 0, 0])
        self._pay(move, 600.01, "2026-06-15")
        self.assertEqual(self._accounts(), [250.01, 150, 100])
        self._pay(move, 600, "2026-06-15")
        self.assertEqual(self._accounts(), [500.01, 300, 200])

    def test_two_people_of_one_activity_share_once(self):
        """Karine joins Bruno's activity: 30 + 10 is one share of 40."""
        karine = self._create_member("Karine Costa")
        self._create_contract(karine)
        self.atelier.stake_ids = [Command.create({"member_id": karine.id})]
        self.env.invalidate_all()
        opportunity = self.won.copy({"budget": 100})
        opportunity.invitation_ids = [
            Command.create(
                {
                    "profile_id": self._profile(member).id,
                    "share": share,
                    "is_lead": member == self.amelie,
                }
            )
            for member, share in ((self.amelie, 60), (self.bruno, 30), (karine, 10))
        ]
        opportunity.action_send()
        for place in opportunity.invitation_ids:
            place._accept()
        opportunity.write({"outcome_code": "team", "outcome_reason": "Oui"})
        opportunity.action_won()
        move = self._invoice_of(opportunity)
        self.assertRecordValues(
            move.caetic_share_ids,
            [{"activity_id": self.atelier.id, "percentage": 40, "amount": 40}],
        )

    def test_only_what_was_won_is_invoiced(self):
        opportunity = self.won.copy()
        with self.assertRaises(UserError):
            opportunity.action_prepare_invoice()

    def test_who_may_prepare_it(self):
        """Coordinators, and the lead; advisers and the others of the team do not."""
        with self.assertRaises(AccessError):
            self.won.with_user(self.adviser).action_prepare_invoice()
        opportunities = self.env["caetic.opportunity"]
        for member in (self.bruno, self.chloe):
            with self.assertRaises(AccessError):
                opportunities.with_user(member.user_id)._portal_prepare_invoice(
                    self.won.id
                )
        lead = opportunities.with_user(self.amelie.user_id)
        move = lead._portal_prepare_invoice(self.won.id)
        action = self.won.with_user(self.coordinator).action_prepare_invoice()
        self.assertEqual(action["res_id"], move.id)


@tagged("post_install", "-at_install")
class TestTeamInvoicePortal(HttpCase, TeamInvoiceCommon):
    def _post(self, path, **values):
        token = http.Request.csrf_token(self)
        return self.url_open(path, data={"csrf_token": token, **values})

    def test_the_lead_opens_the_form_filled(self):
        """Without a customer yet, the contact of the need fills the new one."""
        opportunity = self._win(
            amount=500,
            partner_id=False,
            contact_name="Mme Vernet",
            contact_email="vernet@example.com",
            town="Quillan",
        )
        self.authenticate("amelie", "amelie")
        page = self.url_open(f"/my/opportunities/{opportunity.id}")
        self.assertIn(f"/my/opportunities/{opportunity.id}/invoice", page.text)
        self.assertIn("Ovide Dehors", page.text)
        form = self._post(f"/my/opportunities/{opportunity.id}/invoice")
        self.assertEqual(form.status_code, 200)
        move = opportunity.invoice_ids
        self.assertTrue(form.url.endswith(f"/invoices/{move.id}/edit"))
        for typed in ("Mme Vernet", "vernet@example.com", "Quillan", "500"):
            self.assertIn(typed, form.text)
        self.assertIn('name="share-1-percentage"', form.text)
        saved = self._post(
            form.url.removeprefix(self.base_url()),
            **self._typed(opportunity),
        )
        self.assertEqual(saved.status_code, 200)
        self.assertEqual(opportunity.partner_id, move.partner_id)
        self.assertEqual(sum(move.caetic_share_ids.mapped("percentage")), 50)

    def test_the_team_sees_what_comes_and_then_what_came(self):
        """1 800,00 excl. VAT is 50/30/20: 540,00 for Bruno and 360,00 for Chloé.

        Each sees their own share to come, then received, once 2 160,00 is paid.
        """
        opportunity = self._win(amount=1800)
        move = opportunity._get_invoice_sudo()
        move.action_post()
        self.authenticate("chloe", "chloe")
        home = f"/my/activities/{self.canal.id}"
        self.assertIn("#caetic_shares", self._read(home))
        money = self._read(f"{home}/money")
        self.assertIn("360.00", money)
        self.assertNotIn("540.00", money, "a share is its owner's")
        self.assertIn(self.studio.name, money)
        self.assertIn(move.name, money)
        self.assertIn("transfer", money)
        self._pay(move, 2160, fields.Date.context_today(move))
        page = self._read(home)
        self.assertNotIn("#caetic_shares", page)
        self.assertIn("o_caetic_received", page)
        self.assertIn("360.00", page)

    def test_the_lead_sees_what_goes_to_the_team(self):
        """Of 1 800,00 awaited, 900,00 is not the lead's."""
        move = self._win(amount=1800)._get_invoice_sudo()
        move.action_post()
        self.authenticate("amelie", "amelie")
        home = f"/my/activities/{self.studio.id}"
        money = self._read(f"{home}/money")
        self.assertIn(">900.00<", money)
        self.assertNotIn("o_caetic_shared", self._read(home))
        self._pay(move, 2160, fields.Date.context_today(move))
        self.assertIn("o_caetic_shared", self._read(home))

    def _read(self, path):
        """Return a page with amounts as English writes them, whatever its language."""
        text = self.url_open(path).text
        return re.sub(r"(\d),(\d\d)\b(?!\d)", r"\1.\2", text)

    def _typed(self, opportunity):
        """What a browser sends back: the form as it was filled, and an address."""
        move = opportunity.invoice_ids.sudo()
        activity = self.studio.with_user(self.amelie.user_id)
        form = activity._portal_get_form(move)
        return {
            **form,
            "new-kind": "person",
            "new-street": "27 boulevard Charles de Gaulle",
            "new-zip": "11500",
            "do": "save",
        }
