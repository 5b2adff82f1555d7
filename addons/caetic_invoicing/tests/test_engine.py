# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import doctest
import sys
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from .. import engine
from ..controllers import export, tables
from ..engine import customer_table, facturx, lines


@tagged("-at_install", "post_install")
class TestEngine(BaseCase):
    def test_examples_of_the_documentation(self):
        totals = sys.modules[engine.totals.__module__]
        for module in (
            lines,
            totals,
            facturx,
            export,
            customer_table,
            tables,
        ):
            self.assertEqual(doctest.testmod(module).failed, 0)

    def test_numbers_as_people_type_them(self):
        cases = {
            "1 234,50": "1234.50",
            "1\u202f234,5 €": "1234.5",
            "80.33": "80.33",
            "-5": "-5",
            "": None,
            "1e3": None,
            "0x10": None,
            "NaN": None,
            "Infinity": None,
            "1,2,3": None,
            "１２": None,
        }
        for text, expected in cases.items():
            value = engine.parse_decimal(text)
            self.assertEqual(value, expected and Decimal(expected), text)

    def test_customer_of_each_kind(self):
        raw = {
            "kind": "company",
            "name": " SARL  Cigale ",
            "siret": "732 829 320 00074",
            "vat": "fr 44 732829320",
            "street": "2 rue",
            "zip": "11000",
            "city": "Carcassonne",
        }
        customer, issues = engine.parse_customer(raw)
        self.assertEqual(issues, [])
        self.assertEqual(customer.siret, "73282932000074")
        self.assertEqual(customer.vat, "FR44732829320")
        self.assertEqual(customer.name, "SARL Cigale")
        person, issues = engine.parse_customer({**raw, "kind": "person"})
        self.assertEqual((person.siret, person.vat, issues), ("", "", []))

    def test_wrong_customers(self):
        good = {"name": "A", "street": "B", "zip": "11000", "city": "C"}
        cases = (
            ({"siret": "73282932000075"}, "siret", "siret_key"),
            ({"siret": "732829320"}, "siret", "siret_length"),
            ({"siret": "=1+1"}, "siret", "siret_length"),
            ({"vat": "FR00732829320"}, "vat", "vat"),
            ({"siret": "73282932000074", "vat": "FR23334175221"}, "vat", "vat_siren"),
            ({"email": "a@b"}, "email", "email"),
            ({"email": "a@b.fr, c@d.fr"}, "email", "email"),
            ({"zip": "1100"}, "zip", "zip"),
            ({"name": ""}, "name", "required"),
            ({"city": "x" * 65}, "city", "too_long"),
        )
        for data, field, code in cases:
            _customer, issues = engine.parse_customer({**good, **data})
            self.assertEqual([(i.field, i.code) for i in issues], [(field, code)])

    def test_la_poste_has_its_own_siret_rule(self):
        """Establishments of La Poste: the digits add up to a multiple of 5."""
        good = {"name": "A", "street": "B", "zip": "11000", "city": "C"}
        _customer, issues = engine.parse_customer({**good, "siret": "35600000009075"})
        self.assertEqual(issues, [])

    def test_invoice_rows(self):
        raw = {
            "customer": "7",
            "line-0-label": "A",
            "line-0-quantity": "2",
            "line-0-price": "0,125",
            "line-0-kind": "3",
            "line-4-label": "",
            "line-4-quantity": "1",
            "line-4-kind": "3",
            "line-5-account_id": "12",
            "unknown": "x",
        }
        invoice, issues = engine.parse_invoice(raw)
        self.assertEqual(issues, [])
        self.assertEqual(len(invoice.lines), 1)
        self.assertEqual(invoice.lines[0].price, Decimal("0.125"))

    def test_amounts_out_of_reach(self):
        raw = {
            "customer": "7",
            "line-0-label": "A",
            "line-0-quantity": "999999",
            "line-0-price": "9999999",
            "line-0-kind": "3",
        }
        _invoice, issues = engine.parse_invoice(raw)
        self.assertEqual(
            [(i.field, i.code) for i in issues], [("line-0-price", "too_big")]
        )

    def test_shares_add_up_to_a_hundred(self):
        raw = {"customer": "7", "line-0-label": "A", "line-0-price": "1"}
        raw |= {"line-0-quantity": "1", "line-0-kind": "3"}
        raw |= {"share-0-activity": "1", "share-0-percentage": "60"}
        raw |= {"share-1-activity": "1", "share-1-percentage": "41"}
        _invoice, issues = engine.parse_invoice(raw)
        self.assertEqual(
            [(i.field, i.code) for i in issues],
            [("share-1-activity", "twice"), ("share-1-percentage", "above_hundred")],
        )

    def test_totals_by_line_and_by_rate(self):
        line = engine.DraftLine(Decimal(1), Decimal("0.13"), Decimal(20))
        self.assertEqual(engine.totals([line] * 3)[1], Decimal("0.09"))
        self.assertEqual(engine.totals([line] * 3, per_line=False)[1], Decimal("0.08"))
        self.assertEqual(engine.to_rate(5.5), Decimal("5.5"))

    def test_mentions_by_customer_and_contract(self):
        person = engine.MentionFacts(to_company=False, vat_on_payment=True)
        self.assertEqual(engine.mentions(person), ("vat_on_payment",))
        company = engine.MentionFacts(
            to_company=True,
            is_cape=True,
            is_training=True,
            vat_reasons=frozenset({"training_exempt"}),
        )
        self.assertEqual(
            engine.mentions(company),
            ("training_exempt", "cape", "penalty", "recovery", "discount"),
        )

    def test_mentions_for_a_public_body(self):
        """CCP L2192-13 and D2192-35 in place of C. com. L441-10 and D441-5."""
        facts = engine.MentionFacts(to_company=True, to_public_body=True)
        self.assertEqual(
            engine.mentions(facts), ("public_penalty", "public_recovery", "discount")
        )

    def test_every_reason_to_wait(self):
        document = engine.Document(
            untaxed=Decimal(10),
            customer_country="BE",
            has_vat=False,
            has_address=False,
            is_backdated=True,
            is_shared=True,
            is_share_pending=True,
            is_training=True,
            has_training_number=False,
            has_coop_identity=False,
        )
        thresholds = engine.Thresholds(Decimal(5), True, True)
        self.assertEqual(
            engine.reasons(document, thresholds),
            (
                "amount",
                "address",
                "foreign",
                "vat",
                "training",
                "backdated",
                "shared",
                "share_pending",
                "identity",
            ),
        )
