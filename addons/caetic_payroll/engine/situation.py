# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who pays and who is paid: what a payslip depends on besides the gross."""

from dataclasses import dataclass
from decimal import Decimal

from .errors import PayrollError

ZERO = Decimal(0)
HOURS_SMIC = ("current", "rgdu")
SETTLEMENTS = ("progressive", "year_end", "month")
KINDS = ("cesa", "cape_paid", "cape_unpaid", "staff")


@dataclass(frozen=True, slots=True)
class Employer:
    """The cooperative, for one establishment and one risk code.

    :param headcount: persons, social security count (CSS R130-1, R511); the adapter
        applies the five years of L130-1 before it gives the number
    :param at_mp_rate: notified rate of accidents at work, % (R509); None takes the
        default of the figures, ``at_mp_default``
    :param mobility_rate: versement mobilité and its additional ones, %, by commune
        (R510); charged from the threshold of headcount on
    :param alsace_moselle: employees bear the local health contribution (R506)
    :param association: non-profit association of 1901 (apprenticeship tax)
    :param apprentice_share: apprentices in the headcount, %, for the supplementary
        contribution of large employers
    :param vat: subject to VAT; otherwise it pays the tax on wages
    :param esa_hours_smic: SMIC that turns the pay of an ESA into hours: ``current``
        (in force) or ``rgdu`` (the frozen one of the reduction), R519
    :param reduction_settlement: ``progressive`` every month, ``year_end`` (months
        alone, then December settles) or ``month`` (each month alone), R520
    :param paid_leave_rate: provision for paid leave, % of the cost; None without
    :raises PayrollError: ``unknown_hours_smic``, ``unknown_settlement``,
        ``bad_headcount``
    """

    headcount: int
    at_mp_rate: Decimal | None = None
    mobility_rate: Decimal = ZERO
    alsace_moselle: bool = False
    association: bool = False
    apprentice_share: Decimal = ZERO
    vat: bool = True
    esa_hours_smic: str = "current"
    reduction_settlement: str = "progressive"
    paid_leave_rate: Decimal | None = None

    def __post_init__(self):
        if self.esa_hours_smic not in HOURS_SMIC:
            raise PayrollError("unknown_hours_smic", value=self.esa_hours_smic)
        if self.reduction_settlement not in SETTLEMENTS:
            raise PayrollError("unknown_settlement", value=self.reduction_settlement)
        if self.headcount < 0:
            raise PayrollError("bad_headcount", value=self.headcount)


@dataclass(frozen=True, slots=True)
class Employee:
    """The person paid, for one month.

    :param cadre: executive status (Apec, ANI 17/11/2017)
    :param kind: ``cesa`` (no hours: equivalent hours, R519), ``cape_paid`` and
        ``cape_unpaid`` (R209), ``staff`` (hours)
    :param hours: hours paid in the month, staff only; None is full time, or
        ``hourly_rate`` when it is given
    :param hourly_rate: gross EUR an hour: hours = gross / rate, at most full time
    :param health_premium: complementary health, total premium, EUR a month
    :param health_employer_share: part of the premium paid by the employer, %
    :param provident_employee: contract provident of the employee, EUR a month
    :param provident_employer: the same of the employer, EUR a month
    :param provident_employee_rate: the same as % of tranche 1; EUR wins when given
    :param provident_employer_rate: the same of the employer
    :param provident_cadre: the employer's minimum of executives is a line of its own;
        False when the contract's provident already pays it
    :param tax_rate: personal rate of the income tax at source, %; None takes the
        neutral grid (R527)
    :param unpaid_days: calendar days of the month without pay: they reduce the
        ceiling (CSS R242-2) and the hours of staff; the gross is given reduced
    :param month_days: calendar days of the month, needed with ``unpaid_days``
    :param daily_allowances: sick pay of social security that the employer advances,
        net of CSG and CRDS, EUR: paid on top of the net, no contribution
    :param allowances_taxable: the allowances bear income tax
    :raises PayrollError: ``unknown_kind``, ``bad_absence``, ``negative_amount``
    """

    cadre: bool = False
    kind: str = "cesa"
    hours: Decimal | None = None
    hourly_rate: Decimal | None = None
    health_premium: Decimal = ZERO
    health_employer_share: Decimal = ZERO
    provident_employee: Decimal | None = None
    provident_employer: Decimal | None = None
    provident_employee_rate: Decimal = ZERO
    provident_employer_rate: Decimal = ZERO
    provident_cadre: bool = True
    tax_rate: Decimal | None = None
    unpaid_days: int = 0
    month_days: int = 0
    daily_allowances: Decimal = ZERO
    allowances_taxable: bool = True

    def __post_init__(self):
        if self.kind not in KINDS:
            raise PayrollError("unknown_kind", value=self.kind)
        if not 0 <= self.unpaid_days <= self.month_days:
            raise PayrollError(
                "bad_absence", days=self.unpaid_days, month_days=self.month_days
            )
        for name in ("hours", "hourly_rate", "health_premium", "daily_allowances"):
            if (getattr(self, name) or ZERO) < ZERO:
                raise PayrollError("negative_amount", field=name)
