# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How a fund is fed by the activities, and how a loan comes back to it (R429)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from odoo.addons.caetic_members.engine import (
    EngineError,
    Fee,
    FeeLine,
    allocate,
    cents,
    month_starts,
)

ZERO = Decimal(0)
HUNDRED = Decimal(100)
BASES = ("turnover", "contribution", "year")
KINDS = ("loan", "relief", "guarantee")


@dataclass(frozen=True, slots=True)
class FundRule:
    """How activities feed a fund.

    :param owner: the analytic account of the fund
    :param basis: ``turnover`` (base of the contribution), ``contribution`` or ``year``
    :param rate: in %, of the first two
    :param amount: EUR a year, of the last one
    """

    name: str
    owner: int
    basis: str
    rate: Decimal = ZERO
    amount: Decimal = ZERO
    date_from: date | None = None
    date_to: date | None = None

    def holds(self, month: date) -> bool:
        """Tell whether a month, given by its first day, feeds the fund."""
        starts = self.date_from and self.date_from.replace(day=1)
        return (not starts or starts <= month) and (
            not self.date_to or month <= self.date_to
        )


@dataclass(frozen=True, slots=True)
class Instalment:
    """What comes back to a fund of a loan on a day, EUR."""

    name: str
    owner: int
    day: date
    amount: Decimal


def fund_lines(
    rules: Iterable[FundRule], month: date, base: Decimal, contribution: Decimal
) -> tuple[FeeLine, ...]:
    """Return what a month brings to funds, each rounded to the cent.

    What a month takes back of earlier ones (a credit note) comes back at the same rate.

    >>> half = FundRule("Guarantee", 7, "turnover", rate=Decimal("0.5"))
    >>> fund_lines([half], date(2026, 6, 1), Decimal(2400), Decimal(240))
    ... # doctest: +ELLIPSIS
    (FeeLine(name='Guarantee', ..., amount=Decimal('12.00'), owner=7),)

    :param month: first day
    :param base: base of the contribution of the month, EUR without VAT
    :param contribution: of the month, EUR
    :raises EngineError: ``unknown_basis``
    """
    lines = []
    for rule in rules:
        if rule.basis not in BASES:
            raise EngineError("unknown_basis", basis=rule.basis)
        if rule.basis == "year" or not rule.holds(month):
            continue
        whole = base if rule.basis == "turnover" else contribution
        amount = cents(whole * rule.rate / HUNDRED)
        if amount:
            lines.append(FeeLine(rule.name, month, amount, rule.owner))
    return tuple(lines)


def yearly_fees(rules: Iterable[FundRule], month: date) -> tuple[Fee, ...]:
    """Return the fees of a year that feed funds, as schemes have them."""
    return tuple(
        Fee(rule.name, rule.amount, "year", rule.owner)
        for rule in rules
        if rule.basis == "year" and rule.holds(month)
    )


def instalments(amount: Decimal, count: int, first: date) -> tuple[tuple, ...]:
    """Return ``(day, EUR)`` of a loan that comes back by equal months.

    >>> [str(part) for _day, part in instalments(Decimal(100), 3, date(2026, 11, 30))]
    ['33.34', '33.33', '33.33']

    :param first: any day of the first month; each is due on the 1st of its month
    :raises EngineError: ``no_instalment`` for less than one
    """
    if count < 1:
        raise EngineError("no_instalment", count=count)
    days = month_starts(first, count)
    return tuple(allocate(amount, dict.fromkeys(days, Decimal(1))).items())


def instalment_lines(
    rows: Sequence[Instalment], last_month: date | None, on_date: date
) -> tuple[FeeLine, ...]:
    """Return the instalments due on a day and in no closed month.

    :param last_month: last month that was closed, by its first day, or None
    """
    closed = last_month.replace(day=1) if last_month else date.min
    return tuple(
        FeeLine(row.name, row.day.replace(day=1), row.amount, row.owner)
        for row in rows
        if closed < row.day.replace(day=1) and row.day <= on_date
    )
