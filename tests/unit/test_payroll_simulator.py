# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Twelve months of what-if, from turnover to net."""

from dataclasses import replace

import caetic_payroll_engine as engine
import pytest
from caetic_payroll_engine.simulator import (
    MonthMoney,
    months_of,
    net_saved,
    simulate_year,
    year_totals,
)
from payroll_figures import OCTOBER, PLAIN, SMALL, YEAR, euros

# 30 people, accidents 1.50 %: 1 000.00 costs 1 052.66 (reference, payslip 2).
EMPLOYER = engine.Employer(
    headcount=30, at_mp_rate=euros("1.50"), reduction_settlement="month"
)


def money(turnover, charges=0, contribution=0):
    return MonthMoney(euros(turnover), euros(charges), euros(contribution))


def test_what_a_month_leaves_for_pay():
    """3 000 - 200 - 300."""
    assert money(3000, 200, 300).budget == 2500
    assert money(100, 200, 10).budget == -110


def test_a_month_of_the_reference():
    (month,) = simulate_year([money("1 052.66")], EMPLOYER, PLAIN, [OCTOBER])
    assert (month.payslip.gross, month.payslip.net) == (1000, euros("791.60"))
    assert month.left == 0


def test_what_is_not_paid_is_carried():
    """Nothing can be paid out of -500.00; 600.00 then leaves 100.00 for the third."""
    months = [money(0, 500), money(600), money("952.66")]
    first, second, third = simulate_year(months, EMPLOYER, PLAIN, [OCTOBER] * 3)
    assert (first.payslip, first.left) == (None, -500)
    assert second.payslip.cost + second.left == 100
    assert second.left >= 0
    assert third.payslip.cost + third.left == euros("952.66") + second.left


def test_smooth_pay_spends_a_twelfth_each_month():
    """1 052.66 x 12 in December alone is 1 000.00 of gross a month."""
    months = [money(0)] * 11 + [money("12 631.92")]
    smooth = simulate_year(months, EMPLOYER, PLAIN, [OCTOBER] * 12, smooth=True)
    assert {month.payslip.gross for month in smooth} == {1000}
    assert smooth[0].left == euros("-1 052.66")
    assert smooth[-1].left == 0


def test_a_share_of_a_cent_stays():
    """10.00 over three months is 3.33 each; the last cent is not spent."""
    months = [money(10), money(0), money(0)]
    unpaid = simulate_year(months, SMALL, PLAIN, [OCTOBER] * 3, smooth=True)
    spent = sum(month.payslip.cost for month in unpaid)
    assert unpaid[-1].left == 10 - spent
    assert all(month.payslip.cost <= euros("3.33") for month in unpaid)


def test_totals_are_sums_of_the_months():
    """Two months of the reference: 2 000.00, 2 105.32, 1 583.20, contribution 20."""
    months = [money("1 062.66", 0, 10)] * 2
    totals = year_totals(simulate_year(months, EMPLOYER, PLAIN, [OCTOBER] * 2))
    assert totals.gross == 2000
    assert totals.cost == euros("2 105.32")
    assert totals.net == euros("1 583.20")
    assert totals.contribution == 20


def test_totals_of_nothing():
    totals = year_totals(simulate_year([money(0)], EMPLOYER, PLAIN, [OCTOBER]))
    assert (totals.gross, totals.cost, totals.net, totals.contribution) == (0, 0, 0, 0)


def test_regular_pay_saves_net():
    """R422: with the yearly settlement, December alone gets next to no reduction."""
    yearly = replace(EMPLOYER, reduction_settlement="progressive")
    months = [money(1000)] * 11 + [money(13000)]
    smooth = simulate_year(months, yearly, PLAIN, YEAR, smooth=True)
    uneven = simulate_year(months, yearly, PLAIN, YEAR)
    saved = net_saved(smooth, uneven)
    assert saved == year_totals(smooth).net - year_totals(uneven).net
    assert saved > 1000
    assert net_saved(uneven, smooth) == -saved
    assert net_saved(smooth, smooth) == 0


def test_contribution_of_each_month():
    """100, then 250 and 250 since January: 100, 150 and 0 of each month."""
    turnovers, charges = [euros(1000)] * 3, [euros(50)] * 3
    found = months_of(turnovers, charges, [euros(100), euros(250), euros(250)])
    assert [month.contribution for month in found] == [100, 150, 0]
    assert [month.budget for month in found] == [850, 800, 950]


def test_as_many_figures_as_months():
    with pytest.raises(engine.PayrollError, match="months_differ"):
        simulate_year([money(100)], SMALL, PLAIN, [OCTOBER] * 2)
    with pytest.raises(engine.PayrollError, match="months_differ"):
        months_of([euros(1)], [euros(1)], [])


def test_a_stable_plan_saves_what_the_yearly_reduction_gives():
    """R422: 24 000 of gross, each month 2 000 or all in January."""
    yearly = replace(SMALL, reduction_settlement="progressive")
    payslip = engine.compute(euros(2000), yearly, PLAIN, YEAR[0])
    plan = engine.stable_plan(payslip, yearly, PLAIN, YEAR)
    even = engine.plan_year([euros(2000)] * 12, yearly, PLAIN, YEAR)
    once = engine.plan_year([euros(24000)] + [euros(0)] * 11, yearly, PLAIN, YEAR)
    assert even.reduction == euros("7 552.80")
    assert plan == engine.Stable(payslip.net, once.cost - even.cost)
