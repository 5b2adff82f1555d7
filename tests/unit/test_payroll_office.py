# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Payslips of an outside payroll office: checked, and compared line by line."""

from dataclasses import replace

import caetic_payroll_engine as engine
import pytest
from caetic_payroll_engine import office
from caetic_payroll_engine.office import OfficeLine
from payroll_figures import OCTOBER, PLAIN, euros

# 30 people, accidents 1.50 %, gross of 1 000.00: reference, payslip 2.
EMPLOYER = engine.Employer(headcount=30, at_mp_rate=euros("1.50"))
OURS = engine.compute(euros(1000), EMPLOYER, PLAIN, OCTOBER)
# Urssaf: 69.00 + 4.00 + 66.81 + 23.58 + 4.91 = 168.30 of the employee. Of the employer:
# 130 + 85.50 + 21.10 + 52.50 + 15 + 3 + 1 + 0.16 + 40 + 2.50 + 10 + 5.90 + 0.90
# = 367.56, less 375.00. Pensions: 31.50 + 8.60 = 40.10, and 47.20 + 12.90 = 60.10.
FIGURES = office.OfficeFigures(
    gross=euros("1 000.00"),
    net_social=euros("791.60"),
    net=euros("791.60"),
    net_taxable=euros("820.09"),
    tax=euros("0.00"),
    net_paid=euros("791.60"),
    cost=euros("1 052.66"),
    parts={
        "urssaf": (euros("168.30"), euros("-7.44")),
        "agirc_arrco": (euros("40.10"), euros("60.10")),
    },
    reduction=euros("375.00"),
)


def same_lines(*without):
    """Return our own lines as an office would give them."""
    return [
        OfficeLine(
            (line.code,), line.employee_cents, line.employer_cents, line.base, line.code
        )
        for line in OURS.lines
        if line.code not in without
    ]


def test_totals_that_follow_from_each_other():
    assert FIGURES.employee_total == euros("208.40")
    assert FIGURES.employer_total == euros("52.66")
    assert office.office_issues(FIGURES) == ()


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("net", "791.61", "791.60"),  # 1 000.00 - 208.40
        ("net_paid", "790.00", "791.60"),  # 791.60 - 0.00
        ("cost", "1 060.00", "1 052.66"),  # 1 000.00 + 52.66
    ],
)
def test_totals_that_do_not(name, given, wanted):
    wrong = replace(FIGURES, **{name: euros(given)})
    assert (name, euros(given), euros(wanted)) in office.office_issues(wrong)


def test_the_same_payslip_has_no_gap():
    theirs = office.office_payslip(FIGURES, "cesa")
    assert (theirs.cost, theirs.net, theirs.kind) == (OURS.cost, OURS.net, "cesa")
    assert [line.code for line in theirs.lines] == [
        "office_urssaf",
        "office_agirc_arrco",
    ]
    assert office.gaps(OURS, theirs) == ()
    assert office.line_gaps(OURS, same_lines()) == ()


def test_gap_of_totals_and_of_a_body():
    """5.00 more of Urssaf for the employer is 5.00 more of cost."""
    dear = replace(
        FIGURES,
        cost=euros("1 057.66"),
        parts={**FIGURES.parts, "urssaf": (euros("168.30"), euros("-2.44"))},
    )
    found = office.gaps(OURS, office.office_payslip(dear, "cesa"))
    assert [(gap.code, gap.amount) for gap in found] == [
        ("cost", 5),
        ("urssaf_employer", 5),
    ]


def test_gap_of_a_line():
    """Accidents at 2.00 % instead of 1.50 %: 20.00 for 15.00 on the same base."""
    lines = [
        *same_lines("atmp"),
        OfficeLine(("atmp",), euros(0), euros("20.00"), euros(1000), "AT"),
    ]
    (gap,) = office.line_gaps(OURS, lines)
    assert (gap.code, gap.lines, gap.label) == ("line_employer", ("atmp",), "AT")
    assert (gap.ours, gap.theirs, gap.amount) == (15, 20, 5)
    assert (gap.our_base, gap.their_base) == (1000, 1000)


def test_a_base_that_differs_is_told_even_at_the_same_amount():
    lines = [
        *same_lines("csa"),
        OfficeLine(("csa",), euros(0), euros("3.00"), euros("1 001"), "CSA"),
    ]
    (gap,) = office.line_gaps(OURS, lines)
    assert (gap.amount, gap.our_base, gap.their_base) == (0, 1000, 1001)


def test_an_office_without_bases():
    lines = [replace(line, base=None) for line in same_lines()]
    assert office.line_gaps(OURS, lines) == ()


@pytest.mark.parametrize(("amount", "gap"), [("28.49", None), ("28.50", "0.01")])
def test_an_office_line_that_stands_for_two_of_ours(amount, gap):
    """CSG not deductible and CRDS at 2.90 %: 23.58 + 4.91 = 28.49."""
    lines = [
        *same_lines("csg_non_deductible", "crds"),
        OfficeLine(("csg_non_deductible", "crds"), euros(amount), euros(0)),
    ]
    found = office.line_gaps(OURS, lines)
    if gap is None:
        assert found == ()
    else:
        (one,) = found
        assert one.lines == ("csg_non_deductible", "crds")
        assert (one.code, one.amount) == ("line_employee", euros(gap))


def test_several_office_lines_for_one_of_ours():
    """Health at 7 % and its complement of 6 %: 70.00 + 60.00 = 130.00."""
    lines = [
        *same_lines("maladie"),
        OfficeLine(("maladie",), euros(0), euros("70.00"), euros(1000), "Maladie"),
        OfficeLine(("maladie",), euros(0), euros("60.00"), euros(1000), "Complément"),
    ]
    assert office.line_gaps(OURS, lines) == ()


def test_what_one_side_alone_has():
    """Ours without theirs, then theirs without ours."""
    lines = [
        *same_lines("ags"),
        OfficeLine(("apec",), euros("0.24"), euros("0.36"), None, "Apec"),
    ]
    found = office.line_gaps(OURS, lines)
    assert [(gap.lines, gap.code, gap.ours, gap.theirs) for gap in found] == [
        (("ags",), "line_employer", euros("2.50"), 0),
        (("apec",), "line_employee", 0, euros("0.24")),
        (("apec",), "line_employer", 0, euros("0.36")),
    ]


def test_bodies_from_the_lines():
    """The same sums by body as those written out above."""
    bodies = {line.code: line.body for line in OURS.lines}
    parts = office.parts_of(same_lines(), bodies)
    assert parts["urssaf"] == (euros("168.30"), euros("-7.44"))
    assert parts["agirc_arrco"] == (euros("40.10"), euros("60.10"))
    assert parts["health"] == parts["provident"] == (0, 0)
    assert office.line_issues(FIGURES, same_lines()) == ()


def test_what_an_office_does_not_tell_apart_goes_to_urssaf():
    parts = office.parts_of(
        [OfficeLine(("peec",), euros(0), euros("4.50"))], {"peec": "housing"}
    )
    assert parts["urssaf"] == (0, euros("4.50"))


def test_lines_that_do_not_add_up_to_the_totals():
    """Without the 31.50 and 47.20 of pensions: 176.90 and 5.46."""
    assert office.line_issues(FIGURES, same_lines("retraite_t1")) == (
        ("employee", euros("176.90"), euros("208.40")),
        ("employer", euros("5.46"), euros("52.66")),
    )
