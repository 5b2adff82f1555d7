# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Contribution of an activity to the pooled services (R401 to R405)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .errors import EngineError
from .money import cents

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Tier:
    """Rate in % of the part of the year's base above an amount in EUR."""

    from_amount: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the cooperative is paid.

    :param tiers: by rising amount; none charges nothing
    :param method: ``marginal`` (each part at its rate) or ``whole`` (R403)
    :param floor_year: minimum of a full year, EUR
    :param cap_year: maximum of a year, EUR, or None
    :param fee_month: fixed fee, EUR a month (see ``fees``)
    :param exempt_months: months without contribution from the activity's start
    """

    tiers: tuple[Tier, ...]
    method: str = "marginal"
    floor_year: Decimal = ZERO
    cap_year: Decimal | None = None
    fee_month: Decimal = ZERO
    exempt_months: int = 0


@dataclass(frozen=True, slots=True)
class MonthBase:
    """Base of one month: its first day and EUR without VAT."""

    month: date
    base: Decimal


@dataclass(frozen=True, slots=True)
class Exemption:
    """Months without contribution, both ends included, and why."""

    date_from: date
    date_to: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One explained step: EUR, % and EUR; the amounts add up to the result.

    :param code: tier, exempt, floor, cap or charged
    """

    code: str
    base: Decimal
    rate: Decimal
    amount: Decimal
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Contribution due in EUR and its explanation."""

    amount: Decimal = ZERO
    lines: tuple[Line, ...] = ()


def base_amount(
    kind: str,
    *,
    invoiced: Decimal,
    settled: Decimal,
    transfers_in: Decimal,
    transfers_out: Decimal,
    margin_costs: Decimal,
    transfers_in_base: bool,
) -> Decimal:
    """Return the cumulated base of a contribution, EUR without VAT.

    R405: transfers enter the receiver's base and leave the payer's, both or
    neither; a sale of 1 000 of which 600 is passed on bears 1 000 once.

    :param kind: ``invoiced``, ``cashed`` or ``margin`` (cashed minus costs)
    :param transfers_in: received from other activities, positive
    :param transfers_out: paid to other activities, positive
    :param margin_costs: purchases and subcontracting of a margin base, positive
    :raises EngineError: ``unknown_base`` for another kind
    """
    if kind not in ("invoiced", "cashed", "margin"):
        raise EngineError("unknown_base", kind=kind)
    base = invoiced if kind == "invoiced" else settled
    if transfers_in_base:
        base += transfers_in - transfers_out
    if kind == "margin":
        base -= margin_costs
    return base


def contribution_due(
    scheme: Scheme,
    months: Sequence[MonthBase],
    *,
    charged: Decimal = ZERO,
    exemptions: Sequence[Exemption] = (),
    activity_start: date | None = None,
    settle_floor: bool = False,
    months_present: int = 12,
) -> Result:
    """Return what is due for the fiscal year so far, minus what was charged.

    A year's contribution is never negative; a credit note gives back what was
    charged in the same year (R404). Each tier is rounded to the cent, half up.

    :param months: bases of the fiscal year, by month
    :param charged: contribution already posted this year, EUR, positive
    :param settle_floor: last month of the year or exit: add the complement of the
        minimum, pro rata of the months present (R403)
    :param months_present: months of the year with the activity, exempt ones included
    :raises EngineError: ``unknown_method`` for a method that is not stated (R403)
    """
    if scheme.method not in ("marginal", "whole"):
        raise EngineError("unknown_method", method=scheme.method)
    taxable, lines = _split_exempt(scheme, months, exemptions, activity_start)
    lines += _tier_lines(scheme, taxable)
    if settle_floor:
        reasons = (scheme, exemptions, activity_start)
        exempt = _exempt_count(months, months_present, *reasons)
        lines += _floor_line(scheme, lines, max(0, months_present - exempt))
    lines += _cap_line(scheme, lines)
    if charged:
        lines.append(Line("charged", ZERO, ZERO, -cents(charged)))
    return Result(_total(lines), tuple(lines))


def _split_exempt(scheme, months, exemptions, start):
    taxable, lines = ZERO, []
    for month in months:
        reason = _exempt_reason(month.month, scheme, exemptions, start)
        if reason is None:
            taxable += month.base
        else:
            lines.append(Line("exempt", month.base, ZERO, ZERO, reason))
    return taxable, lines


def _exempt_count(months, present, *reasons):
    """Months of the presence that are exempt; a month stated twice counts once."""
    dates = {month.month for month in months}
    first = min(dates, default=None)
    return sum(
        _age(month, first) < present and _exempt_reason(month, *reasons) is not None
        for month in dates
    )


def _age(month, start):
    return (month.year - start.year) * 12 + month.month - start.month


def _exempt_reason(month, scheme, exemptions, start):
    if start and 0 <= _age(month, start) < scheme.exempt_months:
        return "startup"
    for exemption in exemptions:
        first = exemption.date_from.replace(day=1)
        if first <= month and (not exemption.date_to or month <= exemption.date_to):
            return exemption.reason
    return None


def _tier_lines(scheme, taxable):
    if scheme.method == "whole":
        reached = [tier for tier in scheme.tiers if tier.from_amount < taxable]
        return [_tier_line(taxable, tier.rate) for tier in reached[-1:]]
    uppers = [tier.from_amount for tier in scheme.tiers[1:]] + [taxable]
    lines = []
    for tier, upper in zip(scheme.tiers, uppers, strict=False):
        top = min(taxable, upper)
        if top > tier.from_amount:
            lines.append(_tier_line(top - tier.from_amount, tier.rate))
    return lines


def _tier_line(base, rate):
    return Line("tier", base, rate, cents(base * rate / HUNDRED))


def _floor_line(scheme, lines, months):
    floor = cents(scheme.floor_year * min(12, months) / 12)
    missing = floor - _total(lines)
    return [Line("floor", floor, ZERO, missing)] if missing > 0 else []


def _cap_line(scheme, lines):
    if scheme.cap_year is None or _total(lines) <= scheme.cap_year:
        return []
    return [Line("cap", scheme.cap_year, ZERO, scheme.cap_year - _total(lines))]


def _total(lines):
    return sum((line.amount for line in lines), ZERO)
