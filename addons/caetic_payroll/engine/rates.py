# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Lines of a payslip and the rates that apply to an employer and an employee."""

from dataclasses import dataclass
from decimal import Decimal

from .money import HUNDRED, ZERO
from .parameters import Figures
from .situation import Employee, Employer

# Places in the tuple of bases (``Scale.bases``).
PLACES = ("all", "t1", "t2", "up_to_8", "up_to_4", "full_t1", "csg", "provident")
ALL, T1, T2, UP_TO_8, UP_TO_4, FULL_T1, CSG, PROVIDENT = range(len(PLACES))

# Code, base, body, block, sides whose rate is a figure ``<code>_<side>``; in the order
# of the payslip.
BOTH, EMPLOYEE, EMPLOYER = ("employee", "employer"), ("employee",), ("employer",)
TABLE = (
    ("maladie", ALL, "urssaf", "health", EMPLOYER),
    ("alsace_moselle", ALL, "urssaf", "health", EMPLOYEE),
    ("vieillesse_plaf", T1, "urssaf", "retirement", BOTH),
    ("vieillesse_deplaf", ALL, "urssaf", "retirement", BOTH),
    ("famille", ALL, "urssaf", "family", EMPLOYER),
    ("atmp", ALL, "urssaf", "accident", ()),
    ("csa", ALL, "urssaf", "other", EMPLOYER),
    ("fnal", T1, "urssaf", "other", EMPLOYER),
    ("dialogue_social", ALL, "urssaf", "other", EMPLOYER),
    ("chomage", UP_TO_4, "urssaf", "unemployment", EMPLOYER),
    ("ags", UP_TO_4, "urssaf", "unemployment", EMPLOYER),
    ("retraite_t1", T1, "agirc_arrco", "retirement", BOTH),
    ("retraite_t2", T2, "agirc_arrco", "retirement", BOTH),
    ("ceg_t1", T1, "agirc_arrco", "retirement", BOTH),
    ("ceg_t2", T2, "agirc_arrco", "retirement", BOTH),
    ("cet", UP_TO_8, "agirc_arrco", "retirement", BOTH),
    ("apec", UP_TO_4, "agirc_arrco", "unemployment", BOTH),
    ("prevoyance_cadre", FULL_T1, "provident", "health", EMPLOYER),
    ("prevoyance", T1, "provident", "health", ()),
    ("sante", None, "health", "health", ()),
    ("forfait_social", PROVIDENT, "urssaf", "other", EMPLOYER),
    ("formation", ALL, "urssaf", "other", EMPLOYER),
    ("ta_principale", ALL, "urssaf", "other", EMPLOYER),
    ("ta_solde", ALL, "urssaf", "other", EMPLOYER),
    ("ta_csa", ALL, "urssaf", "other", ()),
    ("peec", ALL, "housing", "other", EMPLOYER),
    ("mobilite", ALL, "urssaf", "other", ()),
    ("csg_deductible", CSG, "urssaf", "csg", EMPLOYEE),
    ("csg_non_deductible", CSG, "urssaf", "csg", EMPLOYEE),
    ("crds", CSG, "urssaf", "csg", EMPLOYEE),
)


@dataclass(frozen=True, slots=True)
class Spec:
    """A line to compute.

    :param base: place in the tuple of bases; None for a lump sum
    :param employee_rate: %, to show; None without
    :param employer_rate: %, to show; None without
    :param employee: share of the base, or EUR of a lump sum
    :param employer: share of the base, or EUR of a lump sum
    """

    code: str
    base: int | None
    body: str
    block: str
    employee_rate: Decimal | None
    employer_rate: Decimal | None
    employee: Decimal
    employer: Decimal


def health_parts(employee: Employee) -> tuple[Decimal, Decimal]:
    """Return the employee's and the employer's part of the health premium, EUR."""
    employer = employee.health_premium * employee.health_employer_share / HUNDRED
    return employee.health_premium - employer, employer


def provident_rates(employee: Employee) -> tuple[Decimal, Decimal]:
    """Return the rates of the contract's provident, %; zero for a part in EUR."""
    own = employee.provident_employee is None
    paid = employee.provident_employer is None
    return (
        employee.provident_employee_rate if own else ZERO,
        employee.provident_employer_rate if paid else ZERO,
    )


def rates_of(
    employer: Employer, employee: Employee, figures: Figures
) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the rates of each line that applies, %: employee's and employer's.

    :raises MissingParameter: a figure of the law is not known on that day
    """
    absent = _without(employer, employee, figures)
    rates = {}
    for code, _, _, _, sides in TABLE:
        if sides and code not in absent:
            own = figures[f"{code}_employee"] if "employee" in sides else ZERO
            paid = figures[f"{code}_employer"] if "employer" in sides else ZERO
            rates[code] = (own, paid)
    for code, name in _other_figures(employer, figures):
        if code in rates:
            rates[code] = (ZERO, figures[name])
    default = employer.at_mp_rate is None
    at_mp = figures["at_mp_default"] if default else employer.at_mp_rate
    rates["atmp"] = (ZERO, at_mp)
    rates["prevoyance"] = provident_rates(employee)
    if employer.headcount >= figures["headcount_mobility"]:
        rates["mobilite"] = (ZERO, employer.mobility_rate)
    rates["ta_csa"] = (ZERO, _apprentice_rate(employer, figures))
    return rates


def _without(employer, employee, figures):
    """Lines that the employer or the employee does not bear."""
    absent = {
        code
        for code in ("forfait_social", "peec")
        if employer.headcount < figures[f"headcount_{code}"]
    }
    if employer.alsace_moselle:
        absent.add("ta_solde")
    else:
        absent.add("alsace_moselle")
    if employer.association and figures.stated("ta_association_exempt"):
        absent |= {"ta_principale", "ta_solde"}
    if not employee.cadre:
        absent.add("apec")
    if not (employee.cadre and employee.provident_cadre):
        absent.add("prevoyance_cadre")
    return absent


def _other_figures(employer, figures):
    """Lines whose rate is another figure than their own."""
    for code in ("fnal", "formation"):
        if employer.headcount >= figures[f"headcount_{code}"]:
            yield code, f"{code}_large_employer"
    if employer.alsace_moselle:
        yield "ta_principale", "ta_principale_alsace_employer"


def _apprentice_rate(employer, figures):
    """Supplementary apprenticeship contribution, % (C. trav. L6242-1)."""
    if employer.headcount < figures["headcount_ta_csa"]:
        return ZERO
    if employer.association and figures.stated("ta_association_exempt"):
        return ZERO
    limits = figures.series("ta_csa_share")
    bands = zip(limits, figures.series("ta_csa_rate"), strict=True)
    share = employer.apprentice_share
    rate = next((rate for limit, rate in bands if share < limit), ZERO)
    large = employer.headcount >= figures["headcount_ta_csa_large"]
    if large and share < limits[0]:
        rate = figures["ta_csa_large_rate"]
    if employer.alsace_moselle:
        rate = rate * figures["ta_csa_alsace_share"] / HUNDRED
    return rate


def specs_of(
    employer: Employer,
    employee: Employee,
    figures: Figures,
    rates: dict[str, tuple[Decimal, Decimal]],
) -> tuple[Spec, ...]:
    """Return the lines to compute, in the order of the payslip."""
    lumps = {
        "sante": health_parts(employee),
        "prevoyance": (
            employee.provident_employee or ZERO,
            employee.provident_employer or ZERO,
        ),
    }
    whole_pay = employer.headcount >= figures["headcount_fnal"]
    specs = []
    for code, base, body, block, _ in TABLE:
        if any(lumps.get(code, ())):
            specs.append(Spec(code, None, body, block, None, None, *lumps[code]))
        if any(rates.get(code, ())):
            place = ALL if code == "fnal" and whole_pay else base
            specs.append(_spec(code, place, body, block, rates[code]))
    return tuple(specs)


def _spec(code, base, body, block, rates):
    shown = [rate or None for rate in rates]
    return Spec(code, base, body, block, *shown, *(rate / HUNDRED for rate in rates))
