# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a request of pay takes from an account, and what stays on it."""

import caetic_payroll_engine as engine
import pytest
from payroll_figures import OCTOBER, PLAIN, euros

# 30 people, accidents 1.50 %: 1 000.00 costs 1 052.66 (reference, payslip 2).
EMPLOYER = engine.Employer(headcount=30, at_mp_rate=euros("1.50"))


@pytest.mark.parametrize(
    ("payable", "cost", "left"),
    [
        ("2 000.00", "1 052.66", "947.34"),
        ("0.00", "150.00", "-150.00"),
        ("0.00", "0.00", "0.00"),
    ],
)
def test_room(payable, cost, left):
    found = engine.room(euros(payable), euros(cost))
    assert found == engine.Room(euros(payable), euros(left))


def test_what_others_ask():
    assert engine.asked_elsewhere(euros("1 500.00"), euros("1 052.66")) == euros(
        "447.34"
    )


@pytest.mark.parametrize(
    ("rate", "cost", "leave"),
    [
        (None, "1 052.66", "0.00"),
        (euros(10), "1 157.93", "105.27"),  # 1 052.66 + 105.266 half up
        (euros(0), "1 052.66", "0.00"),
    ],
)
def test_figures_of_a_request(rate, cost, leave):
    payslip = engine.compute(euros(1000), EMPLOYER, PLAIN, OCTOBER)
    found = engine.request_figures(payslip, rate)
    assert (found.gross, found.net, found.tax) == (1000, euros("791.60"), 0)
    assert (found.cost, found.leave) == (euros(cost), euros(leave))
    assert found.net_paid == euros("791.60")


@pytest.mark.parametrize(
    ("net", "own", "paid"),
    [("791.60", "-100", "691.60"), ("791.60", "12.5", "804.10"), ("50", "-80", "-30")],
)
def test_lines_of_the_cooperative_change_what_is_transferred(net, own, paid):
    assert engine.net_transferred(euros(net), euros(own)) == euros(paid)


@pytest.mark.parametrize(
    ("gross", "fixed", "advance"),
    [("1 000", "150", "850.00"), ("150", "150", "0.00"), ("100", "150", "0.00")],
)
def test_advance_on_the_variable_part(gross, fixed, advance):
    """R122; below the fixed part there is no advance."""
    assert engine.advance_of(euros(gross), euros(fixed)) == euros(advance)


def test_full_cost_and_totals():
    assert engine.full_cost(euros("1 052.66"), euros("105.27")) == euros("1 157.93")
    assert engine.total([euros("0.10")] * 3) == euros("0.30")
    assert engine.total([]) == 0


def test_large_shares_of_a_cost():
    """791.60 net, 208.40 and 427.66 less 375.00 of contributions: 1 052.66."""
    payslip = engine.compute(euros(1000), EMPLOYER, PLAIN, OCTOBER)
    shares = engine.large_shares(payslip)
    assert shares == {
        "net_paid": euros("791.60"),
        "tax": 0,
        "employee": euros("208.40"),
        "employer": euros("52.66"),
    }
    # 791.60 / 1 052.66 = 75.20 %; a negative part has no width
    assert engine.width(shares["net_paid"], payslip.cost) == euros("75.20")
    assert engine.width(euros(-5), euros(100)) == 0
    assert engine.width(euros(5), euros(0)) == 0
