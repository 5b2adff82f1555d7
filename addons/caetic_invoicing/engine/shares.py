# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Parts of a document that go to other activities (R427), to the cent."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents, round_parts

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """What one activity gets: of a line or of all of it, in % or in EUR.

    :param line: key of the line, None for the whole document
    :param percentage: in %, zero when the part is an amount
    :param amount: EUR without VAT, zero when the part is a percentage
    """

    line: Hashable | None = None
    percentage: Decimal = ZERO
    amount: Decimal = ZERO


def split_parts(
    lines: Mapping[Hashable, Decimal], parts: Sequence[Part]
) -> tuple[Decimal, ...]:
    """Return what each part is worth, EUR to the cent, in the order given.

    Together with what the seller keeps they add up to the document (largest
    remainder; at equal remainders the others come before the seller).

    >>> split_parts({1: Decimal("1800")}, [Part(None, Decimal(30))])
    (Decimal('540.00'),)

    :param lines: EUR without VAT to the cent, by key of the line
    """
    total = sum(lines.values(), ZERO)
    exact = [_exact(lines, total, part) for part in parts]
    kept = total - sum(exact, ZERO)
    *parts, _kept = round_parts(total, dict(enumerate((*exact, kept)))).values()
    return tuple(parts)


def is_above_whole(lines: Mapping[Hashable, Decimal], parts: Sequence[Part]) -> bool:
    """Tell whether a line, or the document, gives away more than all of itself.

    >>> parts = [Part(1, Decimal(60)), Part(None, Decimal(41))]
    >>> is_above_whole({1: Decimal(100)}, parts)
    True
    """
    total = sum(lines.values(), ZERO)
    if sum((_exact(lines, total, part) for part in parts), ZERO) > total:
        return True
    whole = sum((part.percentage for part in parts if part.line is None), ZERO)
    if whole > HUNDRED:
        return True
    return any(_is_line_above(line, base, whole, parts) for line, base in lines.items())


def taken_back(
    amount: Decimal, before: Decimal, now: Decimal, taken: Decimal
) -> Decimal:
    """Return what a credit note takes back of a part, EUR to the cent.

    The parts of the document credited add up: once all of it is, all of the part has
    come back, whatever the roundings on the way.

    >>> third = Decimal(1) / 3
    >>> taken_back(Decimal("100.00"), 2 * third, third, Decimal("66.67"))
    Decimal('33.33')

    :param amount: EUR that the part was worth
    :param before: part of the document that earlier credit notes cancelled, 0 to 1
    :param now: part of it that this one cancels, 0 to 1
    :param taken: EUR that the earlier ones took back
    """
    due = cents(amount * min(Decimal(1), before + now))
    return max(Decimal("0.00"), due - taken)


def scaled(amount: Decimal, old: Decimal, new: Decimal) -> Decimal:
    """Return an amount for a document of another size, EUR to the cent.

    >>> scaled(Decimal(540), Decimal(1800), Decimal(600))
    Decimal('180.00')
    """
    return cents(amount * new / old) if old else Decimal("0.00")


def carried(
    base: Decimal,
    total: Decimal,
    before: Decimal,
    shares: Sequence[tuple[Decimal, Decimal]],
) -> tuple[Decimal, ...]:
    """Return what one invoice brings to each share of a quote, EUR to the cent.

    Each gets the same part of what it still has to receive, so that the last invoice
    gives all that is left: over all of them a share is exactly what was agreed on.

    >>> carried(Decimal(360), Decimal(1200), Decimal(0), [(Decimal(400), Decimal(0))])
    (Decimal('120.00'),)

    :param base: EUR without VAT of the invoice; what it adds to the quote is not shared
    :param total: of the quote
    :param before: of the invoices made earlier, less what was credited
    :param shares: ``(amount, taken)``, EUR to the cent: of the share of the quote, and
        of what the earlier invoices brought to it
    """
    rests = [max(ZERO, amount - taken) for amount, taken in shares]
    left = max(total - before, sum(rests, ZERO))
    if base <= 0 or left <= 0:
        return tuple(Decimal("0.00") for _rest in rests)
    now = min(base, left)
    return split_parts({0: now}, [Part(amount=rest * now / left) for rest in rests])


def _exact(lines, total, part):
    if part.amount:
        return part.amount
    base = total if part.line is None else lines.get(part.line, ZERO)
    return base * part.percentage / HUNDRED


def _is_line_above(line, base, whole, parts):
    own = [part for part in parts if part.line == line]
    given = sum((_exact({line: base}, base, part) for part in own), ZERO)
    return bool(own) and given + base * whole / HUNDRED > base
