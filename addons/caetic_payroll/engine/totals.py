# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is due to each body for many payslips, to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

from .lines import BODIES, Line, Payslip
from .money import HUNDRED, ZERO
from .parameters import Figures


@dataclass(frozen=True, slots=True)
class Due:
    """Sum of one line over payslips, EUR to the cent.

    :param body: who is paid: one of ``BODIES``
    :param ctp: code type de personnel of Urssaf, empty for the others
    :param code: line code; ``tax`` for income tax at source,
        ``reduction_complementary`` for the part that Agirc-Arrco bears (R518)
    :param base: EUR, sum of bases rounded to the cent; zero for lump sums
    :param count: payslips that have the line
    """

    body: str
    ctp: str
    code: str
    base: Decimal
    employee: Decimal
    employer: Decimal
    total: Decimal
    count: int


def recap(payslips: Iterable[Payslip], figures: Figures) -> tuple[Due, ...]:
    """Return what is due by body and line, in the order of ``BODIES`` and of codes.

    The sum of all totals is the sum of employee totals, employer totals and tax of
    the payslips, to the cent.

    :param figures: figures of the month, for the CTP codes (``ctp_*``)
    """
    sums: dict[tuple[str, str, str], tuple] = {}
    for payslip in payslips:
        for key, base, own, paid in _parts(payslip, figures):
            before = sums.get(key, (ZERO, ZERO, ZERO, 0))
            added = zip(before, (base, own, paid, 1), strict=True)
            sums[key] = tuple(seen + more for seen, more in added)
    dues = [
        Due(body, ctp, code, base, own, paid, own + paid, count)
        for (body, ctp, code), (base, own, paid, count) in sums.items()
    ]
    dues = [_given_back(due, figures) for due in dues]
    return tuple(sorted(dues, key=lambda due: BODIES.index(due.body)))


def _given_back(due, figures):
    """Declare a reduction under another CTP when the month gives some of it back.

    The two numbers never stand together in a declaration: the sum of all decides.
    """
    reduction = due.ctp and int(due.ctp) == figures.get("ctp_reduction")
    if not reduction or due.total <= ZERO:
        return due
    return replace(due, ctp=f"{int(figures['ctp_reduction_back']):03}")


def _parts(payslip, figures):
    """Key, base, employee's and employer's EUR of all that a payslip makes due."""
    borne = payslip.reduction_complementary
    for line in payslip.lines:
        ctp = _ctp(line, payslip.kind, figures)
        paid = line.employer_cents
        if line.block == "relief":
            paid += borne
        base = ZERO if line.base is None else cents(line.base)
        more = _complement(line, figures)
        if more:
            code = f"{line.code}_complement"
            number = f"{int(figures[f'ctp_{code}']):03}"
            yield (line.body, number, code), base, ZERO, more
        yield (line.body, ctp, line.code), base, line.employee_cents, paid - more
    if borne:
        key = ("agirc_arrco", "", "reduction_complementary")
        yield key, ZERO, ZERO, -borne
    if payslip.tax:
        yield ("tax", "", "tax"), payslip.net_taxable, payslip.tax, ZERO


def _complement(line, figures):
    """Part of a full rate that Urssaf wants on a line of its own, EUR to the cent."""
    rate = figures.get(f"{line.code}_complement_employer")
    if rate is None or line.employer_rate != figures.get(f"{line.code}_employer"):
        return ZERO
    return cents(line.base * rate / HUNDRED)


def _ctp(line: Line, kind: str, figures: Figures) -> str:
    """CTP of a line as three digits, empty when it has none."""
    if line.body != "urssaf":
        return ""
    name = f"ctp_{line.code}"
    if line.block == "relief":
        name = "ctp_reduction"
    for other in ("large", "alsace"):
        if line.employer_rate == figures.get(f"{line.code}_{other}_employer", ZERO):
            name = f"ctp_{line.code}_{other}"
    number = figures.get(name)
    if number is None:
        return ""
    if kind.startswith("cape") and number == figures["ctp_maladie"]:
        number = figures[f"ctp_{kind}"]
    return f"{int(number):03}"


def by_body(dues: Iterable[Due]) -> dict[str, Decimal]:
    """Return the sum due to each body, EUR to the cent."""
    found: dict[str, Decimal] = {}
    for due in dues:
        found[due.body] = found.get(due.body, ZERO) + due.total
    return found
