# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""R426: both parties agree on a share, and nobody writes an answer for another."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..engine import parse_invoice
from .test_sale_share import ShareCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestShareAgreement(ShareCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls._draft(
            caetic_share_ids=[
                Command.create({"activity_id": cls.atelier.id, "percentage": 30}),
                Command.create({"activity_id": cls.canal.id, "percentage": 20}),
            ]
        )
        cls.first, cls.second = cls.move.caetic_share_ids

    def _mails(self):
        return self.env["mail.mail"].search([("model", "=", "caetic.sale.share")])

    def test_asked_when_submitted_and_posted_once_all_accept(self):
        self.move._caetic_submit()
        self.assertEqual(self.move.state, "draft")
        self.assertEqual(self.move.caetic_approval_codes, ["share_pending"])
        people = self._mails().recipient_ids
        self.assertEqual(
            people, (self.bruno + self.chloe).partner_id, "each is asked by mail"
        )
        self.assertEqual(len(self.atelier._get_share_todo()), 1)
        self._answer(self.first, "bruno")
        self.assertRecordValues(
            self.first,
            [
                {
                    "agreement_state": "accepted",
                    "agreement_user_id": self.bruno.user_id.id,
                    "agreement_figures": {"percentage": "30.0000", "amount": "300.00"},
                }
            ],
        )
        self.assertFalse(self.atelier._get_share_todo())
        self.assertEqual(self.move.state, "draft")
        self.assertIn(self.amelie.partner_id, self._mails().recipient_ids)
        self._answer(self.second, "chloe")
        self.assertEqual(self.move.state, "posted")
        self.assertEqual(self.second.transfer_id.amount, 200)

    def test_other_reasons_hold_what_all_accept(self):
        self.studio.auto_post_limit = 500
        self.move._caetic_submit()
        self.assertEqual(self.move.caetic_approval_codes, ["amount", "share_pending"])
        self._answer(self.first, "bruno")
        self._answer(self.second, "chloe")
        self.assertEqual(self.move.state, "draft")
        self.assertEqual(self.move.caetic_approval_codes, ["amount"])

    def test_a_cooperative_may_read_shared_documents(self):
        self.company.caetic_staff_reads_shared = True
        self.move._caetic_submit()
        self._answer(self.first, "bruno")
        self._answer(self.second, "chloe")
        self.assertEqual(self.move.caetic_approval_codes, ["shared"])

    def test_staff_may_post_without_an_answer(self):
        self.move._caetic_submit()
        self.move.with_user(self.coordinator).action_caetic_approve()
        self.assertEqual(self.move.state, "posted")
        with self.assertRaises(UserError):
            self._answer(self.first, "bruno")

    def test_a_refusal_gives_the_document_back_with_its_reason(self):
        self.move._caetic_submit()
        self._answer(self.second, "chloe", False, "C'était 25 %.")
        self.assertEqual(self.move.caetic_approval_state, "refused")
        self.assertIn("C'était 25 %.", self.move.caetic_refusal_reason)
        self.assertIn("Canal Limoux", self.move.caetic_refusal_reason)
        with self.assertRaises(UserError):
            self._answer(self.second, "chloe")

    def test_changing_what_was_accepted_asks_again(self):
        """30 % of 1 000 was accepted: not of 900, nor 25 %; elsewhere it stands."""
        self.move._caetic_submit()
        self._answer(self.first, "bruno")
        self.move._caetic_share_answered(self.first)
        self.move.invoice_line_ids.price_unit = 900
        self.assertEqual(self.first.agreement_state, "proposed")
        self.move.invoice_line_ids.price_unit = 1000
        self.assertEqual(self.first.agreement_state, "accepted")
        self.first.percentage = 25
        self.assertEqual(self.first.agreement_state, "proposed")

    def test_the_form_keeps_what_did_not_change(self):
        self.move._caetic_submit()
        self._answer(self.first, "bruno")
        self._answer(self.second, "chloe", False, "25 %")
        invoice = self._typed({"share-1-percentage": "25"})
        activity = self.studio.with_user(self.amelie.user_id)
        activity._portal_save_invoice(invoice, self.move)
        self.assertRecordValues(
            self.move.caetic_share_ids,
            [
                {"percentage": 30, "agreement_state": "accepted"},
                {"percentage": 25, "agreement_state": "proposed"},
            ],
        )
        self.move._caetic_submit()
        self._answer(self.move.caetic_share_ids[1], "chloe")
        self.assertEqual(self.move.state, "posted")

    def _typed(self, changes):
        activity = self.studio.with_user(self.amelie.user_id)
        form = {**activity._portal_get_form(self.move), **changes}
        invoice, issues = parse_invoice(form)
        self.assertFalse(issues)
        return invoice

    def test_credit_notes_ask_nobody(self):
        self.move.action_post()
        self.studio.auto_post_refund = True
        refund = self.move._reverse_moves([{}])
        refund._caetic_submit()
        self.assertEqual(refund.state, "posted")

    def test_a_document_that_cannot_be_posted_keeps_the_answers(self):
        self.move._caetic_submit()
        self._answer(self.first, "bruno")
        self.studio.date_end = "2026-06-14"
        self._answer(self.second, "chloe")
        self.assertEqual(self.move.state, "draft")
        self.assertEqual(self.second.agreement_state, "accepted")
        self.assertEqual(self.move.caetic_approval_state, "submitted")


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestShareSecurity(ShareCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls._draft(
            caetic_share_ids=[
                Command.create({"activity_id": cls.atelier.id, "percentage": 30})
            ]
        )
        cls.share = cls.move.caetic_share_ids

    def _visible(self, member):
        shares = self.env["caetic.sale.share"].with_user(member.user_id)
        return shares.search_count([("id", "=", self.share.id)])

    def test_seen_by_both_sides_once_asked_and_by_no_third(self):
        self.assertEqual(
            [self._visible(m) for m in (self.amelie, self.bruno, self.chloe)], [1, 0, 0]
        )
        self.move._caetic_submit()
        self.assertEqual(
            [self._visible(m) for m in (self.amelie, self.bruno, self.chloe)], [1, 1, 0]
        )
        moves = self.env["account.move"].with_user(self.bruno.user_id)
        self.assertFalse(moves.search_count([("id", "=", self.move.id)]))

    def test_nobody_answers_for_another(self):
        self.move._caetic_submit()
        for user in (self.amelie.user_id, self.chloe.user_id, self.coordinator):
            with self.assertRaises(AccessError):
                self.share.with_user(user)._agreement_accept()
            activity = self.atelier.with_user(user)
            with self.assertRaises(AccessError):
                activity._portal_answer_share(self.share.id, True)
        own = self.canal.with_user(self.chloe.user_id)
        self.assertFalse(own._portal_find_share(self.share.id))

    def test_an_answer_is_never_typed(self):
        """Neither by staff, who may write shares, nor through a default or a copy."""
        shares = self.env["caetic.sale.share"].with_user(self.accountant)
        share = shares.browse(self.share.id)
        for name, value in (
            ("agreement_answer", "accepted"),
            ("agreement_state", "accepted"),
            ("agreement_figures", {}),
            ("agreement_user_id", self.bruno.user_id.id),
        ):
            with self.assertRaises(AccessError):
                share.write({name: value})
            with self.assertRaises(AccessError):
                shares.create(
                    {
                        "move_id": self.move.id,
                        "activity_id": self.canal.id,
                        "percentage": 1,
                        name: value,
                    }
                )
        shares = shares.with_context(
            default_agreement_answer="accepted", default_agreement_figures={}
        )
        other = shares.create(
            {
                "move_id": self.move.id,
                "activity_id": self.canal.id,
                "percentage": 1,
            }
        )
        self.assertEqual(other.agreement_state, "proposed")

    def test_whoever_has_left_answers_nothing(self):
        self.move._caetic_submit()
        self.atelier.date_end = "2026-06-01"
        activity = self.atelier.with_user(self.bruno.user_id)
        rows, total = activity._portal_get_shares()
        self.assertEqual((len(rows), total), (1, 1))


class SharePortalCase(ShareCommon, HttpCase):
    """Pages of Bruno, who receives a share of Amélie's invoice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls._draft(
            caetic_share_ids=[
                Command.create({"activity_id": cls.atelier.id, "percentage": 30})
            ]
        )
        cls.share = cls.move.caetic_share_ids
        cls.base = f"/my/activities/{cls.atelier.id}/shares"

    def _login(self, login):
        self.authenticate(login, login.ljust(8, "x"))


@tagged("post_install", "-at_install")
class TestSharePortal(SharePortalCase):
    @classmethod
    def _sign_contracts(cls):
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member, start="2020-01-01")

    def setUp(self):
        super().setUp()
        self._login("bruno")

    def _post(self, path, **data):
        page = self.url_open(self.base).text
        token = page.split('csrf_token: "')[1].split('"')[0]
        return self.url_open(
            self.base + path, data={"csrf_token": token, **data}, allow_redirects=False
        )

    def test_nothing_yet_then_a_share_to_answer(self):
        self.assertNotIn("Studio Garrigue", self.url_open(self.base).text)
        self.move._caetic_submit()
        page = self.url_open(self.base).text
        self.assertIn("Studio Garrigue", page)
        self.assertRegex(page, r"300,00")
        page = self.url_open(f"{self.base}/{self.share.id}").text
        self.assertIn("SARL Cigale", page)
        # 300, less 10 % of contribution.
        self.assertIn("270,00", page)
        home = self.url_open(f"/my/activities/{self.atelier.id}").text
        self.assertIn(f"{self.base}/{self.share.id}", home)

    def test_no_private_person_is_named(self):
        self.mairie.write({"is_company": False, "name": "Paule Durand"})
        self.move._caetic_submit()
        page = self.url_open(f"{self.base}/{self.share.id}").text
        self.assertNotIn("Paule Durand", page)

    def test_accept(self):
        self.move._caetic_submit()
        response = self._post(f"/{self.share.id}/accept")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self.share.agreement_state, "accepted")
        self.assertEqual(self.move.state, "posted")
        self.assertEqual(self._post(f"/{self.share.id}/accept").status_code, 422)

    def test_refuse_says_why(self):
        self.move._caetic_submit()
        response = self._post(f"/{self.share.id}/refuse", reason="  ")
        self.assertEqual(response.status_code, 422)
        self.assertIn('id="reason_error"', response.text)
        response = self._post(f"/{self.share.id}/refuse", reason="x" * 1001)
        self.assertEqual(response.status_code, 422)
        response = self._post(f"/{self.share.id}/refuse", reason="Trop peu")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self.share.agreement_reason, "Trop peu")
        self._login("amelie")
        page = self.url_open(
            f"/my/activities/{self.studio.id}/invoices/{self.move.id}"
        ).text
        self.assertIn("Trop peu", page)

    def test_third_activity_and_bad_numbers(self):
        self.move._caetic_submit()
        self._login("chloe")
        for path in (
            f"{self.base}/{self.share.id}",
            f"/my/activities/{self.canal.id}/shares/{self.share.id}",
            f"/my/activities/{self.canal.id}/shares/99999999999",
            self.base,
        ):
            response = self.url_open(path)
            self.assertNotIn("Studio Garrigue", response.text)
            self.assertEqual(response.status_code, 200, "sent to their own pages")

    def test_the_list_asks_no_more_for_more_shares(self):
        self.move._caetic_submit()
        activity = self.atelier.with_user(self.bruno.user_id)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            activity._portal_get_shares()
            return self.env.cr.sql_log_count - before

        count()
        one = count()
        for _number in range(3):
            other = self._draft()
            self._share(other, 10)._agreement_ask()
        self.assertLessEqual(count(), one + 1)
