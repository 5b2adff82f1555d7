# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Bills of suppliers abroad: taken, marked, the tax that the buyer owes proposed."""

from odoo.tests import tagged

from .. import engine
from .common import PurchasesCommon

# A number that passes the check of German numbers.
GERMAN = "DE136695976"


@tagged("post_install", "-at_install")
class TestAbroad(PurchasesCommon):
    def _buy(self, country, kind=None, rate="0", vat="", **changes):
        line = ("Serveurs", kind or self.hosting, rate, "100", vat)
        return self._send(lines=[line], siren="", country=country, **changes)

    def _vat(self, move):
        lines = move.line_ids.filtered("tax_line_id")
        return sorted(lines.mapped("balance"))

    def test_a_service_of_the_union(self):
        """CGI art. 283-2: 20 EUR owed and deducted, 100 EUR to pay, 100 EUR of cost."""
        bill = self._buy("DE", name="Rechenzentrum", vat_number=GERMAN)
        self.assertEqual(
            (bill.partner_id.country_id.code, bill.partner_id.vat), ("DE", GERMAN)
        )
        chart = self.env["account.chart.template"].with_company(self.company)
        self.assertEqual(
            bill.fiscal_position_id, chart.ref("fiscal_position_template_intraeub2b")
        )
        self.assertEqual(bill.amount_total, 100)
        self.assertEqual(self._vat(bill), [-20, 20])
        self.assertIn("283-2", bill.caetic_purchase_reasons)
        bill.with_user(self.coordinator).action_caetic_purchase_approve()
        self.assertEqual((bill.state, bill.amount_total), ("posted", 100))
        self.assertEqual(bill.caetic_part_ids.cost, 100)

    def test_a_service_from_outside(self):
        """CGI art. 283-1: the buyer owes the VAT."""
        bill = self._buy("US", name="Cloud Inc.")
        self.assertEqual((bill.amount_total, self._vat(bill)), (100, [-20, 20]))
        self.assertIn("283-1", bill.caetic_purchase_reasons)

    def test_goods_of_the_union_and_from_outside(self):
        for country, number in (("DE", GERMAN), ("US", "")):
            bill = self._buy(
                country,
                self.office,
                name=f"Papier {country}",
                reference=country,
                vat_number=number,
            )
            self.assertEqual((bill.amount_total, self._vat(bill)), (100, [-20, 20]))

    def test_cut_between_activities_it_stays_what_it_is(self):
        bill = self._buy("DE", name="Rechenzentrum", vat_number=GERMAN)
        shares = self._shares((self.studio, 60), (self.atelier, 40))
        bill.with_user(self.coordinator)._caetic_assign(shares, product=self.hosting)
        self.assertEqual((bill.amount_total, self._vat(bill)), (100, [-20, 20]))
        self.assertEqual(sorted(bill.caetic_part_ids.mapped("cost")), [40, 60])

    def test_without_its_number_it_is_asked_for(self):
        bill = self._buy("DE", name="Rechenzentrum")
        self.assertEqual(len(bill.caetic_purchase_reasons.splitlines()), 2)

    def test_what_cannot_be_deducted_has_no_tax(self):
        """A train ticket abroad: its price is its cost (CGI ann. II art. 206)."""
        bill = self._buy("DE", self.travel, name="Bahn", vat_number=GERMAN)
        self.assertEqual((bill.amount_total, self._vat(bill)), (100, []))

    def test_in_france_nothing_changes(self):
        bill = self._send()
        self.assertEqual(self._vat(bill), [20])
        self.assertFalse(bill.caetic_purchase_reasons)

    def test_the_second_bill_finds_the_supplier(self):
        first = self._buy("DE", name="Rechenzentrum", vat_number=GERMAN)
        second = self._buy("DE", name="RZ", vat_number=GERMAN, reference="2")
        self.assertEqual(first.partner_id, second.partner_id)

    def test_numbers_that_are_refused(self):
        own = self.studio.with_user(self.amelie.user_id)
        rates = own._portal_get_purchase_rates()
        for changes, field in (
            ({"vat_number": "DE123"}, "vat_number"),
            ({"vat_number": GERMAN, "country": "BE"}, "vat_number"),
        ):
            _bill, issues = engine.parse_bill(self._form(siren="", **changes), rates)
            self.assertEqual([one.field for one in issues], [field])
        bill, issues = engine.parse_bill(self._form(siren="", country="XX"), rates)
        self.assertFalse(issues)
        move = self._send(reference="other")
        [issue] = own._portal_check_purchase_form(bill, move)
        self.assertEqual(issue.field, "country")

    def test_the_number_says_the_country(self):
        form = self._form(siren="", vat_number="de 136 695 976")
        own = self.studio.with_user(self.amelie.user_id)
        bill, _issues = engine.parse_bill(form, own._portal_get_purchase_rates())
        self.assertEqual((bill.country, bill.vat_number), ("DE", GERMAN))
