# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Payslips worked out by hand: lines, bands of headcount, kinds of people."""

from dataclasses import replace
from decimal import Decimal

import caetic_payroll_engine as engine
import pytest
from payroll_figures import (
    ESA,
    FULL_TIME,
    JANUARY,
    MARCH_2025,
    OCTOBER,
    PLAIN,
    SMALL,
    euros,
    on,
)


def paid(gross, employer=SMALL, employee=ESA, figures=OCTOBER, to_date=None):
    return engine.compute(euros(gross), employer, employee, figures, to_date)


def employer_rate(payslip):
    """Employer's contributions before the reduction, as % of the gross."""
    total = payslip.raw.employer_total + payslip.raw.reduction
    return total * 100 / payslip.gross


def test_total_rates_up_to_the_ceiling():
    """R504: 41.916 %, and 11.31 % + 9.70 % of 98.25 %."""
    payslip = paid(1000, employee=PLAIN)
    assert employer_rate(payslip) == euros("41.916")
    assert payslip.raw.employee_total == euros("113.10") + euros("9.70") * euros(
        "9.825"
    )


@pytest.mark.parametrize(
    ("headcount", "rate"),
    [(1, "42.316"), (10, "42.316"), (11, "42.766"), (49, "42.766"), (50, "43.616")],
)
def test_bands_of_headcount(headcount, rate):
    """Accidents 1.50 %: training from 11, housing twice from 50."""
    employer = engine.Employer(headcount=headcount, at_mp_rate=euros("1.50"))
    assert employer_rate(paid(1000, employer, PLAIN)) == euros(rate)


@pytest.mark.parametrize(
    ("gross", "coefficient", "reduction", "cost", "net", "taxable"),
    [
        ("500.00", "0.3750", "187.50", "542.08", "373.85", "408.68"),
        ("1 000.00", "0.3750", "375.00", "1 064.16", "769.66", "818.73"),
        ("1 867.02", "0.3750", "700.13", "1 969.47", "1 455.98", "1 529.76"),
        ("2 000.00", "0.3147", "629.40", "2 228.92", "1 561.25", "1 638.82"),
        ("2 500.00", "0.1719", "429.75", "3 138.15", "1 957.05", "2 048.86"),
        ("3 000.00", "0.0999", "299.70", "3 977.78", "2 352.85", "2 458.91"),
        ("3 500.00", "0.0611", "213.85", "4 773.21", "2 748.65", "2 868.95"),
    ],
)
def test_table_of_the_solver(gross, coefficient, reduction, cost, net, taxable):
    """R523 from June 2026; R525: net social is net before tax; R526.

    The net may differ by a cent: the table rounds the taxed CSG and CRDS together.
    """
    payslip = paid(gross)
    assert payslip.reduction_coefficient == euros(coefficient)
    assert payslip.reduction == euros(reduction)
    assert payslip.cost == euros(cost)
    assert payslip.net_taxable == euros(taxable)
    assert abs(payslip.net - euros(net)) <= engine.CENT
    assert payslip.net_social == payslip.net


def test_detail_of_2500():
    """R523, its detail, line by line."""
    payslip = paid(2500)
    employer = {
        "maladie": "325.00",
        "csa": "7.50",
        "vieillesse_plaf": "213.75",
        "vieillesse_deplaf": "52.75",
        "famille": "131.25",
        "atmp": "27.50",
        "chomage": "100.00",
        "ags": "6.25",
        "fnal": "2.50",
        "formation": "13.75",
        "ta_principale": "14.75",
        "ta_solde": "2.25",
        "dialogue_social": "0.40",
        "retraite_t1": "118.00",
        "ceg_t1": "32.25",
        "sante": "20.00",
        "rgdu": "-429.75",
    }
    employee = {
        "vieillesse_plaf": "172.50",
        "vieillesse_deplaf": "10.00",
        "retraite_t1": "78.75",
        "ceg_t1": "21.50",
        "csg_deductible": "168.39",
        "csg_non_deductible": "59.43",
        "crds": "12.38",
        "sante": "20.00",
    }
    found = {x.code: str(x.employer_cents) for x in payslip.lines if x.employer_cents}
    assert found == employer
    found = {x.code: str(x.employee_cents) for x in payslip.lines if x.employee_cents}
    assert found == employee
    assert payslip.csg_base == euros("2 476.25")


@pytest.mark.parametrize(
    ("gross", "cadre", "cost", "net"),
    [
        ("2 500", False, "3 151.00", "1 957.05"),
        ("1 867.02", False, "1 979.47", None),
        ("4 500", True, "6 378.94", "3 532.92"),
    ],
)
def test_twenty_employees(gross, cadre, cost, net):
    """Training 1 %, forfait social; a cadre above the ceiling."""
    employer = replace(SMALL, headcount=20)
    payslip = paid(gross, employer, replace(ESA, cadre=cadre))
    assert payslip.cost == euros(cost)
    assert net is None or payslip.net == euros(net)
    if cadre:
        assert payslip.line("prevoyance_cadre").employer_cents == euros("60.08")
        assert payslip.line("forfait_social").employer_cents == euros("6.41")


@pytest.mark.parametrize(
    ("gross", "cost", "net"),
    [
        ("4 005.00", "5 546.35", "3 148.41"),
        ("4 005.01", "5 554.77", "3 142.81"),
        ("5 469.09", "7 682.32", None),
        ("5 469.10", "7 791.71", None),
    ],
)
def test_jumps(gross, cost, net):
    """R522: CET at the ceiling, end of the reduction at three SMIC."""
    payslip = paid(gross)
    assert payslip.cost == euros(cost)
    assert net is None or payslip.net == euros(net)


def test_studio_garrigue():
    """A month of June 2026: 2 614.00 of cost, 1 686.10 in the bank."""
    payslip = paid("2 205.67", figures=on(2026, 6))
    assert payslip.cost == euros("2 614.00")
    assert (payslip.net, payslip.net_taxable) == (euros("1724.06"), euros("1807.49"))
    assert (payslip.tax, payslip.tax_rate) == (euros("37.96"), euros("2.1"))
    assert payslip.net_paid == euros("1 686.10")


def test_totals_are_sums_of_rounded_lines():
    payslip = paid("1 234.57", figures=JANUARY)
    assert payslip.net == payslip.gross - sum(x.employee_cents for x in payslip.lines)
    assert payslip.cost == payslip.gross + sum(x.employer_cents for x in payslip.lines)


def test_alsace_moselle():
    """R506: 1.30 % of the employee; 0.44 % and no balance of the apprenticeship tax."""
    payslip = paid(2000, replace(SMALL, alsace_moselle=True))
    assert payslip.line("alsace_moselle").employee_cents == euros("26.00")
    assert payslip.line("ta_principale").employer_cents == euros("8.80")
    assert payslip.line("ta_solde") is None


@pytest.mark.parametrize(("month", "due"), [(2, None), (3, "11.80")])
def test_association_pays_apprenticeship_from_march_2026(month, due):
    employer = replace(SMALL, association=True)
    line = paid(2000, employer, figures=on(2026, month)).line("ta_principale")
    assert (line and line.employer_cents) == (due and euros(due))


@pytest.mark.parametrize(
    ("share", "headcount", "due"),
    [
        (0, 249, None),
        (0, 250, "8.00"),
        ("1.5", 250, "4.00"),
        (5, 250, None),
        (0, 2000, "12.00"),
    ],
)
def test_supplementary_apprenticeship(share, headcount, due):
    """C. trav. L6242-1 on 2 000 EUR: 0.4, 0.2 and 0.6 %."""
    employer = engine.Employer(headcount=headcount, apprentice_share=euros(share))
    line = paid(2000, employer).line("ta_csa")
    assert (line and line.employer_cents) == (due and euros(due))


def test_mobility_from_eleven():
    """R510: 1.15 % of 2 000."""
    employer = replace(SMALL, headcount=11, mobility_rate=euros("1.15"))
    assert paid(2000, employer).line("mobilite").employer_cents == euros("23.00")
    assert paid(2000, replace(employer, headcount=10)).line("mobilite") is None


def test_default_rate_of_accidents():
    """R509: 1.10 % of 2 000 until the notified rate is known."""
    employer = engine.Employer(headcount=9)
    assert paid(2000, employer).line("atmp").employer_cents == euros("22.00")


def test_wage_tax_without_vat():
    """CGI 231 on 2 500: 4.25 % of 769.08, 8.50 % of 766.17, 13.60 % of 964.75."""
    payslip = paid(2500, replace(SMALL, vat=False), PLAIN)
    # 32.686 + 65.124 + 131.206, on twelfths of 9 229 and 18 423
    assert payslip.line("taxe_salaires").employer_cents == euros("229.02")


def test_2025_keeps_its_reduced_rates():
    """Until 31/12/2025: 7 % up to 2.25 SMIC (4 054.05), 3.45 % up to 3.3 (5 945.94)."""
    rates = [
        [paid(gross, figures=MARCH_2025).line(code).employer_rate for gross in grosses]
        for code, grosses in (
            ("maladie", ("4 054.05", "4 054.06")),
            ("famille", ("5 945.94", "5 945.95")),
        )
    ]
    assert rates == [[7, 13], [euros("3.45"), euros("5.25")]]


def test_2025_general_reduction():
    """(0.3194 / 0.6) x (1.6 x 1 801.80 / 2 200 - 1) = 0.1652 of 2 200."""
    payslip = paid("2 200", employee=FULL_TIME, figures=MARCH_2025)
    assert payslip.reduction_coefficient == euros("0.1652")
    assert payslip.line("reduction_generale").employer_cents == euros("-363.44")


def test_provident_above_its_limits_bears_contributions():
    """400 EUR of 240.30 + 30.00 free on 2 000: 129.70 more of base."""
    employee = replace(PLAIN, provident_employer=euros(400))
    payslip = paid(2000, employee=employee)
    assert payslip.base == euros("2 129.70")
    assert payslip.csg_base == euros("1 965.00") + 400


def test_ceiling_of_part_time():
    """4 005 x 75 / 151.67, then the ceiling of an unpaid third of the month."""
    half = paid(1500, employee=engine.Employee(kind="staff", hours=euros(75)))
    assert engine.cents(half.ceiling) == euros("1 980.49")
    absent = replace(FULL_TIME, unpaid_days=10, month_days=30)
    assert engine.cents(paid(3000, employee=absent).ceiling) == euros("2 670.00")


def test_sick_pay_advanced_for_social_security():
    """R525: 300 EUR on top of the net and of the net social, at no cost."""
    sick = replace(ESA, daily_allowances=euros(300))
    payslip, before = paid(1000, employee=sick), paid(1000)
    assert payslip.net == payslip.net_social == before.net + 300
    assert payslip.net_taxable == before.net_taxable + 300
    assert payslip.cost == before.cost
    free = replace(sick, allowances_taxable=False)
    assert paid(1000, employee=free).net_taxable == before.net_taxable


def test_paid_cape():
    """R209, R517: ordinary rates, no reduction until it is confirmed."""
    payslip = paid(1000, employee=engine.Employee(kind="cape_paid"))
    assert (payslip.reduction, payslip.line("rgdu")) == (0, None)
    assert payslip.cost == euros("1 419.16")


def test_unpaid_cape():
    """R209: 2.03 x 151.67 x 1.10 % = 3.39 a month, and nothing else."""
    payslip = paid(0, employee=engine.Employee(kind="cape_unpaid"))
    assert [(x.code, x.employer_cents) for x in payslip.lines] == [
        ("atmp", euros("3.39"))
    ]
    assert (payslip.cost, payslip.net) == (euros("3.39"), 0)
    with pytest.raises(engine.PayrollError, match="unpaid_gross"):
        paid(1, employee=engine.Employee(kind="cape_unpaid"))


def test_month_without_pay():
    """R529: a payslip of zero is possible."""
    payslip = paid(0, employee=PLAIN)
    assert (payslip.lines, payslip.cost, payslip.net_paid) == ((), 0, 0)


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: paid(-1), "negative_gross"),
        (lambda: replace(PLAIN, kind="boss"), "unknown_kind"),
        (lambda: replace(PLAIN, hours=Decimal(-1)), "negative_amount"),
        (lambda: replace(PLAIN, unpaid_days=5), "bad_absence"),
        (lambda: replace(SMALL, headcount=-1), "bad_headcount"),
        (lambda: replace(SMALL, esa_hours_smic="old"), "unknown_hours_smic"),
        (lambda: replace(SMALL, reduction_settlement="never"), "unknown_settlement"),
    ],
)
def test_refusals(build, code):
    with pytest.raises(engine.PayrollError) as refusal:
        build()
    assert refusal.value.code == code
