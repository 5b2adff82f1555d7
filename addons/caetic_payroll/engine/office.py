# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Payslips made by an outside payroll office: checked, compared, put in our form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .lines import Line, Payslip, RawTotals
from .money import ZERO

# Bodies whose sums an office gives; the others are in ``urssaf``.
OFFICE_BODIES = ("urssaf", "agirc_arrco", "provident", "health")
TOTALS = ("gross", "net_social", "net", "net_taxable", "tax", "net_paid", "cost")


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """What a payroll office says of one payslip, EUR to the cent.

    :param parts: body -> what the employee and the employer pay; reliefs deducted
    :param reduction: general reduction, already deducted from the parts
    """

    gross: Decimal
    net_social: Decimal
    net: Decimal
    net_taxable: Decimal
    tax: Decimal
    net_paid: Decimal
    cost: Decimal
    parts: Mapping[str, tuple[Decimal, Decimal]]
    reduction: Decimal = ZERO

    @property
    def employee_total(self) -> Decimal:
        """Sum of what the employee pays, EUR."""
        return sum((own for own, _paid in self.parts.values()), ZERO)

    @property
    def employer_total(self) -> Decimal:
        """Sum of what the employer pays, EUR."""
        return sum((paid for _own, paid in self.parts.values()), ZERO)


@dataclass(frozen=True, slots=True)
class Gap:
    """One figure that two payslips do not share, EUR.

    :param code: a total (``gross``, ``cost``...) or ``<body>_employee``,
        ``<body>_employer``
    """

    code: str
    ours: Decimal
    theirs: Decimal

    @property
    def amount(self) -> Decimal:
        """Return theirs less ours, EUR."""
        return self.theirs - self.ours


def office_issues(figures: OfficeFigures) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """Return the totals that do not follow from the others, to the cent.

    gross - employee = net; net - tax = net paid; gross + employer = cost.

    :returns: ``(total, as given, as it should be)`` for each that is wrong
    """
    wanted = (
        ("net", figures.net, figures.gross - figures.employee_total),
        ("net_paid", figures.net_paid, figures.net - figures.tax),
        ("cost", figures.cost, figures.gross + figures.employer_total),
    )
    return tuple(row for row in wanted if row[1] != row[2])


def office_payslip(figures: OfficeFigures, kind: str) -> Payslip:
    """Return the payslip of an office in the form of ours: one line a body.

    :param kind: kind of employee, as in ``Employee``
    """
    lines = tuple(
        Line(f"office_{body}", None, None, None, own, paid, own, paid, body, "other")
        for body, (own, paid) in figures.parts.items()
        if own or paid
    )
    own, paid = figures.employee_total, figures.employer_total
    totals = {name: getattr(figures, name) for name in TOTALS}
    raw = RawTotals(
        cost=figures.cost,
        net=figures.net,
        net_social=figures.net_social,
        net_taxable=figures.net_taxable,
        employee_total=own,
        employer_total=paid,
        reduction=figures.reduction,
    )
    return Payslip(
        **totals,
        lines=lines,
        tax_rate=ZERO,
        employee_total=own,
        employer_total=paid,
        reduction=figures.reduction,
        reduction_coefficient=ZERO,
        reduction_smic=ZERO,
        reduction_complementary=ZERO,
        hours=ZERO,
        ceiling=ZERO,
        csg_base=ZERO,
        kind=kind,
        base=figures.gross,
        raw=raw,
    )


def gaps(ours: Payslip, theirs: Payslip) -> tuple[Gap, ...]:
    """Return what two payslips of the same pay do not share, totals first.

    Sums by body: both sides add up their own lines; what an office does not tell
    apart (housing, tax on wages) counts with Urssaf.
    """
    rows = [(name, getattr(ours, name), getattr(theirs, name)) for name in TOTALS]
    left, right = _by_body(ours), _by_body(theirs)
    rows += [(key, left[key], right[key]) for key in left]
    return tuple(Gap(*row) for row in rows if row[1] != row[2])


def _by_body(payslip):
    sums = {
        f"{body}_{side}": ZERO
        for body in OFFICE_BODIES
        for side in ("employee", "employer")
    }
    for line in payslip.lines:
        body = line.body if line.body in OFFICE_BODIES else OFFICE_BODIES[0]
        sums[f"{body}_employee"] += line.employee_cents
        sums[f"{body}_employer"] += line.employer_cents
    return sums
