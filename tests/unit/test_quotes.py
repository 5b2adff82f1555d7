# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Schedule of a quote and what its form says (R607)."""

import datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from caetic_invoicing_engine import Reader
from caetic_quotes_engine import (
    MAX_STAGES,
    add_stage,
    parse_quote,
    parse_reason,
    plan,
    split,
    stage_rows,
)
from hypothesis import given
from hypothesis import strategies as st

CENT = Decimal("0.01")


def read(**raw):
    reader = Reader({key.replace("_", "-"): text for key, text in raw.items()})
    return parse_quote(reader), {i.field: i.code for i in reader.issues}


def test_deposit_and_balance():
    quote, issues = read(deposit="30", validity="2026-07-01", conditions="a\r\nb")
    assert issues == {}
    assert quote.deposit == 30
    assert quote.validity == datetime.date(2026, 7, 1)
    assert quote.conditions == "a\nb"
    steps = plan(quote.deposit)
    assert [(s.kind, s.percentage) for s in steps] == [("deposit", 30), ("balance", 70)]
    assert split(Decimal(1440), [s.percentage for s in steps]) == (432, 1008)


def test_no_deposit_is_one_invoice():
    [step] = plan(Decimal(0))
    assert (step.kind, step.percentage) == ("balance", 100)
    assert split(Decimal("0.01"), [step.percentage]) == (CENT,)


def test_stages_follow_the_deposit_and_the_last_is_the_balance():
    quote, issues = read(
        deposit="30",
        stage_0_label="Maquette",
        stage_0_percentage="40",
        stage_0_date="2026-08-01",
        stage_4_label="Mise en ligne",
        stage_4_percentage="30",
    )
    assert issues == {}
    stages = [(one.label, one.percentage, one.date) for one in quote.stages]
    steps = plan(quote.deposit, stages)
    assert [step.kind for step in steps] == ["deposit", "stage", "balance"]
    assert steps[1].date == datetime.date(2026, 8, 1)


@pytest.mark.parametrize(
    ("raw", "field", "code"),
    [
        ({"deposit": "100"}, "deposit", "whole_deposit"),
        ({"deposit": "101"}, "deposit", "percentage"),
        ({"deposit": "-1"}, "deposit", "percentage"),
        ({"deposit": "1,234"}, "deposit", "places"),
        ({"validity": "31/12/2026"}, "validity", "date"),
        ({"conditions": "c" * 20_001}, "conditions", "too_long"),
        ({"stage_0_percentage": "50"}, "stage-0-label", "required"),
        ({"stage_0_label": "a"}, "stage-0-percentage", "required"),
        (
            {"stage_0_label": "a", "stage_0_percentage": "99,99"},
            "stage-0-percentage",
            "not_whole",
        ),
        (
            {"deposit": "30", "stage_0_label": "a", "stage_0_percentage": "100"},
            "stage-0-percentage",
            "not_whole",
        ),
    ],
)
def test_what_is_refused(raw, field, code):
    _quote, issues = read(**raw)
    assert issues == {field: code}


def test_reason_is_needed():
    reader = Reader({"reason": "  "})
    parse_reason(reader)
    assert [issue.code for issue in reader.issues] == ["required"]


def test_payments_are_added_up_to_twelve():
    form = {}
    for _more in range(MAX_STAGES + 3):
        form = add_stage(form)
    assert stage_rows(form) == list(range(MAX_STAGES))


@given(
    cents=st.integers(min_value=0, max_value=10**10),
    cuts=st.lists(st.integers(min_value=1, max_value=9_999), max_size=11, unique=True),
)
def test_parts_are_the_whole_to_the_cent(cents, cuts):
    total = cents * CENT
    bounds = [0, *sorted(cuts), 10_000]
    parts = [(high - low) * CENT for low, high in pairwise(bounds)]
    amounts = split(total, parts)
    assert len(amounts) == len(parts)
    assert sum(amounts) == total
    for amount, part in zip(amounts[:-1], parts[:-1], strict=True):
        assert abs(amount - total * part / 100) <= CENT / 2
