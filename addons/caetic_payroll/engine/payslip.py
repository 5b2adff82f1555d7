# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A payslip from the gross."""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

from .errors import PayrollError
from .lines import Line, Payslip, RawTotals, YearToDate
from .money import HUNDRED, ZERO
from .parameters import Figures
from .rates import CSG, Spec
from .scale import Scale, scale_for
from .situation import Employee, Employer
from .withholding import withhold

# What a net taxable takes back from the employee's lines (CGI 83, 154 quinquies).
TAXED = ("csg_non_deductible", "crds")


@dataclass(frozen=True, slots=True)
class Reduction:
    """General reduction of a month: EUR not rounded, coefficient, SMIC of the month."""

    amount: Decimal = ZERO
    coefficient: Decimal = ZERO
    smic: Decimal = ZERO


def compute(
    gross: Decimal,
    employer: Employer,
    employee: Employee,
    figures: Figures,
    to_date: YearToDate | None = None,
) -> Payslip:
    """Compute a month's payslip; the same input gives the same payslip.

    :param gross: EUR, to the cent
    :param figures: figures in force in the month (``Parameters.at(first day)``)
    :param to_date: the year before this month, for the settlement of the general
        reduction (R520); None computes the month alone
    :raises MissingParameter: a figure of the law is not known on that day
    :raises PayrollError: ``negative_gross``, ``unpaid_gross`` (an unpaid CAPE, R209)
    """
    check_gross(gross, employee)
    scale = scale_for(employer, employee, figures)
    worked = scale.worked(gross)
    bases = scale.bases(gross, scale.ceiling(worked))
    reduction = reduction_of(scale, bases[0], worked, to_date)
    if employee.kind == "cape_unpaid":
        lines = (lump_risk(employer, figures),)
    else:
        lines = tuple(_lines(scale, bases, worked, reduction))
    return _payslip(scale, gross, lines, bases, reduction)


def _payslip(scale, gross, lines, bases, reduction):
    worked, personal = scale.worked(gross), scale.employee.tax_rate
    totals, raw = _totals(gross, lines, scale)
    tax, tax_rate = withhold(totals.net_taxable, personal, scale.figures)
    return Payslip(
        gross=gross,
        lines=lines,
        cost=totals.cost,
        net=totals.net,
        net_social=totals.net_social,
        net_taxable=totals.net_taxable,
        tax=tax,
        tax_rate=tax_rate,
        net_paid=totals.net - tax,
        employee_total=totals.employee_total,
        employer_total=totals.employer_total,
        reduction=totals.reduction,
        reduction_coefficient=reduction.coefficient,
        reduction_smic=reduction.smic,
        reduction_complementary=_complementary(scale, totals.reduction),
        hours=scale.hours(worked),
        ceiling=scale.ceiling(worked),
        csg_base=bases[CSG],
        kind=scale.employee.kind,
        base=bases[0],
        raw=raw,
    )


def check_gross(gross: Decimal, employee: Employee) -> None:
    """Refuse a gross that no payslip can have.

    :raises PayrollError: ``negative_gross``, ``unpaid_gross`` (an unpaid CAPE, R209)
    """
    if gross < ZERO:
        raise PayrollError("negative_gross", gross=gross)
    if gross and employee.kind == "cape_unpaid":
        raise PayrollError("unpaid_gross", gross=gross)


@dataclass(frozen=True, slots=True)
class YearBefore:
    """What a settlement adds to the month: base, SMIC, reduction granted, EUR."""

    base: Decimal = ZERO
    smic: Decimal = ZERO
    granted: Decimal = ZERO


def year_before(scale: Scale, to_date: YearToDate | None) -> YearBefore:
    """Return what the reduction of a month is settled with: nothing when it is alone.

    R520: every month (``progressive``), or in the last one (``year_end``).
    """
    settlement = scale.employer.reduction_settlement
    if to_date is None or settlement == "month":
        return YearBefore()
    if settlement == "year_end" and not to_date.closing:
        return YearBefore()
    return YearBefore(to_date.base, to_date.reduction_smic, to_date.reduction_granted)


def reduction_of(
    scale: Scale, base: Decimal, worked: Decimal, to_date: YearToDate | None
) -> Reduction:
    """Return the general reduction of a month.

    R520: what the months cumulated allow, less what was granted before; it may be
    negative.

    :param base: base of contributions of the month, EUR
    :param worked: hours paid, as a share of full time
    """
    if scale.formula is None:
        return Reduction()
    year, smic = year_before(scale, to_date), scale.smic_paid(worked)
    pay = year.base + base
    coefficient = scale.formula.coefficient(year.smic + smic, pay)
    return Reduction(coefficient * pay - year.granted, coefficient, smic)


def _complementary(scale, reduction):
    """Part of the reduction for Agirc-Arrco (R518), EUR to the cent."""
    if not reduction:
        return ZERO
    share = scale.figures["reduction_complementary"] / scale.formula.maximum
    return cents(reduction * share)


def _lines(scale, bases, worked, reduction):
    lines = []
    for spec in scale.specs(bases[0], worked).lines:
        line = _line(spec, bases)
        if line.employee or line.employer:
            lines.append(line)
    if not scale.employer.vat:
        lines.append(_wage_tax(bases, scale))
    if reduction.amount:
        code = "rgdu" if scale.figures.stated("rgdu_tmin") else "reduction_generale"
        given = -reduction.amount
        lines.append(_plain(code, bases[0], ZERO, given, "urssaf", "relief"))
    if scale.employee.daily_allowances:
        paid = -scale.employee.daily_allowances
        lines.append(_plain("daily_allowances", None, paid, ZERO, "cpam", "other"))
    return lines


def _line(spec: Spec, bases):
    base, employee, employer = None, spec.employee, spec.employer
    if spec.base is not None:
        base = bases[spec.base]
        employee, employer = base * employee, base * employer
    return Line(
        spec.code,
        base,
        spec.employee_rate,
        spec.employer_rate,
        employee,
        employer,
        cents(employee) if employee else ZERO,
        cents(employer) if employer else ZERO,
        spec.body,
        spec.block,
    )


def _plain(code, base, employee, employer, body, block):
    rounded = cents(employee), cents(employer)
    return Line(code, base, None, None, employee, employer, *rounded, body, block)


def _wage_tax(bases, scale):
    amount, base = wage_tax(scale, bases)
    return _plain("taxe_salaires", base, ZERO, amount, "tax", "other")


def wage_tax(scale: Scale, bases: tuple[Decimal, ...]) -> tuple[Decimal, Decimal]:
    """Return the tax on wages of a month, EUR not rounded, and its base (CGI 231).

    The base is the one of CSG without the allowance for expenses; bands are yearly.
    """
    base = bases[0] + bases[-1]
    figures, tax, floor = scale.figures, ZERO, ZERO
    limits = [limit / scale.months for limit in figures.series("wage_tax_limit")]
    for rate, limit in zip(
        figures.series("wage_tax_rate"), [*limits, base], strict=True
    ):
        top = min(base, limit)
        tax += max(top - floor, ZERO) * rate / HUNDRED
        floor = limit
    return tax, base


def lump_risk(employer: Employer, figures: Figures) -> Line:
    """Return the only line of an unpaid CAPE (R209).

    Accidents at work on a lump base, EUR; any month begun is due.
    """
    base = figures["cape_hour_base"] * figures["cape_month_hours"]
    rate = employer.at_mp_rate
    rate = figures["at_mp_default"] if rate is None else rate
    due = base * rate / HUNDRED
    rounded = ZERO, cents(due)
    return Line("atmp", base, None, rate, ZERO, due, *rounded, "urssaf", "accident")


def _totals(gross, lines, scale):
    """Totals of the rounded lines, and of the lines as computed."""
    taxed = _provident_taxed(gross, lines, scale)
    rounded = [(line.code, line.employee_cents, line.employer_cents) for line in lines]
    exact = [(line.code, line.employee, line.employer) for line in lines]
    return (
        _sums(gross, rounded, cents(taxed), scale.employee),
        _sums(gross, exact, taxed, scale.employee),
    )


def _sums(gross, parts, taxed, employee):
    own = paid = reduction = ZERO
    for code, employee_part, employer_part in parts:
        own += employee_part
        paid += employer_part
        if code in TAXED:
            taxed += employee_part
        elif code == "sante":
            taxed += employer_part
        elif code in ("rgdu", "reduction_generale"):
            reduction -= employer_part
    net = gross - own
    if not employee.allowances_taxable:
        taxed -= employee.daily_allowances
    return RawTotals(gross + paid, net, net, net + taxed, own, paid, reduction)


def _provident_taxed(gross, lines, scale):
    """Employee's provident above what income tax lets deduct (CGI 83 1° quater)."""
    parts = [line.employee for line in lines if line.code in ("prevoyance", "sante")]
    if not any(parts):
        return ZERO
    figures = scale.figures
    free = scale.pss * figures["provident_tax_pss_share"] / HUNDRED
    free += gross * figures["provident_tax_gross_share"] / HUNDRED
    cap = scale.pss * figures["provident_tax_cap"] / HUNDRED
    return max(sum(parts) - min(free, cap), ZERO)
