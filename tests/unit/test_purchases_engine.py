# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Suppliers' bills: what is typed, how it is split, for whom it is."""

from datetime import date
from decimal import Decimal

import pytest
from caetic_members_engine import allocate
from caetic_purchases_engine import (
    References,
    Share,
    SplitError,
    cost_of,
    find_code,
    parse_bill,
    read_references,
    split,
)
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

RATES = (Decimal(20), Decimal(10), Decimal("5.5"), Decimal("2.1"), Decimal(0))
EUROS = st.integers(-10_000_000, 10_000_000).map(lambda n: Decimal(n).scaleb(-2))
FORM = {
    "supplier": "new",
    "name": "  OVH SAS ",
    "siren": "424 761 419",
    "date": "2026-03-14",
    "reference": "FR-2026/118",
    "paid": "coop",
    "line-0-label": "Hébergement",
    "line-0-kind": "7",
    "line-0-rate": "20",
    "line-0-untaxed": "100,00",
    "line-0-vat": "20,00",
}


def parse(**changes):
    bill, issues = parse_bill({**FORM, **changes}, RATES)
    return bill, {issue.field: issue.code for issue in issues}


class TestBill:
    def test_a_whole_bill(self):
        bill, issues = parse()
        assert not issues
        assert (bill.supplier_id, bill.supplier_name) == (0, "OVH SAS")
        assert bill.siren == "424761419"
        assert bill.date == date(2026, 3, 14)
        assert bill.total == Decimal("120.00")
        assert not bill.advanced
        assert not bill.is_refund

    def test_vat_follows_the_rate_when_left_out(self):
        bill, issues = parse(**{"line-0-rate": "5.5", "line-0-vat": ""})
        assert not issues
        assert bill.lines[0].vat == Decimal("5.50")

    def test_a_supplier_rounds_its_own_way_not_another_rate(self):
        assert parse(**{"line-0-vat": "20,04"})[0].lines[0].vat == Decimal("20.04")
        assert parse(**{"line-0-vat": "10,00"})[1] == {"line-0-vat": "vat"}

    @pytest.mark.parametrize(
        ("change", "issue"),
        [
            ({"supplier": ""}, {"supplier": "required"}),
            ({"supplier": "x"}, {"supplier": "unknown"}),
            ({"name": ""}, {"name": "required"}),
            ({"siren": "424761418"}, {"siren": "siren"}),
            ({"date": "31/02/2026"}, {"date": "date"}),
            ({"reference": ""}, {"reference": "required"}),
            ({"line-0-untaxed": "abc"}, {"line-0-untaxed": "number"}),
            ({"line-0-untaxed": "-5"}, {"line-0-untaxed": "negative"}),
            ({"line-0-untaxed": "0"}, {"line-0-untaxed": "positive"}),
            ({"line-0-untaxed": "1,005"}, {"line-0-untaxed": "places"}),
            ({"line-0-untaxed": "1000001"}, {"line-0-untaxed": "too_big"}),
            ({"line-0-rate": "19,6"}, {"line-0-rate": "unknown"}),
            ({"line-0-kind": ""}, {"line-0-kind": "required"}),
        ],
    )
    def test_what_is_refused_and_where(self, change, issue):
        assert parse(**change)[1] == issue

    def test_a_bill_without_lines(self):
        raw = {key: text for key, text in FORM.items() if not key.startswith("line")}
        _bill, issues = parse_bill(raw, RATES)
        assert [(one.field, one.code) for one in issues] == [("lines", "no_lines")]

    def test_account_and_tax_are_never_read(self):
        forged = {"account_id": "1", "line-0-account": "2", "tax_ids": "3"}
        assert parse(**forged)[0] == parse()[0]

    def test_vat_that_cannot_be_deducted_is_a_cost(self):
        """R413, CGI ann. II art. 206: a bill of 120 at 20 % costs 100 or 120."""
        amounts = (Decimal(100), Decimal(20))
        assert cost_of(*amounts, deductible=True) == 100
        assert cost_of(*amounts, deductible=False) == 120


class TestSplit:
    @given(
        EUROS,
        st.lists(st.integers(1, 10_000), min_size=1, max_size=12),
    )
    def test_parts_add_up_and_stay_within_a_cent(self, total, weights):
        parts = allocate(total, {key: Decimal(one) for key, one in enumerate(weights)})
        assert sum(parts.values()) == total
        for key, part in parts.items():
            exact = total * weights[key] / sum(weights)
            assert abs(part - exact) < Decimal("0.01")
            assert part * total >= 0

    @given(st.lists(EUROS, min_size=1, max_size=8), st.integers(1, 9_999))
    def test_a_split_bill_keeps_its_total(self, amounts, hundredths):
        first = Decimal(hundredths).scaleb(-2)
        shares = [Share(1, first), Share(2, 100 - first)]
        lines = dict(enumerate(amounts))
        result = split(lines, shares)
        assert {line: sum(parts.values()) for line, parts in result.items()} == lines

    def test_three_thirds(self):
        """100.00 in three: 33.34 + 33.33 + 33.33."""
        third = Decimal("33.33")
        shares = [Share(1, Decimal("33.34")), Share(2, third), Share(3, third)]
        parts = split({"a": Decimal("100.00")}, shares)["a"]
        assert list(parts.values()) == [Decimal("33.34"), third, third]

    def test_a_line_of_its_own(self):
        shares = [
            Share(1, Decimal(100), "licence"),
            Share(1, Decimal(60)),
            Share(2, Decimal(40)),
        ]
        lines = {"licence": Decimal("49.90"), "server": Decimal("10.01")}
        assert split(lines, shares) == {
            "licence": {1: Decimal("49.90")},
            "server": {1: Decimal("6.01"), 2: Decimal("4.00")},
        }

    def test_no_empty_line_is_made(self):
        shares = [Share(1, Decimal("99.99")), Share(2, Decimal("0.01"))]
        assert split({"a": Decimal("1.00")}, shares) == {"a": {1: Decimal("1.00")}}

    @pytest.mark.parametrize(
        ("shares", "code"),
        [
            ([Share(1, Decimal(60)), Share(2, Decimal(30))], "not_whole"),
            ([Share(1, Decimal(110)), Share(2, Decimal(-10))], "not_whole"),
            ([Share(1, Decimal(50)), Share(1, Decimal(50))], "twice"),
            ([Share(1, Decimal(100), "other")], "no_share"),
            ([], "no_share"),
        ],
    )
    def test_what_is_refused(self, shares, code):
        with pytest.raises(SplitError) as error:
            split({"a": Decimal(10)}, shares)
        assert error.value.code == code


CII = """<rsm:CrossIndustryInvoice xmlns:rsm="urn:rsm" xmlns:ram="urn:ram">
<ram:ApplicableHeaderTradeAgreement>
<ram:BuyerReference>{buyer}</ram:BuyerReference>
<ram:BuyerTradeParty><ram:URIUniversalCommunication><ram:URIID>{address}</ram:URIID>
</ram:URIUniversalCommunication></ram:BuyerTradeParty>
<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>{order}</ram:IssuerAssignedID>
</ram:BuyerOrderReferencedDocument></ram:ApplicableHeaderTradeAgreement>
</rsm:CrossIndustryInvoice>"""
UBL = """<Invoice xmlns="urn:ubl"><BuyerReference>{buyer}</BuyerReference>
<OrderReference><ID>{order}</ID></OrderReference>
<AccountingCustomerParty><Party><EndpointID>{address}</EndpointID></Party>
</AccountingCustomerParty></Invoice>"""


class TestReferences:
    @pytest.mark.parametrize("text", [CII, UBL])
    def test_both_syntaxes(self, text):
        """R611: order (BT-13), reference (BT-10), electronic address (BT-49)."""
        said = {"order": "BC 12", "buyer": "A0012", "address": "334175221_A0012"}
        tree = etree.fromstring(text.format(**said))
        assert read_references(tree) == References(**said)

    def test_an_invoice_that_says_nothing(self):
        assert read_references(etree.fromstring("<Invoice/>")) == References()

    @pytest.mark.parametrize(
        ("references", "found"),
        [
            (References(order="A0012"), ("order", "A0012")),
            (References(order="cmd a0012 du 3/4"), ("order", "A0012")),
            (References(buyer="A0013", order="xx"), ("buyer", "A0013")),
            (
                References(address="334175221_33417522101010_A0013"),
                ("address", "A0013"),
            ),
            (References(order="A0012 et A0013"), ("", "")),
            (References(order="BA00123"), ("", "")),
            (References(), ("", "")),
        ],
    )
    def test_the_activity_that_is_named(self, references, found):
        assert find_code(references, ["A0012", "A0013"]) == found
