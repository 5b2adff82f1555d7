# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""R405, R426-R428: work in common on a quote, and what its invoices bring."""

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.caetic_invoicing import engine as invoicing
from odoo.addons.caetic_invoicing.tests.test_sale_share import ShareCommon

from .. import engine
from .common import QuoteCommon


class QuoteShareCommon(QuoteCommon, ShareCommon):
    """Amélie quotes 1 200 EUR: 30 % for Bruno, 20 % for Chloé, a deposit of 30 %."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.quote = cls._quote(
            caetic_share_ids=[
                Command.create({"activity_id": cls.atelier.id, "percentage": 30}),
                Command.create({"activity_id": cls.canal.id, "percentage": 20}),
            ]
        )
        cls.first, cls.second = cls.quote.caetic_share_ids

    def _accept_all(self, quote=None):
        for share in (quote or self.quote).caetic_share_ids:
            name = "bruno" if share.activity_id == self.atelier else "chloe"
            self._answer(share, name)

    def _mails(self):
        return self.env["mail.mail"].search([("model", "=", "caetic.sale.share")])

    def _amounts(self, move):
        return {one.activity_id: one.amount for one in move.caetic_share_ids}


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestQuoteAgreement(QuoteShareCommon):
    def test_asked_when_submitted_and_sent_once_all_accept(self):
        self.quote._caetic_submit()
        self.assertEqual(self.quote.state, "draft")
        self.assertEqual(self.quote.caetic_approval_codes, ["share_pending"])
        people = self._mails().recipient_ids
        self.assertEqual(people, (self.bruno + self.chloe).partner_id)
        self.assertIn("devis", self._mails()[0].subject)
        [todo] = self.atelier._get_share_todo()
        self.assertEqual(
            todo["url"], f"/my/activities/{self.atelier.id}/shares/{self.first.id}"
        )
        self.assertIn("_get_share_todo", self._waiting())
        self._answer(self.first, "bruno")
        self.assertEqual(
            self.first.agreement_figures, {"percentage": "30.0000", "amount": "360.00"}
        )
        self.assertFalse(self.atelier._get_share_todo())
        self.assertEqual(self.quote.state, "draft")
        self._answer(self.second, "chloe")
        self.assertEqual(self.quote.state, "sent")
        self.assertTrue(self.quote.access_token)
        self.assertIn(self.amelie.partner_id, self._mails().recipient_ids)

    def _waiting(self):
        """Names of the methods of the home page that have something to tell."""
        self.env.flush_all()
        sources = self.atelier._get_todo_sources()
        return [
            read.__name__ for read, probe in sources if self.env.execute_query(probe)
        ]

    def test_other_reasons_hold_what_all_accept(self):
        self.studio.auto_post_limit = 500
        self.quote._caetic_submit()
        self.assertEqual(self.quote.caetic_approval_codes, ["amount", "share_pending"])
        self._accept_all()
        self.assertEqual(self.quote.state, "draft")
        self.assertEqual(self.quote.caetic_approval_codes, ["amount"])

    def test_a_cooperative_may_read_shared_quotes(self):
        self.company.caetic_staff_reads_shared = True
        self.quote._caetic_submit()
        self._accept_all()
        self.assertEqual(self.quote.caetic_approval_codes, ["shared"])

    def test_staff_may_open_it_and_its_invoices_ask(self):
        """As for invoices: staff decide; what nobody accepted is still asked."""
        self.quote._caetic_submit()
        self.quote.with_user(self.coordinator).action_caetic_approve()
        self.assertEqual(self.quote.state, "sent")
        with self.assertRaises(UserError):
            self._answer(self.first, "bruno")
        self.quote._validate_order()
        move = self.quote._caetic_invoice_stage(self.quote.caetic_stage_ids[0])
        self.assertEqual(
            move.caetic_share_ids.mapped("agreement_state"), ["proposed"] * 2
        )

    def test_a_refusal_gives_the_quote_back_with_its_reason(self):
        self.quote._caetic_submit()
        self._answer(self.second, "chloe", False, "C'était 25 %.")
        self.assertEqual(self.quote.caetic_approval_state, "refused")
        self.assertIn("C'était 25 %.", self.quote.caetic_refusal_reason)
        self.assertTrue(self.quote._portal_has_refused_share())
        titles = [one["title"] for one in self.studio._get_refused_quote_todo()]
        self.assertTrue(titles)

    def test_an_expired_quote_keeps_the_answers_and_stays(self):
        self.quote.validity_date = "2026-06-20"
        self.quote._caetic_submit()
        with freeze_time("2026-06-25"):
            self.env.invalidate_all()
            self._accept_all()
        self.assertEqual(self.quote.state, "draft")
        self.assertEqual(self.quote.caetic_approval_state, "submitted")
        self.assertEqual(self.second.agreement_state, "accepted")

    def test_changing_what_was_accepted_asks_again(self):
        """30 % of 1 200 was accepted: not of 1 000."""
        self.quote._caetic_submit()
        self._accept_all()
        self.quote._portal_withdraw()
        self.assertEqual(self.first.agreement_state, "accepted", "same figures")
        self.quote.order_line.price_unit = 1000
        self.assertEqual(self.first.agreement_state, "proposed")
        self.quote._caetic_submit()
        self.assertEqual(self.quote.state, "draft")

    def _save(self, changes):
        activity = self.studio.with_user(self.amelie.user_id)
        form = {**activity._portal_get_quote_form(self.quote), **changes}
        document, issues = invoicing.parse_invoice(form)
        reader = invoicing.Reader(form)
        typed = engine.parse_quote(reader)
        self.assertFalse(issues + reader.issues)
        return activity._portal_save_quote(document, typed, order=self.quote)

    def test_the_form_keeps_what_did_not_change(self):
        self.quote._caetic_submit()
        self._answer(self.first, "bruno")
        self._answer(self.second, "chloe", False, "25 %")
        self._save({"share-1-percentage": "25"})
        self.assertRecordValues(
            self.quote.caetic_share_ids,
            [
                {"percentage": 30, "agreement_state": "accepted"},
                {"percentage": 25, "agreement_state": "proposed"},
            ],
        )

    def test_the_form_takes_a_line_and_an_amount(self):
        self._save(
            {
                "share-0-percentage": "100",
                "share-0-line": "1",
                "share-1-percentage": "",
                "share-1-amount": "123,45",
                "line-1-label": "Photos",
                "line-1-quantity": "1",
                "line-1-price": "500",
                "line-1-kind": str(self.kind_service.id),
            }
        )
        photos = self.quote.order_line.filtered(lambda line: line.name == "Photos")
        self.assertRecordValues(
            self.quote.caetic_share_ids,
            [
                {"order_line_id": photos.id, "amount": 500},
                {"order_line_id": False, "amount": 123.45},
            ],
        )
        activity = self.studio.with_user(self.amelie.user_id)
        form = activity._portal_get_quote_form(self.quote)
        self.assertEqual(form["share-0-line"], "1")
        self.assertEqual(form["share-1-amount"], "123,45")

    def test_a_copy_proposes_the_same(self):
        line = self.quote.order_line
        self.first.write({"order_line_id": line.id})
        self.quote._caetic_submit()
        self._accept_all()
        copied = self.quote.with_user(self.amelie.user_id).sudo()._portal_duplicate()
        self.assertRecordValues(
            copied.caetic_share_ids,
            [
                {
                    "activity_id": self.atelier.id,
                    "percentage": 30,
                    "order_line_id": copied.order_line.id,
                    "agreement_state": "proposed",
                },
                {
                    "activity_id": self.canal.id,
                    "percentage": 20,
                    "order_line_id": False,
                    "agreement_state": "proposed",
                },
            ],
        )
        self.assertEqual(len(self.quote.caetic_share_ids), 2)

    def test_what_a_quote_cannot_share(self):
        shares = self.env["caetic.sale.share"]
        own = {"order_id": self.quote.id, "percentage": 10}
        with self.assertRaises(ValidationError):
            shares.create({**own, "activity_id": self.studio.id})
        with self.assertRaises(ValidationError):
            shares.create({**own, "activity_id": self.atelier.id, "percentage": 51})
        other = self._quote()
        line = {"order_line_id": other.order_line.id, "activity_id": self.atelier.id}
        with self.assertRaises(ValidationError):
            shares.create({**own, **line})
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            shares.create({"activity_id": self.atelier.id, "percentage": 10})
        self.quote.caetic_share_ids.unlink()
        self.quote._caetic_open()
        with self.assertRaises(ValidationError):
            shares.create({**own, "activity_id": self.atelier.id})


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestQuoteShareInvoices(QuoteShareCommon):
    def _sign(self, quote=None):
        quote = quote or self.quote
        quote._caetic_submit()
        self._accept_all(quote)
        self.assertEqual(quote.state, "sent")
        quote._validate_order()
        return quote

    def test_deposit_and_balance_carry_the_shares(self):
        """108 and 72 of 360, 252 and 168 of 840: 360 and 240 of 1 200."""
        deposit, balance = self._invoice_all(self._sign())
        self.assertEqual(self._amounts(deposit), {self.atelier: 108, self.canal: 72})
        self.assertEqual(self._amounts(balance), {self.atelier: 252, self.canal: 168})
        shares = (deposit | balance).caetic_share_ids
        self.assertEqual(set(shares.mapped("agreement_state")), {"accepted"})
        self.assertEqual(shares.mapped("agreement_user_id"), self._members())
        self.assertEqual(sum(shares.transfer_id.mapped("amount")), 600)
        transfers = shares.transfer_id
        self.assertEqual(transfers.activity_from_id, self.studio)

    def _members(self):
        return (self.bruno + self.chloe).user_id

    def test_available_as_the_customer_pays(self):
        """R428: 432 paid: 360 of sale, of which 108 and 72 go to the others."""
        deposit, balance = self._invoice_all(self._sign())
        self.assertEqual(self._money(), [0, 0, 0])
        self._pay(deposit, 432, "2026-06-15")
        self.assertEqual(self._money(), [180, 108, 72])
        self._pay(balance, 1008, "2026-06-15")
        self.assertEqual(self._money(), [600, 360, 240])

    def test_sums_are_those_of_the_quote_to_the_cent(self):
        """Three thirds of 100.01 EUR in three stages: nothing lost, nothing added."""
        quote = self._quote(
            [("Livret", 1, 100.01, self.kind_service, 0)],
            deposit=33.33,
            stages=[("Maquette", 33.33), ("Solde", 33.34)],
            caetic_share_ids=[
                Command.create({"activity_id": one.id, "percentage": 33.33})
                for one in (self.atelier, self.canal)
            ],
        )
        agreed = quote.caetic_share_ids.mapped("amount")
        self.assertEqual(agreed, [33.33, 33.33])
        moves = self._invoice_all(self._sign(quote))
        self.assertEqual(len(moves), 3)
        for share in quote.caetic_share_ids:
            brought = moves.caetic_share_ids.filtered(
                lambda one, share=share: one.quote_share_id == share
            )
            self.assertEqual(round(sum(brought.mapped("amount")), 2), share.amount)

    def test_a_line_and_an_amount(self):
        """All of a line of 500, and 170 EUR: the deposit of 30 % brings 150 and 51."""
        quote = self._quote(
            [
                ("Site web", 1, 1200, self.kind_service, 0),
                ("Photos", 1, 500, self.kind_service, 0),
            ]
        )
        self.env["caetic.sale.share"].create(
            [
                {
                    "order_id": quote.id,
                    "order_line_id": quote.order_line[1].id,
                    "activity_id": self.atelier.id,
                    "percentage": 100,
                },
                {
                    "order_id": quote.id,
                    "activity_id": self.canal.id,
                    "fixed_amount": 170,
                },
            ]
        )
        deposit, balance = self._invoice_all(self._sign(quote))
        self.assertEqual(self._amounts(deposit), {self.atelier: 150, self.canal: 51})
        self.assertEqual(self._amounts(balance), {self.atelier: 350, self.canal: 119})
        share = balance.caetic_share_ids[0]
        self.assertEqual(share.move_line_id.sale_line_ids, quote.order_line[1])
        self.assertEqual(share._get_label(), "Photos")
        self.assertEqual(deposit.caetic_share_ids[0]._get_label(), "Photos")

    def test_a_credit_note_takes_back_and_the_next_invoice_brings_again(self):
        quote = self._sign()
        stage = quote.caetic_stage_ids[0]
        deposit = quote._caetic_invoice_stage(stage)
        deposit.action_post()
        refund = deposit._reverse_moves([{}])
        self.assertEqual(self._amounts(refund), {self.atelier: 108, self.canal: 72})
        refund.action_post()
        back = refund.caetic_share_ids.transfer_id
        self.assertEqual(back.activity_to_id, self.studio)
        self.assertFalse(stage.move_id)
        moves = self._invoice_all(quote)
        self.assertEqual(
            [self._amounts(move) for move in moves],
            [
                {self.atelier: 108, self.canal: 72},
                {self.atelier: 252, self.canal: 168},
            ],
        )

    def test_a_discarded_draft_takes_nothing(self):
        quote = self._sign()
        move = quote._caetic_invoice_stage(quote.caetic_stage_ids[0])
        move.unlink()
        deposit, balance = self._invoice_all(quote)
        self.assertEqual(self._amounts(deposit)[self.atelier], 108)
        self.assertEqual(self._amounts(balance)[self.atelier], 252)

    def test_the_contribution_is_due_once(self):
        """R405: 10 % of what each keeps: 60 + 36 + 24 is 10 % of 1 200, not more."""
        deposit, balance = self._invoice_all(self._sign())
        self._pay(deposit, 432, "2026-06-15")
        self._pay(balance, 1008, "2026-06-15")
        self.env.flush_all()
        activities = (self.studio, self.atelier, self.canal)
        due = [one._get_statement().contribution_due.amount for one in activities]
        self.assertEqual([float(one) for one in due], [60, 36, 24])


@tagged("post_install", "-at_install", "together")
@freeze_time("2026-06-15 08:00:00")
class TestQuoteShareSecurity(QuoteShareCommon):
    def _visible(self, *members):
        shares = self.env["caetic.sale.share"]
        own = [("id", "=", self.first.id)]
        return [
            shares.with_user(member.user_id).search_count(own) for member in members
        ]

    def test_seen_by_both_sides_once_asked_and_by_no_third(self):
        people = (self.amelie, self.bruno, self.chloe)
        self.assertEqual(self._visible(*people), [1, 0, 0])
        self.quote._caetic_submit()
        self.assertEqual(self._visible(*people), [1, 1, 0])
        orders = self.env["sale.order"].with_user(self.bruno.user_id)
        self.assertFalse(orders.search_count([("id", "=", self.quote.id)]))
        own = self.atelier.with_user(self.bruno.user_id)
        self.assertFalse(own._portal_get_quote(self.quote.id))

    def test_nobody_answers_for_another(self):
        self.quote._caetic_submit()
        for user in (self.amelie.user_id, self.chloe.user_id, self.coordinator):
            with self.assertRaises(AccessError):
                self.first.with_user(user)._agreement_accept()
            with self.assertRaises(AccessError):
                self.atelier.with_user(user)._portal_answer_share(self.first.id, True)

    def test_staff_see_those_of_their_activities(self):
        shares = self.env["caetic.sale.share"]
        own = [("id", "=", self.first.id)]
        for user in (self.adviser, self.coordinator, self.accountant):
            found = shares.with_user(user).search_count(own)
            self.assertEqual(found, 1, msg=user.login)
        with self.assertRaises(AccessError):
            self.first.with_user(self.adviser).percentage = 5
        with self.assertRaises(AccessError):
            self.first.with_user(self.accountant).agreement_answer = "accepted"

    def test_the_customer_reads_no_share(self):
        fields = self.env["sale.order"].with_user(self.bruno.user_id).fields_get()
        self.assertNotIn("caetic_share_ids", fields)
