# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Credit notes of parts: never more than the invoice, and its VAT to the cent."""

from decimal import Decimal

from caetic_invoicing_engine.credit import (
    CreditInput,
    CreditLine,
    credit_lines,
    left_of,
)
from caetic_invoicing_engine.plan import vat_of
from caetic_invoicing_engine.totals import net_price
from caetic_members_engine import cents
from hypothesis import given
from hypothesis import strategies as st

RATES = [Decimal(rate) for rate in ("0", "2.1", "5.5", "10", "20")]
prices = st.integers(1, 1_000_000).map(lambda cents: Decimal(cents) / 100)
sales = st.lists(
    st.tuples(st.integers(1, 20), prices, st.sampled_from(RATES)),
    min_size=1,
    max_size=4,
)


def make_lines(sold, credited=None):
    """The lines of an invoice less what was credited, ``{line: (quantity, EUR)}``."""
    lines = []
    for key, (quantity, price, rate) in enumerate(sold):
        taken, amount = (credited or {}).get(key, (Decimal(0), Decimal(0)))
        line = CreditLine(
            key=key,
            label="A",
            price=price,
            discount=Decimal(0),
            left_quantity=quantity - taken,
            left=cents(quantity * price) - amount,
            rate=rate,
        )
        if line.left:
            lines.append(line)
    return lines


@given(sales, st.lists(st.one_of(st.none(), prices), max_size=5))
def test_whatever_is_credited_adds_up_to_the_invoice(sold, asked):
    """An amount, or one of each line (None), then all that is left."""
    credited, vat = {}, dict.fromkeys(range(len(sold)), Decimal(0))
    for wanted in [*asked, "all"]:
        lines = make_lines(sold, credited)
        if not lines:
            break
        for one in credit_lines(lines, make_input(lines, wanted)):
            amount = cents(one.quantity * net_price(one.price, one.discount))
            line = next(line for line in lines if line.key == one.key)
            assert 0 < amount <= line.left
            taken, total = credited.get(one.key, (Decimal(0), Decimal(0)))
            same = one.quantity if one.price == line.price else 0
            credited[one.key] = (taken + same, total + amount)
            vat[one.key] += vat_of(amount, line.rate)
    assert make_lines(sold, credited) == []
    for key, (quantity, price, rate) in enumerate(sold):
        assert vat[key] == vat_of(cents(quantity * price), rate)


def make_input(lines, wanted):
    if wanted == "all":
        return CreditInput("all", "x")
    if wanted is not None:
        return CreditInput("amount", "x", amount=min(wanted, left_of(lines)))
    able = [one for one in lines if one.left_quantity >= 1 and one.price <= one.left]
    return CreditInput("lines", "x", {one.key: Decimal(1) for one in able})
