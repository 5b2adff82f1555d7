# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a payslip is made of: lines, totals, and the figures cumulated over a year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from .money import ZERO

BLOCKS = (
    "health",
    "accident",
    "retirement",
    "family",
    "unemployment",
    "other",
    "csg",
    "relief",
)
BODIES = ("urssaf", "agirc_arrco", "provident", "health", "housing", "tax", "cpam")


@dataclass(frozen=True, slots=True)
class Line:
    """One contribution, positive when it is due, negative when it is given back.

    :param code: name of the line, for instance ``vieillesse_plaf``
    :param base: EUR, not rounded; None for a lump sum
    :param employee_rate: %, None when the employee pays nothing, or a lump sum
    :param employer_rate: %, None likewise
    :param employee: EUR, not rounded
    :param employer: EUR, not rounded
    :param employee_cents: EUR to the cent, half up (R505)
    :param employer_cents: EUR to the cent, half up (R505)
    :param body: who is paid: one of ``BODIES``
    :param block: place on the payslip (arrêté du 25/02/2016): one of ``BLOCKS``
    """

    code: str
    base: Decimal | None
    employee_rate: Decimal | None
    employer_rate: Decimal | None
    employee: Decimal
    employer: Decimal
    employee_cents: Decimal
    employer_cents: Decimal
    body: str
    block: str


@dataclass(frozen=True, slots=True)
class RawTotals:
    """Totals of lines that are not rounded, EUR: the basis of public simulators."""

    cost: Decimal
    net: Decimal
    net_social: Decimal
    net_taxable: Decimal
    employee_total: Decimal
    employer_total: Decimal
    reduction: Decimal


@dataclass(frozen=True, slots=True)
class Payslip:
    """A month's pay. Totals are sums of lines rounded to the cent, EUR.

    :param gross: EUR
    :param lines: in the order of the payslip
    :param cost: gross + employer total
    :param net: before income tax: gross - employee total
    :param net_social: montant net social (R525)
    :param net_taxable: CGI 83 1° quater: the employer's health share is in (R526)
    :param tax: income tax at source, EUR
    :param tax_rate: %, personal or of the neutral grid (R527)
    :param net_paid: net - tax
    :param employee_total: sum of ``employee_cents``
    :param employer_total: sum of ``employer_cents``, reduction deducted
    :param reduction: general reduction of the month, EUR to the cent; negative when
        the settlement takes some back (R520)
    :param reduction_coefficient: of the months cumulated when they are settled
    :param reduction_smic: SMIC that the month brings into the formula, EUR
    :param reduction_complementary: part of the reduction for Agirc-Arrco (R518)
    :param hours: hours paid, or equivalent hours (never to be printed for an ESA)
    :param ceiling: social security ceiling of the month, pro rata, EUR
    :param csg_base: EUR, not rounded
    :param kind: kind of employee, as in ``Employee``
    :param base: base of contributions, EUR: gross + provident above its limits
    :param raw: the same totals without rounding
    """

    gross: Decimal
    lines: tuple[Line, ...]
    cost: Decimal
    net: Decimal
    net_social: Decimal
    net_taxable: Decimal
    tax: Decimal
    tax_rate: Decimal
    net_paid: Decimal
    employee_total: Decimal
    employer_total: Decimal
    reduction: Decimal
    reduction_coefficient: Decimal
    reduction_smic: Decimal
    reduction_complementary: Decimal
    hours: Decimal
    ceiling: Decimal
    csg_base: Decimal
    kind: str
    base: Decimal
    raw: RawTotals

    def line(self, code: str) -> Line | None:
        """Return the line of a code, None when the payslip has none."""
        return next((line for line in self.lines if line.code == code), None)


@dataclass(frozen=True, slots=True)
class YearToDate:
    """Figures of the calendar year before the month to compute, one employee.

    :param closing: the month to compute is the last of the year, or of the contract:
        an employer who settles at ``year_end`` settles in it (R520)
    :param months: payslips already in it; the other names are those of ``Payslip``
    """

    gross: Decimal = ZERO
    base: Decimal = ZERO
    reduction_smic: Decimal = ZERO
    reduction_granted: Decimal = ZERO
    employee_total: Decimal = ZERO
    employer_total: Decimal = ZERO
    cost: Decimal = ZERO
    net: Decimal = ZERO
    net_social: Decimal = ZERO
    net_taxable: Decimal = ZERO
    tax: Decimal = ZERO
    net_paid: Decimal = ZERO
    hours: Decimal = ZERO
    ceiling: Decimal = ZERO
    months: int = 0
    closing: bool = False


def advance(
    to_date: YearToDate | None, payslip: Payslip, closing: bool = False
) -> YearToDate:
    """Return the figures of the year once a payslip is in them.

    A payslip that cancels another is added the same way, with opposite amounts.

    :param to_date: None in the first month
    :param closing: the next month to compute is the last (see ``YearToDate``)
    """
    seen = to_date or YearToDate()
    return YearToDate(
        gross=seen.gross + payslip.gross,
        base=seen.base + payslip.base,
        reduction_smic=seen.reduction_smic + payslip.reduction_smic,
        reduction_granted=seen.reduction_granted + payslip.reduction,
        employee_total=seen.employee_total + payslip.employee_total,
        employer_total=seen.employer_total + payslip.employer_total,
        cost=seen.cost + payslip.cost,
        net=seen.net + payslip.net,
        net_social=seen.net_social + payslip.net_social,
        net_taxable=seen.net_taxable + payslip.net_taxable,
        tax=seen.tax + payslip.tax,
        net_paid=seen.net_paid + payslip.net_paid,
        hours=seen.hours + payslip.hours,
        ceiling=seen.ceiling + payslip.ceiling,
        months=seen.months + 1,
        closing=closing,
    )


def cumulated(
    to_date: YearToDate | None, month: Mapping[str, Decimal], back: bool = False
) -> dict[str, Decimal]:
    """Return sums of a year up to a payslip, as the payslip prints them, EUR.

    :param to_date: the year before the payslip
    :param month: its figures, by name of ``YearToDate``
    :param back: the payslip cancels another
    """
    seen = to_date or YearToDate()
    sign = -1 if back else 1
    return {name: getattr(seen, name) + sign * month[name] for name in month}


def with_sums(
    year: YearToDate, sums: Mapping[str, Decimal], count: int, back: bool = False
) -> YearToDate:
    """Return a year with the sums of some payslips added, or taken back.

    :param sums: EUR, by name of ``YearToDate``
    :param count: number of the payslips
    :param back: they cancel others
    """
    months = year.months - count if back else year.months + count
    return replace(year, **cumulated(year, sums, back), months=months)
