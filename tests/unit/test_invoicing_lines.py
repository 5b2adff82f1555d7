# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Lines of a document: read as typed, added up as the ledger does."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from caetic_invoicing_engine.lines import change_rows, fill_row, read_lines, rows_of
from caetic_invoicing_engine.totals import DraftLine, totals
from caetic_members_engine import Reader
from hypothesis import given, settings
from hypothesis import strategies as st

RATES = [Decimal(rate) for rate in ("0", "2.1", "5.5", "8.5", "10", "20")]


def decimals(low, high, places):
    return st.decimals(low, high, places=places, allow_nan=False)


LINES = st.lists(
    st.builds(
        DraftLine,
        quantity=decimals("0.01", "500", 2),
        price=decimals("0.0001", "5000", 4),
        rate=st.sampled_from(RATES),
        discount=decimals("0", "100", 2),
        tax=st.sampled_from(["a", "b"]),
    ),
    max_size=20,
)


def half_up(value):
    """Round a Fraction of euros to the cent: the arithmetic of schools, no Decimal."""
    return Decimal(int(value * 100 + Fraction(1, 2))) / 100


def base_of(line):
    kept = 1 - Fraction(line.discount) / 100
    return Fraction(line.quantity) * Fraction(line.price) * kept


@settings(max_examples=300)
@given(LINES)
def test_line_by_line(lines):
    bases = [half_up(base_of(line)) for line in lines]
    taxes = [
        half_up(Fraction(base) * Fraction(line.rate) / 100)
        for base, line in zip(bases, lines, strict=True)
    ]
    expected = (sum(bases), sum(taxes), sum(bases) + sum(taxes))
    assert totals(lines) == expected


@settings(max_examples=300)
@given(LINES)
def test_tax_by_tax(lines):
    untaxed = half_up(sum(map(base_of, lines), Fraction(0)))
    vat = Decimal(0)
    for key in {(line.rate, line.tax) for line in lines}:
        base = sum(base_of(one) for one in lines if (one.rate, one.tax) == key)
        vat += half_up(base * Fraction(key[0]) / 100)
    assert totals(lines, per_line=False) == (untaxed, vat, untaxed + vat)


@given(LINES)
def test_every_total_is_in_cents_and_adds_up(lines):
    for per_line in (True, False):
        untaxed, vat, total = totals(lines, per_line)
        assert untaxed + vat == total
        for amount in (untaxed, vat, total):
            cents = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
            assert amount == cents >= 0


def test_a_discount_of_all_is_free():
    line = DraftLine(Decimal(3), Decimal(100), Decimal(20), Decimal(100))
    assert totals([line]) == (0, 0, 0)


def test_three_tenths_of_a_cent_make_one_when_added_at_once():
    """3 x 0.004: nothing line by line, one cent at once; as Odoo's two methods do."""
    line = DraftLine(Decimal(1), Decimal("0.004"), Decimal(0))
    assert totals([line] * 3)[0] == Decimal("0.00")
    assert totals([line] * 3, per_line=False)[0] == Decimal("0.01")


FORM = {
    "line-0-type": "section",
    "line-0-label": "Lot 1",
    "line-1-label": "Site",
    "line-1-quantity": "2,5",
    "line-1-price": "400",
    "line-1-kind": "3",
    "line-1-unit": "7",
    "line-1-discount": "12,5",
    "line-2-type": "note",
    "line-2-label": "Deux\nlignes",
    "line-3-label": "",
}


def read(**more):
    reader = Reader({**FORM, **more})
    lines = read_lines(reader)
    return lines, [(issue.field, issue.code) for issue in reader.issues]


def test_titles_and_texts_have_a_label_and_nothing_else():
    lines, issues = read()
    assert issues == []
    section, sold, note = lines
    assert (section.kind_of_line, section.label, section.price) == (
        "section",
        "Lot 1",
        0,
    )
    assert (sold.unit, sold.discount, sold.is_product) == (7, Decimal("12.5"), True)
    assert (note.kind_of_line, note.label) == ("note", "Deux\nlignes")


def test_titles_alone_sell_nothing():
    reader = Reader({"line-0-type": "section", "line-0-label": "Lot 1"})
    read_lines(reader)
    assert [(i.field, i.code) for i in reader.issues] == [("lines", "no_lines")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("line-1-discount", "-1", "percentage"),
        ("line-1-discount", "100,01", "percentage"),
        ("line-1-discount", "12,345", "places"),
        ("line-1-discount", "NaN", "percentage"),
        ("line-1-unit", "x", "unknown"),
        ("line-0-label", "x" * 201, "too_long"),
        ("line-2-label", "x" * 1001, "too_long"),
    ],
)
def test_wrong_values_are_refused_beside_their_field(field, value, code):
    _lines, issues = read(**{field: value})
    assert issues == [(field, code)]


def test_an_unknown_sort_of_line_is_one_that_sells():
    lines, issues = read(**{"line-1-type": "line_section"})
    assert issues == []
    assert lines[1].is_product


def test_rows_are_added_moved_and_removed():
    form = change_rows(FORM, "add_note")
    assert (form["line-4-type"], rows_of(form, "line")) == ("note", [0, 1, 2, 3, 4])
    form = change_rows(FORM, "up_line-1")
    assert (form["line-0-label"], form["line-1-type"]) == ("Site", "section")
    assert form["line-0-price"] == "400"
    assert rows_of(change_rows(FORM, "remove_line-1"), "line") == [0, 2, 3]


@pytest.mark.parametrize(
    "act", ["up_line-0", "up_line-9", "up_line-x", "up_", "add_", "add_user", "x", "up"]
)
def test_unknown_acts_change_nothing(act):
    assert change_rows(FORM, act) == FORM


def test_an_item_takes_the_empty_line_and_no_title():
    item = {"label": "Logo", "type": "product"}
    assert fill_row({"line-0-label": ""}, item)["line-0-label"] == "Logo"
    title = {"line-0-label": "", "line-0-type": "section"}
    assert fill_row(title, item)["line-1-label"] == "Logo"
    assert fill_row(FORM, item)["line-3-label"] == "Logo"
    assert rows_of(fill_row(change_rows(FORM, "add_note"), item), "line")[-1] == 5


def test_rows_have_a_limit():
    full = {f"line-{row}-label": "" for row in range(100)}
    assert change_rows(full, "add_line") == full
    assert change_rows({"line-999-label": "a"}, "add_line") == {"line-999-label": "a"}
