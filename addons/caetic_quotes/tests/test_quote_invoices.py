# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Deposits and balance add up to the quote that was signed, per VAT rate (R607)."""

from collections import Counter

from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import QuoteCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestQuoteInvoices(QuoteCommon):
    def test_forecast_counts_what_is_signed_and_not_invoiced(self):
        """R420: 30 % of 1 200 is 360, the balance 840; 840 once the deposit is."""
        quote = self._signed()
        self.assertEqual(self._get_hoped(), [360, 840])
        quote._caetic_invoice_stage(quote.caetic_stage_ids[0])
        self.assertEqual(self._get_hoped(), [840])

    def _get_hoped(self):
        months = self.studio.with_user(self.amelie.user_id)._get_forecast()
        flows = [flow for month in months for flow in month.flows]
        return [flow.amount for flow in flows if flow.kind == "quote"]

    def test_deposit_of_thirty_percent_then_the_balance(self):
        """1 200 excl. VAT: 360 + 72 of VAT first, 840 + 168 afterwards."""
        quote = self._signed()
        self.assertEqual(quote.caetic_quote_state, "signed")
        deposit, balance = self._invoice_all(quote)
        self.assertRecordValues(
            deposit | balance,
            [
                {"amount_untaxed": 360, "amount_tax": 72, "amount_total": 432},
                {"amount_untaxed": 840, "amount_tax": 168, "amount_total": 1008},
            ],
        )
        self.assertEqual(quote.caetic_quote_state, "invoiced")
        sold = deposit.invoice_line_ids.filtered(lambda line: line.product_id)
        self.assertFalse(sold)
        accounts = deposit.invoice_line_ids.account_id.mapped("code")
        self.assertEqual([code[:4] for code in accounts], ["4191"])
        given_back = balance.invoice_line_ids.filtered("is_downpayment")
        given_back = given_back.filtered(lambda line: line.display_type == "product")
        self.assertEqual(given_back.account_id, deposit.invoice_line_ids.account_id)
        self.assertEqual(sum(given_back.mapped("balance")), 360)

    def test_invoices_are_the_activitys(self):
        moves = self._invoice_all(self._signed())
        self.assertEqual(moves.caetic_activity_id, self.studio)
        lines = moves.invoice_line_ids.filtered(lambda x: x.display_type == "product")
        distribution = self.studio._get_distribution()
        for line in lines:
            self.assertEqual(line.analytic_distribution, distribution)
            self.assertEqual(line.caetic_activity_id, self.studio)
        self.assertEqual(moves.mapped("invoice_user_id"), self.adviser)
        journal = self.env["account.move"]._get_sale_journal(self.company)
        self.assertEqual(moves.journal_id, journal)

    def test_available_follows_what_the_customer_pays(self):
        """432 paid: 360 of sale; 1 008 more: 1 200 in all."""
        deposit, balance = self._invoice_all(self._signed())
        self._pay(deposit, 432, "2026-06-15")
        self.env.flush_all()
        self.assertEqual(float(self.studio._get_statement().terms.sale), 360)
        self._pay(balance, 1008, "2026-06-15")
        self.env.flush_all()
        self.assertEqual(float(self.studio._get_statement().terms.sale), 1200)

    def test_mixed_rates_and_discounts_add_up_to_the_cent(self):
        service, goods = self.kind_service, self.kind_goods
        training = self.kind_training
        ten = self.env["account.tax"].create(
            {
                "name": "10 % de service",
                "amount": 10,
                "type_tax_use": "sale",
                "tax_group_id": service.taxes_id[:1].tax_group_id.id,
                "company_id": self.company.id,
            }
        )
        reduced = service.copy({"taxes_id": [Command.set(ten.ids)]})
        mixes = [
            ([("A", 3, 33.33, service, 0)], 30, ()),
            ([("A", 1, 0.05, service, 0)], 33.33, ()),
            ([("A", 7, 19.99, service, 12.5), ("B", 1, 0.01, reduced, 0)], 17.3, ()),
            ([("A", 1.5, 333.335, service, 0), ("B", 2, 99.99, training, 5)], 25, ()),
            (
                [
                    ("A", 11, 7.77, service, 33.33),
                    ("B", 13, 3.33, reduced, 0),
                    ("C", 1, 1000.01, training, 0),
                    ("D", 9, 9.99, goods, 10),
                ],
                33.33,
                (("Maquette", 33.33), ("Livraison", 33.34)),
            ),
            ([("A", 1, 100, service, 0)], 0, (("Un", 50), ("Deux", 25), ("Fin", 25))),
        ]
        for method in ("round_globally", "round_per_line"):
            self.company.tax_calculation_rounding_method = method
            for lines, deposit, stages in mixes:
                with self.subTest(method=method, lines=lines, deposit=deposit):
                    quote = self._signed(lines, deposit, stages)
                    moves = self._invoice_all(quote)
                    self.assertEqual(len(moves), len(quote.caetic_stage_ids))
                    self._check_sums(quote, moves)

    def _check_sums(self, quote, moves):
        cents = quote.currency_id.round
        for name in ("amount_untaxed", "amount_tax", "amount_total"):
            self.assertEqual(cents(sum(moves.mapped(name))), quote[name], name)
        got = Counter()
        for line in moves.line_ids.filtered("tax_line_id"):
            got[line.tax_line_id.tax_group_id.id] -= round(line.balance * 100)
        wanted = Counter(
            {
                group["id"]: round(group["tax_amount_currency"] * 100)
                for subtotal in quote.tax_totals["subtotals"]
                for group in subtotal["tax_groups"]
            }
        )
        self.assertEqual(+got, +wanted, "VAT per rate, in cents")
        for stage in quote.caetic_stage_ids:
            self.assertEqual(stage.amount, stage.move_id.amount_total, "as announced")

    def test_deposit_says_what_it_is(self):
        deposit, balance = self._invoice_all(self._signed())
        self.assertTrue(deposit._caetic_is_deposit())
        self.assertFalse(balance._caetic_is_deposit())
        self.assertIn("30 %", deposit.invoice_line_ids.name)
        self.assertIn(deposit.caetic_quote_id.name, deposit.narration)
        self.assertEqual(deposit.caetic_approval_state, "approved")

    def test_deposit_of_a_training_keeps_its_mentions(self):
        """R619: exempt training, on the deposit as on the balance."""
        self.company.caetic_training_number = "76110000011"
        quote = self._signed([("Formation", 1, 900, self.kind_training, 0)])
        deposit, _balance = self._invoice_all(quote)
        codes = [code for code, _text in deposit._caetic_get_mentions()]
        self.assertIn("training_exempt", codes)
        self.assertEqual(deposit.amount_tax, 0)

    def test_one_at_a_time(self):
        quote = self._signed()
        first, last = quote.caetic_stage_ids
        move = quote._caetic_invoice_stage(first)
        with self.assertRaises(UserError):
            quote._caetic_invoice_stage(last)
        with self.assertRaises(UserError):
            quote._caetic_invoice_stage(first)
        move.unlink()
        self.assertFalse(quote.order_line.filtered("is_downpayment").invoice_lines)
        self._invoice_all(quote)
        self.assertEqual(quote.caetic_quote_state, "invoiced")

    def test_only_what_is_signed_is_invoiced(self):
        quote = self._quote()
        with self.assertRaises(UserError):
            quote._caetic_invoice_stage(quote.caetic_stage_ids[:1])

    def test_credited_deposit_is_invoiced_again(self):
        quote = self._signed()
        stage = quote.caetic_stage_ids[:1]
        move = quote._caetic_invoice_stage(stage)
        move.action_post()
        refund = move._reverse_moves()
        refund.action_post()
        self.assertFalse(stage.move_id)
        moves = self._invoice_all(quote)
        self.assertEqual(moves.mapped("amount_total"), [432, 1008])

    def test_order_with_a_deposit_needs_a_credit_note(self):
        quote = self._signed()
        move = quote._caetic_invoice_stage(quote.caetic_stage_ids[:1])
        move.action_post()
        with self.assertRaisesRegex(UserError, move.name):
            quote._action_cancel()
        move._reverse_moves().action_post()
        quote._action_cancel()
        self.assertEqual(quote.caetic_quote_state, "withdrawn")

    def test_schedule_is_whole(self):
        with self.assertRaises(ValidationError):
            self._quote(deposit=30, stages=[("Un", 30), ("Deux", 30)])

    def test_orders_of_the_structure_stay_odoos(self):
        """An order without activity: Odoo's name, note and journal."""
        orders_sudo = self.env["sale.order"].sudo()
        order = orders_sudo.create({"partner_id": self.mairie.id})
        self.assertFalse(order.caetic_quote_state)
        self.assertFalse(order.name.startswith("DEV-"))
        order.state = "sent"
        self.assertTrue(order._caetic_is_open())
        self.assertEqual(
            order._get_name_portal_content_view(), "sale.sale_order_portal_content"
        )

    def test_xml_of_deposit_and_balance(self):
        """UNTDID 1001: 386 is a prepayment; French process S4 deducts deposits."""
        deposit, balance = self._invoice_all(self._signed())
        self.assertEqual(self._read_xml(deposit), ("386", "S1", "360.00", "432.00"))
        self.assertEqual(self._read_xml(balance), ("380", "S4", "840.00", "1008.00"))

    def _read_xml(self, move):
        xml, errors = self.env["account.edi.xml.cii"]._export_invoice(move)
        self.assertFalse(errors)
        root = etree.fromstring(xml)
        context = "{*}BusinessProcessSpecifiedDocumentContextParameter/{*}ID"
        return (
            root.findtext("{*}ExchangedDocument/{*}TypeCode"),
            root.findtext(f".//{context}"),
            root.findtext(".//{*}TaxBasisTotalAmount"),
            root.findtext(".//{*}GrandTotalAmount"),
        )
