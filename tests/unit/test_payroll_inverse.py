# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a budget or a wished net to the gross, exact to the cent."""

from dataclasses import replace
from itertools import pairwise

import caetic_payroll_engine as engine
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from payroll_figures import ESA, JANUARY, MARCH_2025, OCTOBER, PLAIN, SMALL, euros

settings.register_profile("payroll", max_examples=40, deadline=None, derandomize=True)
PROFILE = settings.get_profile("payroll")
BELOW, ABOVE = 150, 400
BASES = st.sampled_from(["payslip", "raw"])


@pytest.mark.parametrize(
    ("budget", "gross", "net", "cost"),
    [
        (1000, "938.56", "721.03", 1000),
        (1500, "1 417.41", "1 100.07", 1500),
        (2000, "1 882.41", "1 468.17", "1 999.85"),
        (2330, "2 053.05", "1 603.25", 2330),
        (2500, "2 143.78", "1 675.06", "2 499.82"),
        (2614, "2 205.67", "1 724.06", 2614),
        (3000, "2 420.87", "1 894.41", "2 999.98"),
        (4000, "3 013.64", "2 363.65", 4000),
        (5000, "3 646.32", "2 864.47", 5000),
        (7000, "4 988.62", "3 931.77", "6 999.99"),
    ],
)
def test_budgets(budget, gross, net, cost):
    """R524, its list; the net may differ by a cent (CSG and CRDS are two lines)."""
    found = engine.gross_for_cost(euros(budget), SMALL, ESA, OCTOBER)
    assert found.gross == euros(gross)
    assert found.payslip.cost == euros(cost)
    assert found.residual == euros(budget) - euros(cost)
    assert abs(found.payslip.net - euros(net)) <= engine.CENT


@pytest.mark.parametrize(
    ("budget", "gross"),
    [
        ("5 546.35", "4 005.00"),
        ("5 554.76", "4 005.00"),
        ("5 554.77", "4 005.01"),
        ("7 682.32", "5 469.09"),
        ("7 791.70", "5 469.09"),
        ("7 791.71", "5 469.10"),
    ],
)
def test_costs_inside_a_jump_have_no_gross(budget, gross):
    """R522: what the jump holds stays on the account."""
    found = engine.gross_for_cost(euros(budget), SMALL, ESA, OCTOBER)
    assert found.gross == euros(gross)
    assert found.residual == euros(budget) - found.payslip.cost >= 0


@pytest.mark.parametrize("net", ["3 142.81", "3 145", "3 148.41"])
def test_net_with_two_solutions(net):
    """R522: the smaller one, not above the ceiling."""
    found = engine.gross_for_net(euros(net), SMALL, ESA, OCTOBER)
    assert found.gross <= 4005
    assert found.payslip.net == euros(net)


def test_net_above_the_fall():
    """R522: 3 148.42 is reached above the ceiling only."""
    found = engine.gross_for_net(euros("3 148.42"), SMALL, ESA, OCTOBER)
    assert found.gross > euros("4 005.01")
    assert -engine.CENT <= found.residual <= 0


def test_targets_out_of_reach():
    with pytest.raises(engine.PayrollError, match="out_of_reach") as refusal:
        engine.gross_for_cost(euros("19.99"), SMALL, ESA, OCTOBER)
    assert refusal.value.params["cost"] == 20
    assert engine.gross_for_cost(euros(20), SMALL, ESA, OCTOBER).gross == 0
    # a gross of zero: 20 of health, and 1.94 of CSG and CRDS on the employer's 20
    assert engine.gross_for_net(euros("-21.94"), SMALL, ESA, OCTOBER).gross == 0


def test_unpaid_cape_has_one_cost():
    """R209: 3.39 a month, whatever the budget above it."""
    unpaid = engine.Employee(kind="cape_unpaid")
    found = engine.gross_for_cost(euros(100), SMALL, unpaid, OCTOBER)
    assert (found.gross, found.residual) == (0, euros("96.61"))
    with pytest.raises(engine.PayrollError, match="out_of_reach"):
        engine.gross_for_cost(euros(3), SMALL, unpaid, OCTOBER)
    with pytest.raises(engine.PayrollError, match="unpaid_gross"):
        engine.gross_for_net(euros(100), SMALL, unpaid, OCTOBER)


@pytest.mark.parametrize("search", [engine.gross_for_cost, engine.gross_for_net])
def test_basis_nobody_knows(search):
    with pytest.raises(engine.PayrollError, match="unknown_basis"):
        search(euros(1000), SMALL, PLAIN, OCTOBER, basis="exact")


def amounts(low, high):
    return st.decimals(low, high, places=2, allow_nan=False)


employers = st.builds(
    engine.Employer,
    headcount=st.sampled_from([5, 11, 50, 250]),
    at_mp_rate=amounts(0, 4),
    mobility_rate=st.sampled_from([euros(0), euros("1.75")]),
    esa_hours_smic=st.sampled_from(["current", "rgdu"]),
)
employees = st.one_of(
    st.builds(
        engine.Employee,
        cadre=st.booleans(),
        kind=st.sampled_from(["cesa", "cape_paid"]),
        health_premium=amounts(0, 100),
        health_employer_share=st.sampled_from([euros(50), euros(100)]),
        provident_employer=st.sampled_from([None, euros(400)]),
    ),
    st.builds(
        engine.Employee,
        kind=st.just("staff"),
        hourly_rate=st.sampled_from([None, euros(15), euros(45)]),
        provident_employer_rate=st.sampled_from([euros(0), euros("0.6")]),
    ),
)
figures = st.sampled_from([MARCH_2025, JANUARY, OCTOBER])
# A year before the month, from one that leaves little to one that allows much.
years = st.none() | st.builds(
    lambda base, share, granted: engine.YearToDate(
        base=base, reduction_smic=base * share, reduction_granted=base * granted
    ),
    base=amounts(0, 60_000),
    share=st.sampled_from([euros("0.2"), euros("0.333"), euros("0.5"), euros(1)]),
    granted=st.sampled_from([euros(0), euros("0.1")]),
)
targets = st.one_of(
    amounts(0, 100), amounts(100, 9000), amounts(1900, 2300), amounts(5400, 5700)
)


def near(gross, read, situation):
    """Read the payslips of each cent around a gross: ``{gross: value}``."""
    first = max(euros(0), gross - BELOW * engine.CENT)
    tried = [first + cent * engine.CENT for cent in range(BELOW + ABOVE)]
    return {one: read(engine.compute(one, *situation)) for one in tried}


def reader(name, basis):
    """Return how a payslip tells its cost or its net, on a basis."""
    found = {
        "cost": {"payslip": lambda x: x.cost, "raw": lambda x: x.raw.cost},
        "net": {"payslip": lambda x: x.net, "raw": lambda x: x.raw.net},
    }
    return found[name][basis]


@settings(PROFILE)
@given(targets, employers, employees, figures, years, BASES)
def test_largest_gross_within_a_budget(budget, employer, employee, known, year, basis):
    """Against every gross around: no larger one fits, and the cost is within."""
    situation = (employer, employee, known, year)
    nothing = engine.compute(euros(0), *situation)
    budget = max(budget, reader("cost", basis)(nothing))  # health, or a settlement
    found = engine.gross_for_cost(budget, *situation, basis=basis)
    costs = near(found.gross, reader("cost", basis), situation)
    assert max(one for one, cost in costs.items() if cost <= budget) == found.gross
    assert found.residual == budget - costs[found.gross]


@settings(PROFILE)
@given(targets, employers, employees, figures, years, BASES)
def test_smallest_gross_for_a_net(target, employer, employee, known, year, basis):
    """Against every gross around: no smaller one reaches the net."""
    situation = (employer, employee, known, year)
    found = engine.gross_for_net(target, *situation, basis=basis)
    nets = near(found.gross, reader("net", basis), situation)
    assert min(one for one, net in nets.items() if net >= target) == found.gross
    assert found.residual == target - nets[found.gross] <= 0


@settings(PROFILE)
@given(amounts(1, 9000), employers, employees, figures)
@example(euros("4 005.01"), SMALL, ESA, OCTOBER)
@example(euros("5 469.10"), SMALL, ESA, OCTOBER)
def test_round_trips(gross, employer, employee, known):
    """The cost of a gross gives it back, or a larger one that costs no more.

    It costs the same, unless provident above its limits weighs on less hours (R519).
    """
    situation = (employer, employee, known)
    payslip = engine.compute(gross, *situation)
    back = engine.gross_for_cost(payslip.cost, *situation)
    assert back.gross >= gross
    assert back.payslip.cost <= payslip.cost
    if payslip.base == gross:
        assert back.payslip.cost == payslip.cost
    back = engine.gross_for_net(payslip.net, *situation)
    assert back.gross <= gross
    assert back.payslip.net >= payslip.net


def test_settled_year_is_searched_exactly():
    """R520: under the SMIC the cost may fall when pay rises; each gross is tried."""
    year = engine.YearToDate(
        base=euros(40_000), reduction_smic=euros(13_330), reduction_granted=euros(0)
    )
    situation = (replace(SMALL, headcount=20), PLAIN, OCTOBER, year)
    costs = {
        cent: engine.compute(cent * engine.CENT, *situation).cost
        for cent in range(0, 120_000, 7)
    }
    values = list(costs.values())
    falls = [one for one, more in pairwise(values) if more < one]
    assert falls, "the cost of such a year falls somewhere"
    for budget in (min(values), values[0], values[-1] + 1, euros("-300"), euros(200)):
        fitting = [cent for cent, cost in costs.items() if cost <= budget]
        try:
            gross = engine.gross_for_cost(budget, *situation).gross
        except engine.PayrollError:
            assert fitting == []
        else:
            assert gross >= max(fitting, default=0) * engine.CENT
            assert engine.compute(gross, *situation).cost <= budget
