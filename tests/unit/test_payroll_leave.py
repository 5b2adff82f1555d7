# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Provision for paid leave, and what a budget pays besides it."""

import pytest
from caetic_payroll_engine import leave
from payroll_figures import euros


@pytest.mark.parametrize(
    ("cost", "rate", "provision"),
    [
        ("1 052.66", 10, "105.27"),  # 105.266, half up
        ("1 000.00", 10, "100.00"),
        ("999.95", 10, "100.00"),  # 99.995: a half goes up
        ("2 000.00", "8.33", "166.60"),
        ("0", 10, "0.00"),
        ("1 000.00", 0, "0.00"),
    ],
)
def test_provision_is_a_share_of_the_cost(cost, rate, provision):
    """R508."""
    assert leave.leave_provision(euros(cost), euros(rate)) == euros(provision)


@pytest.mark.parametrize(
    ("budget", "rate", "cost"),
    [
        ("1 157.93", 10, "1 052.66"),  # 1 052.66 + 105.27
        ("1 157.92", 10, "1 052.65"),  # 1 052.65 + 105.27 (105.265, half up)
        ("1 100.00", 10, "1 000.00"),
        ("0.00", 10, "0.00"),
        ("0.01", 10, "0.01"),  # its provision, 0.001, rounds to nothing
        ("1 000.00", 0, "1 000.00"),
        ("300.00", 100, "150.00"),
    ],
)
def test_budget_before_leave(budget, rate, cost):
    assert leave.budget_before_leave(euros(budget), euros(rate)) == euros(cost)


@pytest.mark.parametrize("rate", ["1", "8.33", "10", "12.5", "100"])
def test_cost_is_the_largest_that_the_budget_pays(rate):
    share = euros(rate)
    for cents in range(0, 30000, 97):
        budget = euros(cents) / 100
        cost = leave.budget_before_leave(budget, share)
        more = cost + euros("0.01")
        assert cost + leave.leave_provision(cost, share) <= budget
        assert more + leave.leave_provision(more, share) > budget
