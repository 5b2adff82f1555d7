# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A contract that begins or ends within a month."""

from dataclasses import replace
from datetime import date

import caetic_payroll_engine as engine
import pytest
from payroll_figures import OCTOBER, PLAIN, SMALL, euros


@pytest.mark.parametrize(
    ("month", "start", "end", "outside"),
    [
        (date(2026, 10, 1), date(2026, 1, 1), None, 0),
        (date(2026, 10, 1), date(2026, 10, 1), None, 0),
        (date(2026, 10, 1), date(2026, 10, 12), None, 11),
        (date(2026, 10, 31), date(2026, 10, 31), None, 30),
        (date(2026, 2, 1), date(2026, 1, 1), date(2026, 2, 15), 13),
        (date(2024, 2, 1), date(2024, 1, 1), date(2024, 2, 15), 14),  # of 29
        (date(2026, 10, 1), date(2026, 10, 5), date(2026, 10, 20), 15),
        (date(2026, 10, 1), date(2026, 1, 1), date(2026, 10, 31), 0),
        (date(2026, 10, 1), date(2026, 11, 3), None, 31),
        (date(2026, 10, 1), date(2026, 1, 1), date(2026, 9, 30), 31),
    ],
)
def test_days_outside_the_contract(month, start, end, outside):
    assert engine.outside_days(month, [(start, end)]) == outside


def test_a_renewal_goes_on_with_what_it_renews():
    month = date(2026, 10, 1)
    first, second = (date(2025, 10, 15), date(2026, 10, 14)), (date(2026, 10, 15), None)
    assert engine.outside_days(month, [first, second]) == 0
    # Two days between both
    later = (date(2026, 10, 17), None)
    assert engine.outside_days(month, [first, later]) == 2
    assert engine.outside_days(month, []) == 31


@pytest.mark.parametrize(
    ("fixed", "outside", "days", "due"),
    [
        (155, 0, 31, "155.00"),
        (155, 11, 31, "100.00"),  # 155 x 20 / 31
        (150, 11, 31, "96.77"),  # 150 x 20 / 31 = 96.774
        (150, 13, 28, "80.36"),  # 150 x 15 / 28 = 80.357
        (150, 31, 31, "0.00"),
    ],
)
def test_fixed_part_of_a_part_of_a_month(fixed, outside, days, due):
    assert engine.fixed_part_due(euros(fixed), outside, days) == euros(due)


@pytest.mark.parametrize(("outside", "days"), [(-1, 31), (32, 31), (0, 0)])
def test_impossible_days_are_refused(outside, days):
    with pytest.raises(engine.PayrollError, match="bad_absence"):
        engine.fixed_part_due(euros(150), outside, days)


def test_ceiling_and_smic_of_twenty_days_of_october():
    """CSS R242-2: 4 005 x 20 / 31; the SMIC of the reduction in the same share."""
    outside = engine.outside_days(date(2026, 10, 1), [(date(2026, 10, 12), None)])
    person = replace(PLAIN, unpaid_days=outside, month_days=31)
    payslip = engine.compute(euros(3000), SMALL, person, OCTOBER)
    assert payslip.ceiling.quantize(engine.CENT) == euros("2 583.87")
    # 8.55 % and 6.90 % of 2 583.87
    line = payslip.line("vieillesse_plaf")
    assert (line.employer_cents, line.employee_cents) == (
        euros("220.92"),
        euros("178.29"),
    )
    # Second band: 3 000.00 - 2 583.87 = 416.13, of which 8.64 %
    assert payslip.line("retraite_t2").employee_cents == euros("35.95")
    # 12.02 x 1 820 / 12 x 20 / 31 = 1 176.15; (3 x 1 176.15 / 3 000 - 1) / 2 = 0.08808
    # 0.08808 to the power 1.75 is 0.01424: 0.02 + 0.3781 x 0.01424 = 0.0254
    assert payslip.reduction_smic.quantize(engine.CENT) == euros("1 176.15")
    assert payslip.reduction_coefficient == euros("0.0254")
    assert payslip.reduction == euros("76.20")


def test_small_pay_of_a_part_of_a_month_keeps_its_equivalent_hours():
    """R519: 1 000 / 12.31 is 81.23 hours, under the 97.85 of twenty days."""
    person = replace(PLAIN, unpaid_days=11, month_days=31)
    payslip = engine.compute(euros(1000), SMALL, person, OCTOBER)
    assert payslip.reduction_coefficient == euros("0.3750")
    assert payslip.hours.quantize(engine.CENT) == euros("81.23")
