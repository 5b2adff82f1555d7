# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A credit note of a part of an invoice: lines, quantities or an amount (R606).

An issued invoice is never deleted: it is credited, in several times if need be, until
nothing of it is left.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from odoo.addons.caetic_members.engine import Reader, cents

from .plan import ZERO, cut, share_out
from .totals import net_price

HOWS = ("all", "lines", "amount")
CREDIT_REASON_LIMIT = 500
MAX_CREDIT = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A line of the invoice and what is left of it, EUR without VAT.

    ``price`` is a unit without VAT before the ``discount`` in %, ``rate`` the VAT in %.
    """

    key: int
    label: str
    price: Decimal
    discount: Decimal
    left_quantity: Decimal
    left: Decimal
    rate: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class CreditInput:
    """What the entrepreneur credits: all, quantities by line, or EUR without VAT."""

    how: str
    reason: str
    quantities: dict = field(default_factory=dict)
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Credited:
    """What a line of the credit note says; price in EUR without VAT per unit."""

    key: int
    quantity: Decimal
    price: Decimal
    discount: Decimal


def parse_credit(raw, lines):
    """Return ``(CreditInput, issues)``; fields how, reason, amount, quantity-<line>.

    :param lines: CreditLines of the invoice
    """
    reader = Reader(raw)
    how = raw.get("how")
    if how not in HOWS:
        reader.refuse("how", "required")
    reason = reader.text("reason", CREDIT_REASON_LIMIT, required=True, multiline=True)
    credit = CreditInput(
        how=how,
        reason=reason,
        quantities=_read_quantities(reader, lines) if how == "lines" else {},
        amount=_read_amount(reader, lines) if how == "amount" else None,
    )
    return credit, reader.issues


def _read_quantities(reader, lines):
    quantities = {}
    for line in lines:
        name = f"quantity-{line.key}"
        if not str(reader.raw.get(name) or "").strip():
            continue
        quantity = reader.positive(name, MAX_CREDIT, 2)
        if quantity is None:
            continue
        too_many = quantity > line.left_quantity
        if too_many or _amount_of(line, quantity) > line.left:
            reader.refuse(name, "credit_quantity")
        quantities[line.key] = quantity
    if not quantities and not reader.issues:
        reader.refuse("how", "credit_nothing")
    return quantities


def _read_amount(reader, lines):
    amount = reader.positive("amount", MAX_CREDIT, 2)
    if amount is not None and amount > left_of(lines):
        reader.refuse("amount", "credit_too_big", left=left_of(lines))
    return amount


def left_of(lines):
    """Return the EUR without VAT that can still be credited."""
    return sum((line.left for line in lines), ZERO)


def _amount_of(line, quantity):
    return cents(quantity * net_price(line.price, line.discount))


def credit_lines(lines, credit):
    """Return the Credited lines of the credit note, in the order of the invoice.

    An amount is shared by what is left of each line, so that the shares of other
    activities and the VAT follow in proportion. Where the VAT of this credit note and
    of what is left would not add up, the amount moves by a cent or so.

    >>> line = CreditLine(1, "a", Decimal(100), Decimal(0), Decimal(3), Decimal(300))
    >>> credit = CreditInput("amount", "x", amount=Decimal(50))
    >>> credit_lines([line], credit)[0].price
    Decimal('50.00')
    """
    if credit.how == "lines":
        chosen = [line for line in lines if line.key in credit.quantities]
        fitted = [
            _credit_quantity(line, credit.quantities[line.key]) for line in chosen
        ]
    elif credit.how == "amount":
        parts = share_out(credit.amount, [line.left for line in lines])
        pairs = zip(lines, parts, strict=True)
        fitted = [_credit_part(line, part) for line, part in pairs]
    else:
        fitted = [_credit_rest(line) for line in lines]
    return [one for one in fitted if one.price]


def _credit_quantity(line, quantity):
    """A quantity, or the nearest amount whose VAT adds up with what is left."""
    amount = _amount_of(line, quantity)
    if cut(line.left, amount, line.rate) == amount:
        return Credited(line.key, quantity, line.price, line.discount)
    return _credit_part(line, amount)


def _credit_rest(line):
    """The quantities left, where they say exactly the amount left."""
    if line.left_quantity and _amount_of(line, line.left_quantity) == line.left:
        return Credited(line.key, line.left_quantity, line.price, line.discount)
    return _credit_part(line, line.left)


def _credit_part(line, amount):
    """An amount to a few cents: the VAT of all credit notes is the invoice's."""
    fitted = cut(line.left, cents(amount), line.rate)
    return Credited(line.key, Decimal(1), fitted, Decimal(0))
