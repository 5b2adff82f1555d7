# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""R427: shares as they are typed on the form of a document."""

from decimal import Decimal

import caetic_invoicing_engine as engine
import pytest

LINES = {
    "customer": "7",
    "line-0-label": "Site",
    "line-0-quantity": "1",
    "line-0-price": "1000",
    "line-0-kind": "3",
    "line-1-label": "Option",
    "line-1-type": "note",
    "line-2-label": "Photos",
    "line-2-quantity": "3",
    "line-2-price": "33,33",
    "line-2-discount": "10",
    "line-2-kind": "3",
}


def parse(**shares):
    typed = {f"share-{key.replace('_', '-')}": text for key, text in shares.items()}
    invoice, issues = engine.parse_invoice({**LINES, **typed})
    return invoice, [(issue.field, issue.code) for issue in issues]


def test_each_way():
    invoice, issues = parse(
        **{
            "0_activity": "5",
            "0_percentage": "33,33",
            "1_activity": "6",
            "1_line": "2",
            "1_percentage": "50",
            "2_activity": "7",
            "2_amount": "12,5",
        }
    )
    assert issues == []
    assert invoice.shares == (
        engine.ShareInput(0, 5, percentage=Decimal("33.33")),
        engine.ShareInput(1, 6, percentage=Decimal(50), line=2),
        engine.ShareInput(2, 7, amount=Decimal("12.5")),
    )


def test_what_goes_to_others():
    """3 x 33,33 less 10 % is 89,99 (89,991): half is 44,995, and 30 % of 1 089,99.

    That is 326,997: with 44,995 and what is left, the cents go where they are nearest.
    """
    invoice, _issues = parse(
        **{"0_activity": "6", "0_line": "2", "0_percentage": "50"},
        **{"1_activity": "5", "1_percentage": "30"},
    )
    assert engine.given(invoice.lines, invoice.shares) == Decimal("371.99")
    assert engine.given(invoice.lines, ()) == 0


def test_empty_rows_are_nothing():
    invoice, issues = parse(**{"0_activity": "", "0_percentage": " ", "0_line": "2"})
    assert (invoice.shares, issues) == ((), [])


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"0_activity": "5"}, [("share-0-percentage", "required")]),
        ({"0_percentage": "5"}, [("share-0-activity", "required")]),
        (
            {"0_activity": "5", "0_percentage": "5", "0_amount": "5"},
            [("share-0-amount", "one_way")],
        ),
        (
            {"0_activity": "5", "0_percentage": "5", "0_line": "1"},
            [("share-0-line", "unknown")],
        ),
        (
            {"0_activity": "5", "0_amount": "1089,99", "1_activity": "6"}
            | {"1_percentage": "0,01"},
            [("share-1-percentage", "above_hundred")],
        ),
        (
            {"0_activity": "5", "0_amount": "90", "0_line": "2"},
            [("share-0-amount", "above_hundred")],
        ),
        (
            {"0_activity": "5", "0_percentage": "5", "1_activity": "5"}
            | {"1_amount": "5"},
            [("share-1-activity", "twice")],
        ),
    ],
)
def test_refused_beside_its_field(shares, expected):
    assert parse(**shares)[1] == expected


def test_a_share_follows_its_line():
    form = {**LINES, "share-0-line": "2", "share-1-line": "0", "share-2-line": ""}
    moved = engine.change_rows(form, "up_line-2")
    assert moved["line-1-label"] == "Photos"
    assert moved["share-0-line"] == "1"
    assert (moved["share-1-line"], moved["share-2-line"]) == ("0", "")


CONVENTION = {
    "name": "Sites à trois",
    "share-0-activity": "5",
    "share-0-percentage": "30",
}


def test_a_convention():
    convention, issues = engine.parse_convention(
        {**CONVENTION, "start": "2026-06-01", "end": "2026-12-31"}
    )
    assert issues == []
    assert convention.parts == (engine.ShareInput(0, 5, percentage=Decimal(30)),)
    assert (convention.end - convention.start).days == 213


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": " "}, ("name", "required")),
        ({"name": "x" * 121}, ("name", "too_long")),
        ({"start": "2026-06-02", "end": "2026-06-01"}, ("end", "before_start")),
        (
            {"share-0-percentage": "", "share-0-amount": "5"},
            ("share-0-percentage", "required"),
        ),
        (
            {"share-0-activity": "", "share-0-percentage": ""},
            ("share-0-activity", "required"),
        ),
        (
            {"share-1-activity": "6", "share-1-percentage": "70,01"},
            ("share-1-percentage", "above_hundred"),
        ),
    ],
)
def test_a_convention_refused(changes, expected):
    _convention, issues = engine.parse_convention({**CONVENTION, **changes})
    assert [(issue.field, issue.code) for issue in issues] == [expected]
