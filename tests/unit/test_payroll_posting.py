# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Entry of a payslip, by role of the account; sums of a year."""

import caetic_payroll_engine as engine
import pytest
from payroll_figures import euros

LINES = (
    engine.Posted("employee", euros("-168.30"), "urssaf"),
    engine.Posted("employer", euros("-7.44"), "urssaf"),
    engine.Posted("employee", euros("-40.10"), "agirc_arrco"),
    engine.Posted("employer", euros("60.10"), "agirc_arrco"),
)


def test_entry_of_a_payslip():
    """1 000.00 of gross, 791.60 of net: Urssaf 168.30 - 7.44, pensions 100.20."""
    items = engine.entry(euros(1000), euros("791.60"), euros(0), LINES)
    assert items == {
        "wage": euros("1 000.00"),
        "net": euros("-791.60"),
        "urssaf_charge": euros("-7.44"),
        "urssaf": euros("-160.86"),
        "retirement_charge": euros("60.10"),
        "other_body": euros("-100.20"),
    }
    assert sum(items.values()) == 0


@pytest.mark.parametrize(
    ("line", "net", "role", "amount"),
    [
        (engine.Posted("tax", euros("-79.16")), "712.44", "income_tax", "-79.16"),
        (engine.Posted("own", euros("-100"), 425), "691.60", 425, "-100"),
        (
            engine.Posted("employee", euros("-5"), "health"),
            "786.60",
            "other_body",
            "-105.20",
        ),
        (
            engine.Posted("employee", euros("300"), "cpam"),
            "1 091.60",
            "urssaf",
            "139.14",
        ),
    ],
)
def test_other_lines_keep_it_balanced(line, net, role, amount):
    items = engine.entry(euros(1000), euros(net), euros(0), [*LINES, line])
    assert items[role] == euros(amount)
    assert sum(items.values()) == 0


def test_employer_pays_what_the_body_gets():
    line = engine.Posted("employer", euros("4.50"), "housing")
    items = engine.entry(euros(0), euros(0), euros(0), [line])
    assert items == {"other_charge": euros("4.50"), "other_body": euros("-4.50")}


def test_provision_for_leave():
    items = engine.entry(euros(0), euros(0), euros("105.27"), ())
    assert items == {"leave_charge": euros("105.27"), "leave": euros("-105.27")}


def test_sums_of_payslips_and_of_their_cancellations():
    """2 payslips of 1 500 in all, one of 500 taken back: 1 000 in one month."""
    year = engine.with_sums(engine.YearToDate(), {"gross": euros(1500)}, 2)
    year = engine.with_sums(year, {"gross": euros(500)}, 1, back=True)
    assert (year.gross, year.months, year.net) == (1000, 1, 0)


def test_what_an_activity_leaves_for_pay():
    """3 000 - 200 - 250, of which 50 of contribution and 10 of fees are still due."""
    brought = [euros(3000), euros(-200), euros(-250)]
    assert engine.left_for_pay(brought, euros(50), euros(10)) == 2490
