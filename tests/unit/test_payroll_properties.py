# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What holds whatever the pay: sums, order, repetition, settlement."""

from itertools import pairwise

import caetic_payroll_engine as engine
from hypothesis import given, settings
from hypothesis import strategies as st
from payroll_figures import JANUARY, MARCH_2025, OCTOBER, PLAIN, SMALL, YEAR, euros
from test_payroll_inverse import PROFILE, amounts, employees, employers, figures

FULL_SMIC = euros("1 867.02")
JUMPS = [euros("4 005.00"), euros("5 469.09")]


@settings(PROFILE)
@given(amounts(0, 40_000), employers, employees, figures, amounts(0, 20_000))
def test_sums_of_lines(gross, employer, employee, known, budget):
    payslip = engine.compute(gross, employer, employee, known)
    own = sum((line.employee_cents for line in payslip.lines), euros(0))
    paid = sum((line.employer_cents for line in payslip.lines), euros(0))
    assert (payslip.employee_total, payslip.employer_total) == (own, paid)
    assert (payslip.net, payslip.cost) == (gross - own, gross + paid)
    assert payslip.net_paid == payslip.net - payslip.tax
    for line in payslip.lines:
        assert line.employee_cents == engine.cents(line.employee)
        assert line.employer_cents == engine.cents(line.employer)
        assert line.body in engine.BODIES
        assert line.block in engine.BLOCKS
    # half a cent a line and a side, at most
    most = len(payslip.lines) * engine.CENT / 2
    assert abs(payslip.cost - payslip.raw.cost) <= most
    assert abs(payslip.net - payslip.raw.net) <= most
    shares = engine.picture(payslip, budget)
    assert sum((share.amount for share in shares), euros(0)) == budget


@settings(PROFILE)
@given(amounts(0, 40_000), employers, employees, figures)
def test_same_input_same_payslip(gross, employer, employee, known):
    one = engine.compute(gross, employer, employee, known)
    assert engine.compute(gross, employer, employee, known) == one


@settings(PROFILE)
@given(st.lists(amounts(0, 9000), min_size=2, max_size=30), employers, figures)
def test_cost_rises_with_the_gross(grosses, employer, known):
    """Of a month alone; the net rises too, but for its fall at the ceiling (R522)."""
    payslips = [
        engine.compute(gross, employer, PLAIN, known) for gross in sorted(grosses)
    ]
    for low, high in pairwise(payslips):
        assert low.cost <= high.cost
        same_side = (low.gross <= low.ceiling) == (high.gross <= high.ceiling)
        if same_side and high.gross > low.gross + 1:
            assert low.net < high.net


@settings(PROFILE)
@given(st.integers(187_000, 900_000))
def test_cost_jumps_where_it_is_known_to(cents):
    """R522: a cent of gross costs less than a euro but at the ceiling and 3 SMIC."""
    low, high = (
        engine.compute(euros(cents + more) * engine.CENT, SMALL, PLAIN, OCTOBER)
        for more in (0, 1)
    )
    assert (high.cost - low.cost < 1) or low.gross in JUMPS


@settings(PROFILE, max_examples=25)
@given(st.lists(amounts(0, 8000), min_size=12, max_size=12), employers)
def test_a_year_of_pay_equals_its_december_settlement(grosses, employer):
    """R520: twelve settlements grant what one computation of the year grants."""
    plan = engine.plan_year(grosses, employer, PLAIN, YEAR)
    base = sum(grosses, euros(0))
    smic = sum((payslip.reduction_smic for payslip in plan.payslips), euros(0))
    last = plan.payslips[-1].reduction_coefficient
    assert plan.reduction == engine.cents(last * base)
    # the coefficient depends on the ratio only: a month of full hours with the pay
    # in proportion has the same, when the year's pay is not under its SMIC
    if smic and base >= smic:
        full = euros("12.02") * euros(1820) / 12
        staff = engine.Employee(kind="staff")
        alone = engine.compute(base * full / smic, employer, staff, OCTOBER)
        assert abs(alone.reduction_coefficient - last) <= euros("0.0001")


@settings(PROFILE, max_examples=25)
@given(st.lists(amounts(0, 8000), min_size=12, max_size=12))
def test_year_end_settles_like_every_month(grosses):
    """R520: both ways grant the same over the year."""
    plans = [
        engine.plan_year(
            grosses,
            engine.Employer(headcount=9, reduction_settlement=settlement),
            PLAIN,
            YEAR,
        )
        for settlement in ("progressive", "year_end")
    ]
    assert plans[0].reduction == plans[1].reduction


@settings(PROFILE, max_examples=25)
@given(
    st.lists(st.tuples(amounts(0, 9000), employees), max_size=6),
    employers,
    st.sampled_from([MARCH_2025, JANUARY, OCTOBER]),
)
def test_recap_adds_up(people, employer, known):
    payslips = [engine.compute(gross, employer, one, known) for gross, one in people]
    due = sum(x.employee_total + x.employer_total + x.tax for x in payslips)
    dues = engine.recap(payslips, known)
    assert sum(one.total for one in dues) == due
    assert sum(engine.by_body(dues).values()) == due
    assert all(one.total == one.employee + one.employer for one in dues)
