# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An amount invoiced in several times: parts that add up to the cent, VAT included.

Each stage is an invoice of its own, whose VAT is rounded on its own. The amounts are
chosen so that the VAT of the stages adds up to the VAT of the whole (CGI ann. II
art. 242 nonies A: VAT by rate on each invoice; R607).
"""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import CENT, allocate, cents

ZERO = Decimal("0.00")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class PlanPart:
    """What a plan invoices of one kind: EUR without VAT, to the cent, VAT rate in %."""

    key: int
    untaxed: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class PlanStage:
    """One time of a plan: a percentage of the whole, or an amount in EUR, or the rest.

    ``percentage`` and ``amount`` are None for the balance, the last one.
    """

    percentage: Decimal | None = None
    amount: Decimal | None = None

    @property
    def is_balance(self):
        """Whether the stage takes all that is left."""
        return self.percentage is None and self.amount is None


def share_out(total, weights):
    """Share a positive total to the cent, by largest remainder.

    >>> share_out(Decimal("100.00"), [Decimal(1), Decimal(1), Decimal(1)])
    [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]

    :param total: EUR to the cent
    :param weights: Decimals, zero or more; ties go to the first ones
    """
    if not any(weights):
        return [ZERO for _weight in weights]
    return list(allocate(total, dict(enumerate(weights))).values())


def vat_of(untaxed, rate):
    """Return the VAT in EUR of an amount, rounded to the cent, half up."""
    return cents(untaxed * rate / HUNDRED)


def cut(rest, wanted, rate):
    """Return the amount nearest to ``wanted`` that splits a rest without losing VAT.

    The VAT of the amount and the VAT of what is left add up to the VAT of the rest:
    half a cent rounded up on both sides would make a cent too much.

    >>> cut(Decimal("0.06"), Decimal("0.03"), Decimal(20))
    Decimal('0.02')
    >>> cut(Decimal("1200.00"), Decimal("360.00"), Decimal(20))
    Decimal('360.00')

    :param rest: EUR without VAT still to invoice
    :param wanted: EUR without VAT, from zero to ``rest``
    :param rate: VAT in %
    """
    whole = vat_of(rest, rate)
    step = 0
    while True:
        for amount in (wanted - step * CENT, wanted + step * CENT):
            inside = 0 <= amount <= rest
            if inside and vat_of(amount, rate) + vat_of(rest - amount, rate) == whole:
                return amount
        step += 1


def next_stage(parts, invoiced, wanted):
    """Return ``{key: EUR without VAT}`` of the next invoice of a plan.

    :param parts: list of PlanPart, the whole of the plan
    :param invoiced: ``{key: EUR without VAT}`` of the invoices made so far
    :param wanted: EUR without VAT of the next one; None or more than the rest: all
        that is left
    """
    rests = {part.key: part.untaxed - invoiced.get(part.key, ZERO) for part in parts}
    left = sum(rests.values(), ZERO)
    if wanted is None or wanted >= left:
        return rests
    shares = share_out(cents(wanted), list(rests.values()))
    return {
        part.key: cut(rests[part.key], share, part.rate)
        for part, share in zip(parts, shares, strict=True)
    }


def wanted_amount(parts, stage):
    """Return the EUR without VAT that a stage asks for, None for the balance."""
    if stage.is_balance:
        return None
    if stage.amount is not None:
        return stage.amount
    return cents(total_of(parts) * stage.percentage / HUNDRED)


def total_of(parts):
    """Return the EUR without VAT of the whole plan."""
    return sum((part.untaxed for part in parts), ZERO)


def stage_amounts(parts, stages, done=()):
    """Return the amounts of each stage of a plan, ``[{key: EUR without VAT}]``.

    They add up to the whole, and their VAT to the VAT of the whole, by kind.

    >>> parts = [PlanPart(1, Decimal("1000.00"), Decimal(20))]
    >>> stages = [PlanStage(percentage=Decimal(30)), PlanStage()]
    >>> [amounts[1] for amounts in stage_amounts(parts, stages)]
    [Decimal('300.00'), Decimal('700.00')]

    :param done: amounts of the first stages, where they are already invoiced
    """
    result = list(done)
    for stage in stages[len(result) :]:
        invoiced = add_up(result)
        result.append(next_stage(parts, invoiced, wanted_amount(parts, stage)))
    return result


def add_up(amounts):
    """Return the sum by key of several ``{key: EUR}``."""
    total = {}
    for one in amounts:
        for key, value in one.items():
            total[key] = total.get(key, ZERO) + value
    return total
