# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Titles, texts, units and discounts: typed, shown, added up, printed, exported."""

import random
from decimal import Decimal

from lxml import etree

from odoo import fields
from odoo.tests import tagged

from .. import engine
from .common import InvoicingCommon
from .test_portal_invoices import PortalCase

RAM = (
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
)


@tagged("post_install", "-at_install")
class TestPortalLines(PortalCase):
    def _rich_form(self, **data):
        day = self.env.ref("uom.product_uom_day")
        return self._form(
            **{
                "line-0-type": "section",
                "line-0-label": "Lot 1 : le site",
                "line-1-type": "product",
                "line-1-label": "Intégration",
                "line-1-quantity": "2,5",
                "line-1-price": "400",
                "line-1-discount": "10",
                "line-1-unit": str(day.id),
                "line-1-kind": str(self.kind_service.id),
                "line-2-type": "note",
                "line-2-label": "Maquettes non comprises.\nVoir le devis.",
                **data,
            }
        )

    def _save(self, **data):
        response, _page = self._post("/invoices/new", **self._rich_form(**data))
        self.assertEqual(response.status_code, 303)
        domain = [("caetic_activity_id", "=", self.studio.id)]
        return self.env["account.move"].search(domain, order="id desc", limit=1)

    def test_titles_texts_units_and_discounts_become_a_draft(self):
        """2.5 days at EUR 400 less 10 %: 900, VAT 180."""
        move = self._save(do="check")
        title, sold, text = move.invoice_line_ids.sorted("sequence")
        self.assertEqual(title.display_type, "line_section")
        self.assertEqual(text.display_type, "line_note")
        self.assertEqual(text.name, "Maquettes non comprises.\nVoir le devis.")
        self.assertEqual(sold.product_uom_id, self.env.ref("uom.product_uom_day"))
        self.assertEqual((sold.discount, sold.price_subtotal), (10, 900))
        self.assertEqual(move.amount_total, 1080)
        self.assertFalse(title.account_id | text.account_id)
        response, _page = self._post(f"/invoices/{move.id}/submit")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(move.state, "posted")

    def test_a_draft_is_read_back_as_it_was_typed(self):
        move = self._save(do="save")
        _response, page = self._page(f"/invoices/{move.id}/edit")
        types = page.xpath("//input[contains(@name, '-type')]/@value")
        self.assertEqual(types, ["section", "product", "note"])
        typed = self._rich_form()
        for name in ("line-0-label", "line-1-discount", "line-1-quantity"):
            (node,) = page.xpath(f"//input[@name='{name}']")
            self.assertEqual(node.get("value"), typed[name])
        (unit,) = page.xpath("//select[@name='line-1-unit']/option[@selected]")
        self.assertEqual(unit.get("value"), typed["line-1-unit"])
        self.assertFalse(page.xpath("//*[@name='line-0-price']"))
        form = self.studio.with_user(self.amelie.user_id)._portal_get_form(move)
        response, _page = self._post(f"/invoices/{move.id}/edit", **form, do="save")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(move.amount_total, 1080)
        self.assertEqual(len(move.invoice_line_ids), 3)

    def test_rows_come_and_move_without_javascript(self):
        _response, page = self._post("/invoices/new", **self._form(do="add_section"))
        (title,) = page.xpath("//input[@name='line-1-label']")
        self.assertEqual(title.get("autofocus"), "autofocus")
        form = self._form(
            **{"line-1-type": "section", "line-1-label": "Lot 1", "do": "up_line-1"}
        )
        _response, page = self._post("/invoices/new", **form)
        self.assertEqual(page.xpath("//input[@name='line-0-label']/@value"), ["Lot 1"])
        self.assertEqual(
            page.xpath("//textarea[@name='line-1-label']")[0].text, "Site web"
        )

    def test_wrong_units_and_discounts_stay_in_the_form(self):
        gram = self.env.ref("uom.product_uom_gram")
        for name, value in (
            ("line-1-unit", str(gram.id)),
            ("line-1-unit", "999999"),
            ("line-1-discount", "101"),
            ("line-1-discount", "-5"),
        ):
            with self.subTest(field=name, value=value):
                response, page = self._post(
                    "/invoices/new", **self._rich_form(**{name: value, "do": "save"})
                )
                self.assertEqual(response.status_code, 422)
                self.assertTrue(self._error(page, name))
        self.assertFalse(self._count())

    def test_a_title_alone_is_no_invoice(self):
        response, page = self._post(
            "/invoices/new",
            **self._form(
                **{"line-0-type": "section", "line-0-price": "", "do": "save"}
            ),
        )
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='lines_error']"))

    def test_customers_see_them(self):
        move = self._save(do="save")
        html = move._portal_get_preview()
        text = " ".join(" ".join(etree.HTML(html).itertext()).split())
        for words in (
            "Lot 1 : le site",
            "Maquettes non comprises",
            "10,00 %",
            "900,00",
        ):
            self.assertIn(words, text)
        day = self.env.ref("uom.product_uom_day").with_context(lang="fr_FR")
        self.assertIn(day.name, text)

    def test_factur_x_has_units_and_exact_prices(self):
        """EN 16931: BT-130 unit, BT-148 gross, BT-147 discount, BT-146 net price."""
        month = self.env.ref("caetic_invoicing.uom_month")
        move = self._save(
            **{"line-1-unit": str(month.id), "line-1-price": "0,125", "do": "save"}
        )
        move.action_post()
        xml, errors = self.env["account.edi.xml.cii"]._export_invoice(move)
        self.assertFalse(errors)
        root = etree.fromstring(xml)
        (item,) = root.iterfind(f".//{{{RAM}}}IncludedSupplyChainTradeLineItem")
        quantity = item.find(f".//{{{RAM}}}BilledQuantity")
        self.assertEqual(quantity.get("unitCode"), "MON")
        amounts = [n.text for n in item.iterfind(f".//{{{RAM}}}ChargeAmount")]
        self.assertEqual(amounts, ["0.125", "0.1125"])
        (discount,) = item.iterfind(f".//{{{RAM}}}ActualAmount")
        self.assertEqual(discount.text, "0.0125")

    def test_rates_of_a_customer_for_the_script(self):
        kind = str(self.kind_service.id)
        for customer in (self.mairie.id, "", "x", "99999999999"):
            response, _page = self._page(f"/invoices/rates?customer={customer}")
            self.assertEqual(response.json()[kind][0], "20.0")
        other = f"/my/activities/{self.atelier.id}/invoices/rates"
        response = self.url_open(other, allow_redirects=False)
        self.assertEqual(response.status_code, 303)


@tagged("post_install", "-at_install")
class TestTotals(InvoicingCommon):
    """The form promises what the ledger says, whatever is typed."""

    @classmethod
    def _sign_contracts(cls):
        start = f"{fields.Date.today().year}-01-01"
        cls._create_contract(cls.amelie, start=start)

    def _random_lines(self, chance):
        kinds = (self.kind_service, self.kind_goods, self.kind_training)
        for row in range(chance.randint(1, 12)):
            yield engine.LineInput(
                row=row,
                label=f"Line {row}",
                quantity=Decimal(chance.randint(1, 3000)) / 100,
                price=Decimal(chance.randint(1, 9_999_999)) / 10_000,
                product_id=chance.choice(kinds).id,
                discount=Decimal(chance.choice((0, 0, 500, 1250, 3333, 9999))) / 100,
            )

    def _check_totals(self, customer, seeds):
        """Save drafts of lines drawn by chance; each has the totals of its form."""
        activity = self.studio.with_user(self.amelie.user_id)
        for seed in seeds:
            chance = random.Random(seed)  # noqa: S311 - the same lines each time
            lines = tuple(self._random_lines(chance))
            invoice, _issues = engine.parse_invoice({})
            invoice = engine.with_customer(invoice, customer.id)
            move = activity._portal_save_invoice(engine.with_lines(invoice, lines))
            expected = activity._portal_get_totals(lines, customer)
            found = (move.amount_untaxed, move.amount_tax, move.amount_total)
            with self.subTest(customer=customer.name, seed=seed):
                self.assertEqual(tuple(map(float, expected)), found)

    def test_totals_of_the_form_are_those_of_the_draft(self):
        reduced = self.env["account.chart.template"].ref("tva_intermediaire")
        reduced.active = True
        self.kind_goods.taxes_id = reduced
        for method in ("round_per_line", "round_globally"):
            self.company.tax_calculation_rounding_method = method
            self._check_totals(self.mairie, range(12))

    def test_customers_abroad_have_another_vat(self):
        for name, country, number in (
            ("Garriga SL", "es", "ESB12345674"),
            ("Fjord AS", "no", False),
            ("Acme Inc.", "us", False),
        ):
            customer = self._create_customer(
                self.studio,
                name=name,
                country_id=self.env.ref(f"base.{country}").id,
                vat=number,
                company_registry=False,
            )
            self._check_totals(customer, range(3))
