# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""General reduction: coefficient, equivalent hours, settlement, smoothing."""

from dataclasses import replace

import caetic_payroll_engine as engine
import pytest
from payroll_figures import (
    ESA,
    FULL_TIME,
    JANUARY,
    OCTOBER,
    PLAIN,
    SMALL,
    YEAR,
    euros,
)

LARGE = replace(SMALL, headcount=50)


@pytest.mark.parametrize(
    ("gross", "small", "large"),
    [
        ("1 823.03", "0.3981", "0.4021"),
        ("2 000", "0.3147", "0.3178"),
        ("2 200", "0.2448", "0.2472"),
        ("2 278.79", "0.2225", "0.2247"),
        ("2 500", "0.1719", "0.1735"),
        ("2 800", "0.1234", "0.1245"),
        ("3 000", "0.0999", "0.1008"),
        ("3 500", "0.0611", "0.0615"),
        ("4 000", "0.0395", "0.0397"),
        ("4 500", "0.0277", "0.0277"),
        ("5 000", "0.0218", "0.0218"),
        ("5 469.09", "0.0200", "0.0200"),
        ("5 469.10", "0", "0"),
    ],
)
def test_coefficient_of_a_full_month(gross, small, large):
    """R521."""
    for employer, expected in ((SMALL, small), (LARGE, large)):
        payslip = engine.compute(euros(gross), employer, FULL_TIME, OCTOBER)
        assert payslip.reduction_coefficient == euros(expected)


@pytest.mark.parametrize(
    ("figures", "reading", "reduction"),
    [
        (JANUARY, "current", "597.15"),
        (JANUARY, "rgdu", "597.15"),
        (OCTOBER, "current", "562.50"),
        (OCTOBER, "rgdu", "597.15"),
    ],
)
def test_equivalent_hours(figures, reading, reduction):
    """R519 on 1 500 EUR: 0.3750 or 0.3981 since June, 34.65 EUR apart."""
    employer = replace(SMALL, esa_hours_smic=reading)
    payslip = engine.compute(euros(1500), employer, PLAIN, figures)
    assert payslip.reduction == euros(reduction)


@pytest.mark.parametrize(("gross", "reading"), [("1 867.02", "current"), (500, "rgdu")])
def test_pay_at_the_smic_counts_full_hours(gross, reading):
    """R519: pay from the SMIC on counts 151.67 hours; under it, pay / SMIC hours."""
    employer = replace(SMALL, esa_hours_smic=reading)
    hours = engine.compute(euros(gross), employer, PLAIN, OCTOBER).hours
    expected = "151.67" if gross == "1 867.02" else "41.60"  # 500 / 12.02
    assert engine.cents(hours) == euros(expected)


def test_progressive_settlement():
    """R520, its table to the cent."""
    grosses = ["1 500", "2 500", "0", "3 000", "2 000", "2 000"]
    plan = engine.plan_year([*map(euros, grosses)], SMALL, PLAIN, YEAR[:6])
    found = [(str(x.reduction_coefficient), x.reduction) for x in plan.payslips]
    coefficients = ["0.3981", "0.2465", "0.2465", "0.1759", "0.2035", "0.2220"]
    reductions = ["597.15", "388.85", "0", "245.30", "600.20", "610.50"]
    assert found == [*zip(coefficients, map(euros, reductions), strict=True)]
    smic, total = [], euros(0)
    for payslip in plan.payslips:
        total += payslip.reduction_smic
        smic.append(str(engine.cents(total)))
    assert smic == ["1500.00", "3323.03", "3323.03", "5146.07", "6969.10", "8792.13"]
    assert plan.reduction == euros("2 442.00")


def test_settlement_takes_back():
    """A month above three SMIC after low ones: 0.3981 x 1 000, then less in all.

    SMIC 1 000 + 1 823.0333 for 7 000: 0.02 + 0.3781 x (0.5 x (8 469.10 / 7 000 - 1))
    ^ 1.75 = 0.0273, so 191.10 for both months, 207.00 less than granted.
    """
    plan = engine.plan_year([euros(1000), euros(6000)], SMALL, PLAIN, YEAR[:2])
    assert [x.reduction for x in plan.payslips] == [euros("398.10"), euros("-207.00")]
    last = plan.payslips[-1].line("rgdu")
    assert last.employer_cents == euros("207.00")


@pytest.mark.parametrize(
    ("settlement", "first", "last"),
    [
        ("progressive", "398.10", "-207.00"),
        ("year_end", "398.10", "-207.00"),
        ("month", "398.10", "0"),
    ],
)
def test_ways_to_settle(settlement, first, last):
    """R520: every month, in the last one, or never."""
    employer = replace(SMALL, reduction_settlement=settlement)
    plan = engine.plan_year([euros(1000), euros(6000)], employer, PLAIN, YEAR[:2])
    assert [x.reduction for x in plan.payslips] == [euros(first), euros(last)]


def test_year_end_waits_for_the_last_month():
    employer = replace(SMALL, reduction_settlement="year_end")
    grosses = [euros(1000), euros(6000), euros(0)]
    plan = engine.plan_year(grosses, employer, PLAIN, YEAR[:3])
    taken = [x.reduction for x in plan.payslips]
    assert taken == [euros("398.10"), 0, euros("-207.00")]


@pytest.mark.parametrize(("more", "coefficient"), [("0", "0"), ("-0.01", "0.0200")])
def test_three_smic_of_a_year(more, coefficient):
    """R514: 65 629.20 ends the reduction, though SMIC was cut at the millionth."""
    year = engine.YearToDate(
        base=euros("60 160.10") + euros(more), reduction_smic=11 * euros("1823.033333")
    )
    payslip = engine.compute(euros("5 469.10"), SMALL, PLAIN, OCTOBER, year)
    assert payslip.reduction_coefficient == euros(coefficient)


def test_part_for_complementary_pension():
    """R518: 0.0601 / 0.3981 of 629.40 = 95.02."""
    payslip = engine.compute(euros(2000), SMALL, ESA, OCTOBER)
    assert payslip.reduction_complementary == euros("95.02")


@pytest.mark.parametrize(
    ("grosses", "reduction"),
    [
        ([2000] * 12, "7 552.80"),
        ([1000] * 11 + [13000], "1 536.00"),
        ([1000] * 11 + [8000], "2 525.10"),
    ],
)
def test_reduction_of_a_year(grosses, reduction):
    """R422."""
    plan = engine.plan_year([*map(euros, grosses)], SMALL, PLAIN, YEAR)
    assert plan.reduction == euros(reduction)


def test_what_regular_pay_saves():
    """R422: 7 552.80 - 1 536.00 = 6 016.80 of reduction on 24 000 of gross."""
    uneven = [euros(1000)] * 11 + [euros(13000)]
    found = engine.compare_plans(uneven, SMALL, PLAIN, YEAR)
    assert found.regular.reduction - found.wished.reduction == euros("6 016.80")
    assert found.regular.gross == found.wished.gross == 24000
    assert found.saving == found.wished.cost - found.regular.cost > 6000
    affordable = engine.plan_year([found.affordable] * 12, SMALL, PLAIN, YEAR)
    one_more = [found.affordable + engine.CENT] * 12
    assert affordable.cost <= found.wished.cost
    more = engine.plan_year(one_more, SMALL, PLAIN, YEAR).cost
    assert more > found.wished.cost
    assert found.affordable_net == affordable.net > found.regular.net


def test_smoothed_year_of_19000():
    """R422: 7 307.40, in twelfths of 1 583.33 or 1 583.34."""
    found = engine.compare_plans([euros(1000)] * 11 + [euros(8000)], SMALL, PLAIN, YEAR)
    assert found.regular.reduction == euros("7 307.40")
    assert found.regular.gross == 19000


def test_months_without_figures():
    with pytest.raises(engine.PayrollError, match="months_differ"):
        engine.plan_year([euros(1000)] * 2, SMALL, PLAIN, YEAR[:1])
    with pytest.raises(engine.PayrollError, match="months_differ"):
        engine.compare_plans([], SMALL, PLAIN, [])
