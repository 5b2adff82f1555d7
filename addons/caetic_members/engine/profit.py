# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sharing of the cooperative's own result, and the bounds of the law (R131, R132).

The net result is what remains once the activities are settled. A Scop gives a part to
its reserves, a part to all who work there (part travail), a part to its capital
(interest); a Scic keeps at least 57.5 % in reserves that nobody shares.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from .errors import EngineError
from .money import ZERO, allocate, cents

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class ProfitRules:
    """Bounds of the law for a kind of cooperative; percents.

    :param kind: ``scop``, ``scic`` or ``other`` (loi 47-1775)
    :param legal_reserve: of the result, until the reserve equals the highest capital
    :param work_part: least part travail of a Scop, of the result
    :param reserve_rest: least part of what the legal reserve leaves, for the reserves
        of a Scic
    """

    kind: str
    legal_reserve: Decimal
    work_part: Decimal = ZERO
    reserve_rest: Decimal = ZERO


@dataclass(frozen=True)
class ProfitFacts:
    """What the meeting shares.

    :param result: net result of the year, EUR; negative: a loss
    :param earlier_losses: losses carried from earlier years, positive EUR
    :param legal_reserve: in the books before the sharing, EUR
    :param highest_capital: highest capital reached, EUR
    :param subsidies: public money that a Scic leaves out of the interest, EUR
    :param released: capital that bears interest, EUR
    :param interest_cap: highest rate of interest of the year, percent (TMO + 2
        points, loi 47-1775 art. 14), if known
    """

    result: Decimal
    earlier_losses: Decimal = ZERO
    legal_reserve: Decimal = ZERO
    highest_capital: Decimal = ZERO
    subsidies: Decimal = ZERO
    released: Decimal = ZERO
    interest_cap: Decimal | None = None

    @property
    def shared(self) -> Decimal:
        """What can be shared, EUR: the result less the losses of earlier years."""
        return max(cents(self.result - self.earlier_losses), ZERO)


@dataclass(frozen=True)
class ProfitShares:
    """Parts of a result, EUR to the cent; they add up to what is shared.

    :param legal: to the legal reserve
    :param development: to the development fund, or the statutory reserve
    :param work: part travail
    :param interest: to the parts of capital
    """

    legal: Decimal
    development: Decimal
    work: Decimal
    interest: Decimal

    @property
    def reserves(self) -> Decimal:
        """What nobody shares, EUR."""
        return self.legal + self.development

    @property
    def total(self) -> Decimal:
        """What is shared in all, EUR."""
        return self.reserves + self.work + self.interest


@dataclass(frozen=True)
class ProfitBound:
    """A bound of the law, and what a sharing makes of it.

    :param code: ``legal_reserve``, ``work_part``, ``interest_work``,
        ``interest_reserves``, ``interest_rate``, ``reserves`` or ``subsidies``
    :param actual: what was chosen, EUR
    :param limit: what the law asks for, EUR
    :param is_least: the limit is the least amount; else the most
    """

    code: str
    actual: Decimal
    limit: Decimal
    is_least: bool = True

    @property
    def is_met(self) -> bool:
        """Whether the sharing respects the bound."""
        return self.actual >= self.limit if self.is_least else self.actual <= self.limit


def legal_part(facts: ProfitFacts, rules: ProfitRules) -> Decimal:
    """Return what goes to the legal reserve, EUR (loi 78-763 art. 33, 1°).

    >>> rules = ProfitRules("scop", Decimal(15))
    >>> legal_part(ProfitFacts(Decimal(1000), highest_capital=Decimal(100)), rules)
    Decimal('100.00')
    """
    missing = max(facts.highest_capital - facts.legal_reserve, ZERO)
    return cents(min(facts.shared * rules.legal_reserve / HUNDRED, missing))


def share_profit(
    facts: ProfitFacts,
    rules: ProfitRules,
    work_percent: Decimal,
    interest_percent: Decimal,
) -> ProfitShares:
    """Share a result as the meeting chooses; reserves take what is left.

    :param work_percent: part travail, percent of what is shared
    :param interest_percent: interest, percent of what is shared
    :raises EngineError: ``too_much`` for percents above a hundred, ``negative``
    """
    if work_percent < 0 or interest_percent < 0:
        raise EngineError("negative")
    legal = legal_part(facts, rules)
    work = cents(facts.shared * work_percent / HUNDRED)
    interest = cents(facts.shared * interest_percent / HUNDRED)
    development = facts.shared - legal - work - interest
    if development < 0:
        raise EngineError("too_much", left=facts.shared - legal)
    return ProfitShares(legal, development, work, interest)


def profit_bounds(
    shares: ProfitShares, facts: ProfitFacts, rules: ProfitRules
) -> tuple[ProfitBound, ...]:
    """Return each bound of the law on a sharing, respected or not."""
    bounds = [ProfitBound("legal_reserve", shares.legal, legal_part(facts, rules))]
    if rules.kind == "scop":
        bounds += _scop_bounds(shares, facts, rules)
    if rules.kind == "scic":
        bounds += _scic_bounds(shares, facts, rules)
    if facts.interest_cap is not None:
        cap = cents(facts.released * facts.interest_cap / HUNDRED)
        bounds.append(ProfitBound("interest_rate", shares.interest, cap, False))
    return tuple(bounds)


def _scop_bounds(shares, facts, rules):
    floor = cents(facts.shared * rules.work_part / HUNDRED)
    return [
        ProfitBound("work_part", shares.work, floor),
        ProfitBound("interest_work", shares.interest, shares.work, False),
        ProfitBound("interest_reserves", shares.interest, shares.reserves, False),
    ]


def _scic_bounds(shares, facts, rules):
    legal = legal_part(facts, rules)
    rest = (facts.shared - legal) * rules.reserve_rest / HUNDRED
    own = max(facts.shared - facts.subsidies, ZERO)
    return [
        ProfitBound("reserves", shares.reserves, cents(legal + rest)),
        ProfitBound("subsidies", shares.interest, own, False),
    ]


def worked_months(
    periods: Iterable[tuple[date, date | None]], start: date, end: date
) -> tuple[int, int]:
    """Return whole months of presence in a year, and of seniority at its end.

    >>> worked_months([(date(2026, 10, 1), None)], date(2026, 1, 1), date(2026, 12, 31))
    (3, 3)

    :param periods: first and last day of each contract, none without an end
    :param start: first day of the year
    :param end: its last day
    """
    present, seniority = 0, 0
    for first, last in periods:
        stop = min(last or end, end) + relativedelta(days=1)
        present += max(_months(max(first, start), stop), 0)
        seniority += max(_months(first, stop), 0)
    return present, seniority


def _months(first, stop):
    if stop <= first:
        return 0
    gap = relativedelta(stop, first)
    return gap.years * 12 + gap.months


@dataclass(frozen=True)
class Worker:
    """Somebody who worked in the year.

    :param present_months: whole months of presence in the year
    :param seniority_months: whole months in the cooperative at the end of the year
    :param hours: worked in the year
    :param pay: gross of the year, EUR
    """

    key: Hashable
    present_months: int
    seniority_months: int
    hours: Decimal = ZERO
    pay: Decimal = ZERO


def entitled(workers: Iterable[Worker], present: int, seniority: int) -> list[Worker]:
    """Return who has a right to the part travail, associate or not (art. 33, 3°).

    :param present: months of presence in the year that are enough
    :param seniority: months of seniority that are enough too
    """
    return [
        worker
        for worker in workers
        if worker.present_months >= present or worker.seniority_months >= seniority
    ]


def share_work(
    amount: Decimal, workers: Iterable[Worker], rule: str
) -> Mapping[Hashable, Decimal]:
    """Share the part travail between those who have a right to it, EUR to the cent.

    >>> share_work(Decimal(100), [Worker(1, 12, 12), Worker(2, 3, 3)], "equal")
    {1: Decimal('50.00'), 2: Decimal('50.00')}

    :param rule: ``equal``, by ``hours`` or by ``pay``
    :raises EngineError: ``nothing_to_share_by`` when nobody has hours or pay
    """
    workers = list(workers)
    measure = {
        "equal": lambda worker: Decimal(1),
        "hours": lambda worker: worker.hours,
        "pay": lambda worker: worker.pay,
    }[rule]
    weights = {worker.key: measure(worker) for worker in workers}
    if amount and not sum(weights.values(), ZERO):
        raise EngineError("nothing_to_share_by", total=amount)
    return allocate(amount, weights)
