# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Everything of a payslip that does not depend on the gross, and its bases.

Built once for each situation and kept: a payslip is then a few products.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from .money import HUNDRED, ZERO
from .parameters import Figures
from .rates import Spec, health_parts, provident_rates, rates_of, specs_of
from .reduction import EXACT, Formula
from .situation import Employee, Employer

ONE = Decimal(1)
# Hours that do not end (pay / hourly rate) are cut far under the cent.
TINY = Decimal("1E-10")


class Specs:
    """Lines of a payslip, and what a search needs of them.

    :param lines: in the order of the payslip
    """

    __slots__ = ("employee", "employer", "lines", "lumps")

    def __init__(self, lines: tuple[Spec, ...]):
        self.lines = lines
        rated = [line for line in lines if line.base is not None]
        self.employee = tuple((x.base, x.employee) for x in rated if x.employee)
        self.employer = tuple((x.base, x.employer) for x in rated if x.employer)
        self.lumps = tuple(line for line in lines if line.base is None)


class Scale:
    """Rates, ceilings and limits of an employer, an employee and a day."""

    def __init__(self, employer: Employer, employee: Employee, figures: Figures):
        self.employer, self.employee, self.figures = employer, employee, figures
        self.year_hours = figures["week_hours"] * figures["year_weeks"]
        self.months = figures["year_months"]
        self.pss = figures["pss_month"]
        self._to_4 = figures["pss_unemployment_multiple"]
        self._to_8 = figures["pss_complementary_multiple"]
        self._to_csg = figures["csg_share_multiple"]
        self._csg_share = figures["csg_share"] / HUNDRED
        self._smic = figures["reduction_smic_hour"]
        self.full = self._full()
        self.rate = self._hourly_rate()
        self.formula = self._formula()
        self._provident = self._provident_terms()
        self._reduced = self._reduced_rates()
        self._rates = rates_of(employer, employee, figures)
        self._variants: dict[tuple[bool, ...], Specs] = {}

    def _full(self):
        """Most that can be paid, as a share of full time."""
        employee = self.employee
        if employee.kind == "staff" and employee.hours is not None:
            return min(employee.hours * self.months / self.year_hours, ONE)
        if not employee.unpaid_days:
            return ONE
        return ONE - Decimal(employee.unpaid_days) / employee.month_days

    def _hourly_rate(self):
        """EUR an hour that turns the gross into hours, None when they are known."""
        employee = self.employee
        if employee.kind == "staff":
            return employee.hourly_rate if employee.hours is None else None
        if self.employer.esa_hours_smic == "rgdu":
            return self.figures["reduction_smic_hour"]
        return self.figures["smic_hour"]

    def _formula(self):
        # R517: no general reduction for a CAPE, paid or not, until it is confirmed.
        if self.employee.kind in ("cape_paid", "cape_unpaid"):
            return None
        large = self.employer.headcount >= self.figures["headcount_reduction"]
        return Formula(self.figures, large)

    def _provident_terms(self):
        """Employer's provident (lump sum, share of T1, of the pay up to the ceiling)
        and what of it is free of contributions (lump sum, share of the gross, cap).
        """
        employee, figures = self.employee, self.figures
        lump = health_parts(employee)[1] + (employee.provident_employer or ZERO)
        on_t1 = provident_rates(employee)[1] / HUNDRED
        cadre = ZERO
        if employee.cadre and employee.provident_cadre:
            cadre = figures["prevoyance_cadre_employer"] / HUNDRED
        free = self.pss * figures["provident_pss_share"] / HUNDRED
        of_gross = figures["provident_gross_share"] / HUNDRED
        cap = self.pss * figures["provident_pss_cap"] / HUNDRED
        return lump, on_t1, cadre, free, of_gross, cap

    def _reduced_rates(self):
        """Rates lowered under a multiple of the SMIC: code, multiple, % (2025)."""
        figures = self.figures
        found = []
        for code in ("maladie", "famille"):
            multiple = figures.stated(f"{code}_reduced_multiple")
            if multiple is not None:
                found.append((code, multiple, figures[f"{code}_reduced_employer"]))
        return tuple(found)

    def worked(self, gross: Decimal) -> Decimal:
        """Return the hours paid as a share of full time, 0 to 1 (R519)."""
        if self.rate is None:
            return self.full
        whole = self.rate * self.year_hours
        paid = gross * self.months
        return self.full if paid >= whole * self.full else paid / whole

    def ceiling(self, worked: Decimal) -> Decimal:
        """Return the social security ceiling of the month, EUR (CSS R242-2)."""
        if worked == ONE:
            return self.pss
        return (self.pss * worked).quantize(TINY, ROUND_HALF_EVEN)

    def hours(self, worked: Decimal) -> Decimal:
        """Return the hours of the month, equivalent ones for an ESA."""
        return self.year_hours * worked / self.months

    def smic_paid(self, worked: Decimal) -> Decimal:
        """Return the SMIC of the hours paid, as the reduction knows it, EUR (R516)."""
        exact = self._smic * self.year_hours * worked / self.months
        return exact.quantize(TINY, ROUND_HALF_EVEN)

    def bases(self, gross: Decimal, ceiling: Decimal) -> tuple[Decimal, ...]:
        """Return the bases of the lines, EUR, not rounded, in the order of ``rates``.

        Employer's provident above its limits joins the base of contributions (CSS
        L242-1, D242-1). No base falls when the gross rises, with one exception: under
        full time, provident above its limits may put a small pay beyond its ceiling,
        which grows with the hours; what is beyond (T2, UP_TO_8) then falls to zero.
        """
        lump, on_t1, cadre, free, of_gross, cap = self._provident
        full_t1 = min(gross, self.pss)
        provident = lump + on_t1 * min(gross, ceiling) + cadre * full_t1
        base = gross
        if provident > free:
            base += max(provident - min(free + of_gross * gross, cap), ZERO)
        csg = provident + self._csg_pay(gross, ceiling)
        if base <= ceiling:
            return base, base, ZERO, ZERO, base, full_t1, csg, provident
        up_to_8 = min(base, self._to_8 * ceiling)
        up_to_4 = min(base, self._to_4 * ceiling)
        t2 = up_to_8 - ceiling
        return base, ceiling, t2, up_to_8, up_to_4, full_t1, csg, provident

    def _csg_pay(self, gross, ceiling):
        limit = self._to_csg * ceiling
        if gross <= limit:
            return self._csg_share * gross
        return self._csg_share * limit + gross - limit

    def specs(self, base: Decimal, worked: Decimal) -> "Specs":
        """Return the lines that apply; some rates of 2025 depend on the pay.

        The month's pay alone decides, at most a multiple of the SMIC.
        """
        if not self._reduced:
            return self._variant(())
        smic = self.smic_paid(worked)
        return self._variant(
            tuple(
                base <= (multiple * smic).quantize(EXACT)
                for _, multiple, _ in self._reduced
            )
        )

    def _variant(self, low):
        if low not in self._variants:
            rates = dict(self._rates)
            for reached, (code, _, rate) in zip(low, self._reduced, strict=False):
                if reached:
                    rates[code] = (ZERO, rate)
            found = specs_of(self.employer, self.employee, self.figures, rates)
            self._variants[low] = Specs(found)
        return self._variants[low]


@lru_cache(maxsize=100 * 100)
def scale_for(employer: Employer, employee: Employee, figures: Figures) -> Scale:
    """Return the scale of a situation, built once.

    :raises MissingParameter: a figure of the law is not known on that day
    """
    return Scale(employer, employee, figures)
