# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Contribution of an activity to the pooled services (R401 to R405)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .errors import EngineError
from .fees import Fee
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
    :param fees: further fees, each with its name (R402, R209)
    """

    tiers: tuple[Tier, ...]
    method: str = "marginal"
    floor_year: Decimal = ZERO
    cap_year: Decimal | None = None
    fee_month: Decimal = ZERO
    exempt_months: int = 0
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthBase:
    """Base of one month: its first day and EUR without VAT.

    :param scheme: scheme of the month, when it is not the one of the year's end: the
        person was under another status, or the activity changed its scheme (R402)
    """

    month: date
    base: Decimal
    scheme: Scheme | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Months that are not charged, both ends included, and why.

    :param scope: what is not charged: ``contribution``, ``fee`` or ``both``
    """

    date_from: date
    date_to: date | None
    reason: str
    scope: str = "contribution"

    def covers(self, month: date, what: str) -> bool:
        """Tell whether a month, given by its first day, is not charged.

        :param what: ``contribution`` or ``fee``
        """
        first = self.date_from.replace(day=1)
        last = self.date_to or month
        return self.scope in (what, "both") and first <= month <= last


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
    lost: Decimal = ZERO,
) -> Decimal:
    """Return the cumulated base of a contribution, EUR without VAT.

    R405: transfers enter the receiver's base and leave the payer's, both or
    neither; a sale of 1 000 of which 600 is passed on bears 1 000 once.

    :param kind: ``invoiced``, ``cashed`` or ``margin`` (cashed minus costs)
    :param transfers_in: received from other activities, positive
    :param transfers_out: paid to other activities, positive
    :param margin_costs: purchases and subcontracting of a margin base, positive
    :param lost: of unpaid invoices that bear no contribution (R424), positive
    :raises EngineError: ``unknown_base`` for another kind
    """
    if kind not in ("invoiced", "cashed", "margin"):
        raise EngineError("unknown_base", kind=kind)
    base = invoiced if kind == "invoiced" else settled
    if transfers_in_base:
        base += transfers_in - transfers_out
    if kind == "margin":
        base -= margin_costs
    return base - lost


def contribution_due(
    scheme: Scheme,
    months: Sequence[MonthBase],
    *,
    charged: Decimal = ZERO,
    exemptions: Sequence[Exemption] = (),
    activity_start: date | None = None,
    settle_floor: bool = False,
    months_present: int = 12,
    present_under: Mapping[Scheme, int] | None = None,
) -> Result:
    """Return what is due for the fiscal year so far, minus what was charged.

    A year's contribution is never negative; a credit note gives back what was
    charged last in the same year (R404). Each tier is rounded to the cent, half up.
    The year's base climbs through the tiers month by month, each at the rates of its
    own scheme; the maximum of the year is the one of ``scheme``.

    :param scheme: scheme of the last month
    :param months: bases of the fiscal year, by month
    :param charged: contribution already posted this year, EUR, positive
    :param settle_floor: last month of the year or exit: add the complement of the
        minimum, pro rata of the months present (R403)
    :param months_present: months of the year with the activity, exempt ones included
    :param present_under: those of them under another scheme, which has its own minimum
    :raises EngineError: ``unknown_method`` for a method that is not stated (R403)
    """
    for one in {scheme, *(month.scheme or scheme for month in months)}:
        if one.method not in ("marginal", "whole"):
            raise EngineError("unknown_method", method=one.method)
    reasons = (scheme, exemptions, activity_start)
    taxed, lines = _split_exempt(months, *reasons)
    lines += _tier_lines(_climb(taxed))
    if settle_floor:
        present = _presence(scheme, months_present, present_under or {})
        exempt = _exempt_counts(months, months_present, *reasons)
        lines += _floor_line(lines, present, exempt)
    lines += _cap_line(scheme, lines)
    if charged:
        lines.append(Line("charged", ZERO, ZERO, -cents(charged)))
    return Result(_total(lines), tuple(lines))


def _split_exempt(months, scheme, exemptions, start):
    """Return ``([(scheme, base), ...], lines of the exempt months)``."""
    taxed, lines = [], []
    for month in months:
        own = month.scheme or scheme
        reason = _exempt_reason(month.month, own, exemptions, start)
        if reason is None:
            taxed.append((own, month.base))
        else:
            lines.append(Line("exempt", month.base, ZERO, ZERO, reason))
    return taxed, lines


def _presence(scheme, months, under):
    """Return months of presence by scheme."""
    months = min(12, months)
    others = {one: count for one, count in under.items() if one != scheme}
    return {scheme: max(0, months - sum(others.values())), **others}


def _exempt_counts(months, present, scheme, exemptions, start):
    """Exempt months of the presence by scheme; a month stated twice counts once."""
    own = {month.month: month.scheme or scheme for month in months}
    first = min(own, default=None)
    return Counter(
        one
        for month, one in own.items()
        if _age(month, first) < present
        and _exempt_reason(month, one, exemptions, start) is not None
    )


def _age(month, start):
    return (month.year - start.year) * 12 + month.month - start.month


def _exempt_reason(month, scheme, exemptions, start):
    if start and 0 <= _age(month, start) < scheme.exempt_months:
        return "startup"
    for exemption in exemptions:
        if exemption.covers(month, "contribution"):
            return exemption.reason
    return None


def _climb(taxed):
    """Return ``[(scheme, low, high), ...]``: who holds which part of the year's base.

    What a credit note takes back is what was added last.
    """
    height, parts = ZERO, []
    for scheme, base in taxed:
        if base > 0 and height + base > 0:
            parts.append((scheme, max(ZERO, height), height + base))
        height += base
        while parts and parts[-1][1] >= height:
            parts.pop()
        if parts and parts[-1][2] > height:
            parts[-1] = (*parts[-1][:2], height)
    return parts


def _tier_lines(parts):
    """One line per scheme and tier, in the order in which the base reached them."""
    total = parts[-1][2] if parts else ZERO
    bases = {}
    for scheme, low, high in parts:
        for rank, lower, upper in _bands(scheme, total):
            part = min(high, upper) - max(low, lower)
            if part > 0:
                key = (scheme, rank)
                bases[key] = bases.get(key, ZERO) + part
    return [
        _tier_line(base, scheme.tiers[rank].rate)
        for (scheme, rank), base in bases.items()
    ]


def _bands(scheme, total):
    """Yield ``(rank of a tier, from, to)`` that bear its rate, within the base."""
    if scheme.method == "whole":
        reached = [rank for rank, t in enumerate(scheme.tiers) if t.from_amount < total]
        for rank in reached[-1:]:
            yield rank, ZERO, total
        return
    uppers = [tier.from_amount for tier in scheme.tiers[1:]] + [total]
    for rank, (tier, upper) in enumerate(zip(scheme.tiers, uppers, strict=False)):
        yield rank, tier.from_amount, min(total, upper)


def _tier_line(base, rate):
    return Line("tier", base, rate, cents(base * rate / HUNDRED))


def _floor_line(lines, present, exempt):
    floor = sum(
        (
            scheme.floor_year * max(0, months - exempt[scheme])
            for scheme, months in present.items()
        ),
        ZERO,
    )
    floor = cents(floor / 12)
    missing = floor - _total(lines)
    return [Line("floor", floor, ZERO, missing)] if missing > 0 else []


def _cap_line(scheme, lines):
    if scheme.cap_year is None or _total(lines) <= scheme.cap_year:
        return []
    return [Line("cap", scheme.cap_year, ZERO, scheme.cap_year - _total(lines))]


def _total(lines):
    return sum((line.amount for line in lines), ZERO)
