# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Payslips made by an outside payroll office: checked, compared, put in our form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

from .lines import Line, Payslip, RawTotals
from .money import ZERO

# Bodies whose sums an office gives; the others are in ``urssaf``.
OFFICE_BODIES = ("urssaf", "agirc_arrco", "provident", "health")
TOTALS = ("gross", "net_social", "net", "net_taxable", "tax", "net_paid", "cost")
SIDES = ("employee", "employer")


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
class OfficeLine:
    """One line of an office's payslip, EUR to the cent.

    :param codes: our lines that it stands for: an office may print several as one
        (CSG not deductible and CRDS), and split one of ours in several
    :param employee: what the employee pays, positive; what is given back, negative
    :param employer: what the employer pays, likewise
    :param base: EUR, None when the office gives none
    :param label: its name on the office's payslip
    """

    codes: tuple[str, ...]
    employee: Decimal
    employer: Decimal
    base: Decimal | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One figure that two payslips do not share, EUR.

    :param code: a total (``gross``, ``cost``...), ``<body>_employee``,
        ``<body>_employer``, or ``line_employee``, ``line_employer``
    :param lines: our lines that are compared, empty for a total
    :param label: names of the office's lines, empty when it has none
    :param our_base: base of ours, EUR to the cent, None without
    :param their_base: base of theirs, likewise
    """

    code: str
    ours: Decimal
    theirs: Decimal
    lines: tuple[str, ...] = ()
    label: str = ""
    our_base: Decimal | None = None
    their_base: Decimal | None = None

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


def parts_of(
    lines: Iterable[OfficeLine], bodies: Mapping[str, str]
) -> dict[str, tuple[Decimal, Decimal]]:
    """Return what each body gets from an office's lines: employee, employer, EUR.

    :param bodies: line code -> body; a line that stands for several of ours goes to
        the body of the first, and what an office does not tell apart to Urssaf
    """
    parts = {body: (ZERO, ZERO) for body in OFFICE_BODIES}
    for line in lines:
        body = bodies.get(line.codes[0], "")
        body = body if body in OFFICE_BODIES else OFFICE_BODIES[0]
        own, paid = parts[body]
        parts[body] = (own + line.employee, paid + line.employer)
    return parts


def line_issues(
    figures: OfficeFigures, lines: Sequence[OfficeLine]
) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """Return the sides whose lines do not add up to the totals, to the cent.

    :returns: ``(side, sum of the lines, total of the side)`` for each that is wrong
    """
    wanted = (
        ("employee", sum((x.employee for x in lines), ZERO), figures.employee_total),
        ("employer", sum((x.employer for x in lines), ZERO), figures.employer_total),
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


def line_gaps(ours: Payslip, theirs: Sequence[OfficeLine]) -> tuple[Gap, ...]:
    """Return the lines that two payslips of the same pay do not share, side by side.

    Lines are compared in the smallest groups that both sides can add up: with an
    office that prints CSG not deductible and CRDS as one, both are compared to it
    together. An amount that differs is told, and so is a base, where both give one.

    :param ours: payslip computed here
    :param theirs: lines of the office
    :returns: in the order of our payslip, then what the office alone has
    """
    found = []
    for codes in _groups(ours, theirs):
        left = [line for line in ours.lines if line.code in codes]
        right = [line for line in theirs if set(line.codes) & codes]
        found += _side_gaps(left, right)
    return tuple(found)


def _groups(ours, theirs):
    """Return the sets of line codes that no office line joins to another."""
    groups = []
    for codes in [(line.code,) for line in ours.lines] + [x.codes for x in theirs]:
        near = [group for group in groups if group & set(codes)]
        if near:
            near[0].update(codes, *near[1:])
            groups = [group for group in groups if group not in near[1:]]
        else:
            groups.append(set(codes))
    return groups


def _side_gaps(left, right):
    """Yield the gap of each side of a group of lines."""
    codes = [line.code for line in left]
    for line in right:
        codes += [code for code in line.codes if code not in codes]
    label = ", ".join(dict.fromkeys(line.label for line in right if line.label))
    for side in SIDES:
        mine = [line for line in left if getattr(line, f"{side}_cents")]
        others = [line for line in right if getattr(line, side)]
        our_base, their_base = _base_of(mine), _base_of(others)
        own = sum((getattr(line, f"{side}_cents") for line in mine), ZERO)
        paid = sum((getattr(line, side) for line in others), ZERO)
        apart = None not in (our_base, their_base) and our_base != their_base
        if own != paid or apart:
            bases = our_base, their_base
            yield Gap(f"line_{side}", own, paid, tuple(codes), label, *bases)


def _base_of(lines):
    """Return the largest base of lines, EUR to the cent, None without any."""
    bases = [line.base for line in lines if line.base is not None]
    return cents(max(bases, key=abs)) if bases else None


def _by_body(payslip):
    sums = {f"{body}_{side}": ZERO for body in OFFICE_BODIES for side in SIDES}
    for line in payslip.lines:
        body = line.body if line.body in OFFICE_BODIES else OFFICE_BODIES[0]
        sums[f"{body}_employee"] += line.employee_cents
        sums[f"{body}_employer"] += line.employer_cents
    return sums
