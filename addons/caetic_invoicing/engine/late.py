# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How old a debt is, and what a customer who pays late owes besides."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

ZERO = Decimal("0.00")
# Ages of R424, from the due date: last day of each, in order.
_LAST_DAYS = (("not_due", 0), ("to_30", 30), ("to_60", 60), ("to_90", 90))
AGES = ("not_due", "to_30", "to_60", "to_90", "over_90")


@dataclass(frozen=True, slots=True)
class Debt:
    """What one customer owes of one document, EUR with VAT; ``age`` of ``AGES``."""

    customer: int
    age: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Aged:
    """Debts of a customer, or of all of them, EUR with VAT, by age."""

    customer: int
    by_age: dict
    total: Decimal


@dataclass(frozen=True, slots=True)
class Period:
    """Days of a late debt at one rate.

    :param days: number of days
    :param rate: yearly rate in %
    :param amount: interest, EUR, not rounded
    """

    days: int
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Claim:
    """What a formal notice asks for, EUR.

    :param principal: what is left of the document, VAT included
    :param interest: late interest, no VAT on it
    :param fee: lump sum for recovery costs
    """

    principal: Decimal
    days: int
    interest: Decimal
    fee: Decimal
    periods: tuple = field(default=())

    @property
    def total(self):
        """What is to be paid in all."""
        return self.principal + self.interest + self.fee


def days_late(due, today):
    """Return the days since the due date, 0 before it or without one."""
    return max(0, (today - due).days) if due else 0


def age_of(due, today):
    """Return the age of a debt (R424).

    >>> age_of(date(2026, 6, 1), date(2026, 7, 1))
    'to_30'
    >>> age_of(date(2026, 6, 1), date(2026, 7, 2))
    'to_60'
    """
    days = days_late(due, today)
    for age, last in _LAST_DAYS:
        if days <= last:
            return age
    return "over_90"


def aged(debts):
    """Add up debts by customer and by age.

    :param debts: ``Debt``
    :returns: ``(list of Aged, who owes most first, Aged of all)``
    """
    sums = defaultdict(lambda: defaultdict(lambda: ZERO))
    for debt in debts:
        sums[debt.customer][debt.age] += debt.amount
    rows = [_to_aged(customer, by_age) for customer, by_age in sums.items()]
    whole = {age: sum((row.by_age[age] for row in rows), ZERO) for age in AGES}
    rows.sort(key=lambda row: (-row.total, row.customer))
    return rows, _to_aged(0, whole)


def _to_aged(customer, by_age):
    parts = {age: by_age.get(age, ZERO) for age in AGES}
    return Aged(customer, parts, sum(parts.values(), ZERO))


def interest_periods(amount, due, until, rates):
    """Cut a delay where the legal rate changes (C. com. L441-10, C. mon. L313-2).

    The first day counted is the one after the due date, the last one ``until``.

    :param amount: EUR, VAT included, that is still owed
    :param rates: ``[(first day, yearly rate in %)]`` in any order
    :returns: list of ``Period``; days before the first known rate bear none
    """
    known = sorted(rates)
    ends = [start - timedelta(days=1) for start, _rate in known[1:]]
    ends += [date.max] * bool(known)
    first = due + timedelta(days=1)
    periods = []
    for (start, rate), end in zip(known, ends, strict=True):
        days = (min(end, until) - max(start, first)).days + 1
        if days > 0:
            periods.append(Period(days, rate, amount * rate * days / 36500))
    return periods


def half_year(day):
    """Return the first day of the half-year of a day.

    >>> half_year(date(2026, 9, 15))
    datetime.date(2026, 7, 1)
    """
    return day.replace(month=1 if day.month < 7 else 7, day=1)


def public_rates(due, refinancing, points):
    """Return the one rate that a public body owes on a late document.

    It is the rate of the European Central Bank for its main refinancing operations on
    the first day of the half-year in which the delay begins, plus some points (CCP
    R2192-31); it does not change later.

    :param refinancing: ``[(first day, yearly rate in %)]`` in any order
    :param points: of percentage, 8 in the law
    :returns: as ``interest_periods`` wants it; empty when the rate is not known
    """
    begin = half_year(due + timedelta(days=1))
    known = [rate for start, rate in sorted(refinancing) if start <= begin]
    return [(begin, known[-1] + points)] if known else []


def claim(amount, due, until, rates, fee, *, to_company):
    """Return what is claimed of a late document on a day.

    Interest and lump sum are owed between professionals, without any reminder
    (C. com. L441-10 II, D441-5); a private person owes the debt alone. Interest runs
    on what is left today: what was paid late bears none.

    >>> late = [(date(2026, 1, 1), Decimal("12.37"))]
    >>> due, day = date(2026, 6, 1), date(2026, 7, 11)
    >>> claim(Decimal(1440), due, day, late, Decimal(40), to_company=True).interest
    Decimal('19.52')

    :param amount: EUR left, VAT included
    :param rates: see ``interest_periods``, multiple included
    :param fee: lump sum in EUR
    """
    late = days_late(due, until)
    if not late or not to_company or amount <= 0:
        return Claim(amount, late, ZERO, ZERO)
    periods = tuple(interest_periods(amount, due, until, rates))
    interest = sum((period.amount for period in periods), ZERO)
    return Claim(amount, late, cents(interest), cents(fee), periods)
