# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""R405, R427: parts of a document add up to the cent, and bear one contribution."""

from decimal import Decimal

import caetic_invoicing_engine as engine
import caetic_members_engine as members
import pytest
from hypothesis import given
from hypothesis import strategies as st

EUROS = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents) / 100)
LINES = st.lists(EUROS, min_size=1, max_size=5).map(lambda v: dict(enumerate(v)))
RATES = st.lists(
    st.integers(1, 10_000).map(lambda part: Decimal(part) / 100), max_size=6
).filter(lambda rates: sum(rates) <= 100)


def whole(*rates):
    return [engine.Part(None, Decimal(rate)) for rate in rates]


@pytest.mark.parametrize(
    ("total", "rates", "expected"),
    [
        ("1800", ("30", "20"), ("540.00", "360.00")),
        ("1000.01", ("30", "20"), ("300.00", "200.00")),
        ("0.05", ("33.33", "66.67"), ("0.02", "0.03")),
        ("99.99", ("50",), ("50.00",)),
        ("0.01", ("50", "50"), ("0.01", "0.00")),
    ],
)
def test_percentages_of_the_whole(total, rates, expected):
    parts = engine.split_parts({1: Decimal(total)}, whole(*rates))
    assert tuple(map(str, parts)) == expected


def test_a_line_and_an_amount():
    """50 % of 600 is 300, and 123,45 is 123,45."""
    lines = {1: Decimal(1200), 2: Decimal(600)}
    parts = [
        engine.Part(2, percentage=Decimal(50)),
        engine.Part(None, amount=Decimal("123.45")),
    ]
    assert engine.split_parts(lines, parts) == (Decimal(300), Decimal("123.45"))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(None, "100", "0")], False),
        ([(None, "60", "0"), (1, "40", "0")], False),
        ([(None, "60", "0"), (1, "40.01", "0")], True),
        ([(1, "0", "100")], False),
        ([(1, "0", "100.01")], True),
        ([(1, "50", "0"), (1, "0", "50.01")], True),
        ([(None, "0", "150")], False),
        ([(None, "0", "150"), (2, "1", "0")], True),
        ([(None, "50.01", "0"), (None, "50", "0")], True),
    ],
)
def test_above_the_whole(parts, expected):
    """Two lines, of 100 and of 50 EUR."""
    lines = {1: Decimal(100), 2: Decimal(50)}
    parts = [
        engine.Part(line, Decimal(rate), Decimal(amount))
        for line, rate, amount in parts
    ]
    assert engine.is_above_whole(lines, parts) is expected


def test_nothing_is_left_to_share():
    assert engine.is_above_whole({}, whole(101))
    assert not engine.is_above_whole({}, whole(100))
    assert engine.split_parts({}, whole(30)) == (Decimal("0.00"),)


@given(LINES, RATES, st.data())
def test_parts_never_exceed_and_never_lose_a_cent(lines, rates, data):
    """What all get and what the seller keeps is the document, each within a cent."""
    keys = st.sampled_from([None, *lines])
    parts = [engine.Part(data.draw(keys), rate) for rate in rates]
    assert not engine.is_above_whole(lines, parts)
    total = sum(lines.values())
    amounts = engine.split_parts(lines, parts)
    assert 0 <= sum(amounts) <= total
    for part, amount in zip(parts, amounts, strict=True):
        base = total if part.line is None else lines[part.line]
        assert abs(amount - base * part.percentage / 100) < Decimal("0.01")
        assert amount == amount.quantize(Decimal("0.01"))
    if sum(rates) == 100 and all(part.line is None for part in parts):
        assert sum(amounts) == total


@given(EUROS, st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_credit_notes_of_everything_take_everything_back(amount, sizes):
    """However a document is credited, its shares come back whole, never twice."""
    before, taken = Decimal(0), Decimal("0.00")
    for size in sizes:
        now = Decimal(size) / sum(sizes)
        back = engine.taken_back(amount, before, now, taken)
        assert back >= 0
        before, taken = before + now, taken + back
    assert taken == amount
    assert engine.taken_back(amount, before, Decimal(1), taken) == 0


@given(
    EUROS,
    st.lists(st.integers(0, 100).map(Decimal), min_size=1, max_size=6),
    st.booleans(),
)
def test_one_contribution_on_any_chain(sale, rates, in_base):
    """R405: each passes on a part of what it has: the bases make the sale."""
    received, bases = sale, []
    for rank, rate in enumerate(rates):
        passed = engine.split_parts({1: received}, whole(rate))[0]
        bases.append(base_of(sale if rank == 0 else 0, rank, received, passed, in_base))
        received = passed
    bases.append(base_of(0, len(rates), received, Decimal(0), in_base))
    assert sum(bases) == sale
    assert all(base >= 0 for base in bases)


def base_of(settled, rank, received, passed, in_base):
    return members.base_amount(
        "cashed",
        invoiced=Decimal(settled),
        settled=Decimal(settled),
        transfers_in=received if rank else Decimal(0),
        transfers_out=passed,
        margin_costs=Decimal(0),
        transfers_in_base=in_base,
    )


def test_an_amount_for_a_document_of_another_size():
    assert engine.scaled(Decimal(400), Decimal(1000), Decimal(500)) == 200
    assert engine.scaled(Decimal(400), Decimal(0), Decimal(500)) == 0


def test_reasons_of_shared_documents():
    thresholds = engine.Thresholds(Decimal(1000), True, True)
    pending = engine.Document(Decimal(10), is_share_pending=True)
    assert engine.reasons(pending, thresholds) == ("share_pending",)
    read = engine.Document(Decimal(10), is_shared=True)
    assert engine.reasons(read, thresholds) == ("shared",)


def cents(amount):
    return amount.quantize(Decimal("0.01"))


def invoice_all(total, steps, amounts):
    """Return what each share gets of each invoice, the last one being the balance."""
    taken, before, rows = [Decimal(0)] * len(amounts), Decimal(0), []
    for base in [*steps, total - sum(steps)]:
        shares = list(zip(amounts, taken, strict=True))
        row = engine.carried(base, total, before, shares)
        taken = [one + more for one, more in zip(taken, row, strict=True)]
        before += base
        rows.append(row)
    return rows, taken


def test_a_deposit_and_a_balance_bring_the_shares_of_the_quote():
    """R427: 400 each of 1 200, with a deposit of 30 %: 120, then 280."""
    rows, _taken = invoice_all(Decimal(1200), [Decimal(360)], [Decimal(400)] * 2)
    assert rows == [(Decimal(120), Decimal(120)), (Decimal(280), Decimal(280))]


def test_what_an_invoice_adds_to_the_quote_is_not_shared():
    shares = [(Decimal(400), Decimal(120))]
    assert engine.carried(Decimal(900), Decimal(1200), Decimal(360), shares) == (
        Decimal(280),
    )
    assert engine.carried(Decimal(-5), Decimal(1200), Decimal(0), shares) == (
        Decimal(0),
    )


def test_what_was_taken_back_comes_again():
    """A deposit of 360, credited: the next invoice begins anew."""
    shares = [(Decimal(400), Decimal(0))]
    assert engine.carried(Decimal(360), Decimal(1200), Decimal(0), shares) == (
        Decimal(120),
    )


@given(EUROS, RATES, st.lists(st.integers(0, 40), max_size=6))
def test_over_all_invoices_each_gets_its_share_of_the_quote(total, rates, cuts):
    """To the cent, whatever the schedule; no invoice gives away more than it has."""
    amounts = engine.split_parts({1: total}, whole(*rates))
    steps = [cents(total * cut / 300) for cut in cuts]
    rows, taken = invoice_all(total, steps, amounts)
    assert tuple(taken) == amounts
    for base, row in zip([*steps, total - sum(steps)], rows, strict=True):
        assert all(part >= 0 for part in row)
        assert sum(row) <= base
        assert all(part == cents(part) for part in row)
