# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Income tax at source, variable part, cumulated figures, picture and recap."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import caetic_payroll_engine as engine
import pytest
from payroll_figures import ESA, JANUARY, OCTOBER, PLAIN, SMALL, euros, on

# Limit of a band in 2026, and its rate.
BANDS = (
    (1635, "0"),
    (1698, "0.5"),
    (1807, "1.3"),
    (1928, "2.1"),
    (2060, "2.9"),
    (2170, "3.5"),
    (2315, "4.1"),
    (2738, "5.3"),
    (3135, "7.5"),
    (3571, "9.9"),
    (4019, "11.9"),
    (4690, "13.8"),
    (5624, "15.8"),
    (7037, "17.9"),
    (8789, "20"),
    (12200, "24"),
    (16523, "28"),
    (25937, "33"),
    (55558, "38"),
    (99999, "43"),
)


@pytest.mark.parametrize(
    ("limit", "below", "above"),
    [(limit, rate, more) for (limit, rate), (_, more) in pairwise(BANDS)],
)
def test_neutral_grid(limit, below, above):
    """R527, CGI 204 H III: "inférieure à", "supérieure ou égale à"."""
    base = euros(limit)
    assert engine.neutral_rate(base - engine.CENT, OCTOBER) == euros(below)
    assert engine.neutral_rate(base, OCTOBER) == euros(above)


@pytest.mark.parametrize(
    ("base", "personal", "tax", "rate"),
    [
        ("1 807.49", None, "37.96", "2.1"),
        ("1 807.49", "0", "0", "0"),
        ("1 807.49", "7.3", "131.95", "7.3"),
        ("-20", "7.3", "0", "7.3"),
    ],
)
def test_withholding(base, personal, tax, rate):
    """A personal rate of zero is a rate."""
    own = None if personal is None else euros(personal)
    assert engine.withhold(euros(base), own, OCTOBER) == (euros(tax), euros(rate))


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), 4),
        (date(2026, 11, 15), 6),
        (date(2026, 12, 31), 6),
        (date(2027, 1, 1), None),
    ],
)
def test_personal_rate_while_it_is_valid(day, rate):
    """R527: the latest rate sent wins; none leaves the neutral grid."""
    rates = [
        engine.PersonalRate(euros(4), date(2026, 10, 1), date(2026, 11, 30)),
        engine.PersonalRate(euros(6), date(2026, 11, 1), date(2026, 12, 31)),
    ]
    assert engine.rate_on(rates, day) == rate


def test_month_in_two_parts():
    """R122: the fixed part every month, the rest as an advance."""
    assert engine.split_month(euros(2000), euros(150)) == engine.MonthSplit(
        euros(150), euros(1850)
    )
    with pytest.raises(engine.PayrollError, match="below_fixed_part"):
        engine.split_month(euros(100), euros(150))


@pytest.mark.parametrize(
    ("available", "kept", "amount", "due"),
    [
        (31100, 0, 3600, 3600),
        (31100, 1000, 3600, 2600),
        (27000, 0, -500, 0),
    ],
)
def test_balance_of_the_variable_part(available, kept, amount, due):
    """R123: 42 000 - 6 300 - 4 600 - 27 500 = 3 600, by 20/07/2027."""
    paid = [euros(2500)] * 11
    balance = engine.variable_balance(
        euros(available), paid, OCTOBER, date(2027, 6, 20), euros(kept)
    )
    assert balance == engine.Balance(
        euros(27500), euros(amount), euros(due), date(2027, 7, 20)
    )


@pytest.mark.parametrize(
    ("meeting", "due_date"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (None, None),
    ],
)
def test_balance_is_due_within_a_month(meeting, due_date):
    balance = engine.variable_balance(euros(0), [], OCTOBER, meeting)
    assert balance.due_date == due_date


def test_kept_part_is_not_negative():
    with pytest.raises(engine.PayrollError, match="negative_amount"):
        engine.variable_balance(euros(0), [], OCTOBER, None, euros(-1))


def test_cumulated_figures():
    """Two months add up, and a third one starts from them."""
    year = None
    payslips = []
    for figures, gross in ((JANUARY, 1500), (on(2026, 2), 2500)):
        payslips.append(engine.compute(euros(gross), SMALL, PLAIN, figures, year))
        year = engine.advance(year, payslips[-1])
    assert (year.months, year.gross, year.reduction_granted) == (2, 4000, 986)
    for name in ("cost", "net", "net_taxable", "tax", "net_paid", "hours", "ceiling"):
        assert getattr(year, name) == sum(getattr(one, name) for one in payslips)


def test_picture_of_a_budget():
    """The residual of 3 000: the gross 2 420.87 costs 2 999.98."""
    found = engine.gross_for_cost(euros(3000), SMALL, ESA, OCTOBER)
    shares = engine.picture(found.payslip, euros(3000))
    assert shares[0] == engine.Share("net_paid", "", found.payslip.net_paid)
    assert shares[-1] == engine.Share("residual", "", euros("0.02"))
    assert sum(share.amount for share in shares) == 3000
    cost = engine.picture(found.payslip)
    assert sum(share.amount for share in cost) == found.payslip.cost
    assert "residual" not in {share.code for share in cost}


def test_picture_shows_what_social_security_pays():
    sick = replace(ESA, daily_allowances=euros(300))
    payslip = engine.compute(euros(1000), SMALL, sick, OCTOBER)
    shares = engine.picture(payslip)
    assert engine.Share("allowances", "", euros(-300)) in shares
    assert sum(share.amount for share in shares) == payslip.cost


def test_recap_by_body():
    """Two payslips of 2 000: 629.40 of reduction each, 95.02 of it for pensions."""
    payslip = engine.compute(euros(2000), SMALL, ESA, OCTOBER)
    dues = {due.code: due for due in engine.recap([payslip, payslip], OCTOBER)}
    ctp = {code: due.ctp for code, due in dues.items()}
    assert ctp["maladie"] == ctp["atmp"] == "100"
    assert (ctp["csg_deductible"], ctp["fnal"]) == ("260", "332")
    assert (ctp["chomage"], ctp["ags"], ctp["formation"]) == ("772", "937", "959")
    # 13 % and 5.25 % of 2 000 twice, of which 6 and 1.80 are declared apart
    assert (ctp["maladie_complement"], ctp["famille_complement"]) == ("635", "430")
    assert dues["maladie"].employer == euros("280.00")
    assert dues["maladie_complement"].employer == euros("240.00")
    assert dues["famille"].employer == euros("138.00")
    assert dues["famille_complement"].employer == euros("72.00")
    assert (dues["maladie"].base, dues["maladie"].count) == (4000, 2)
    assert dues["rgdu"].total == 2 * euros("-534.38")
    assert dues["reduction_complementary"].total == 2 * euros("-95.02")
    assert dues["tax"].total == 2 * payslip.tax
    bodies = engine.by_body(dues.values())
    assert bodies["health"] == 80
    # 4.01 + 7.87 + 2.15 % of 2 000, each rounded, less the reduction
    assert bodies["agirc_arrco"] == 2 * (euros("200.40") - euros("95.02"))


@pytest.mark.parametrize(
    ("headcount", "kind", "code", "ctp"),
    [
        (50, "cesa", "fnal", "236"),
        (50, "cesa", "formation", "971"),
        (11, "cesa", "mobilite", "900"),
        (9, "cape_paid", "maladie", "404"),
        (9, "cape_paid", "csg_deductible", "260"),
    ],
)
def test_ctp_of_other_situations(headcount, kind, code, ctp):
    """R209 names 404, 260 and 239."""
    employer = replace(SMALL, headcount=headcount, mobility_rate=euros(1))
    employee = engine.Employee(kind=kind)
    payslip = engine.compute(euros(2000), employer, employee, OCTOBER)
    dues = {due.code: due for due in engine.recap([payslip], OCTOBER)}
    assert dues[code].ctp == ctp


def test_ctp_of_unpaid_cape():
    unpaid = engine.Employee(kind="cape_unpaid")
    payslip = engine.compute(euros(0), SMALL, unpaid, OCTOBER)
    (due,) = engine.recap([payslip], OCTOBER)
    assert (due.ctp, due.total, due.base) == ("239", euros("3.39"), euros("307.89"))


def test_net_paid_of_a_month_of_the_year():
    """The tax follows the personal rate: 1 638.82 x 5 % = 81.94."""
    own = replace(ESA, tax_rate=euros(5))
    payslip = engine.compute(euros(2000), SMALL, own, OCTOBER)
    assert payslip.tax == euros("81.94")
    assert payslip.net_paid == payslip.net - euros("81.94")


@pytest.mark.parametrize(
    ("gross", "granted", "ctp"),
    [(1000, "0", "668"), (1000, "5 000", "669")],
)
def test_ctp_of_a_reduction_given_back(gross, granted, ctp):
    """Urssaf: 668 for a reduction, 669 when the settlement takes some back."""
    before = engine.YearToDate(reduction_granted=euros(granted), months=1)
    payslip = engine.compute(euros(gross), SMALL, PLAIN, OCTOBER, before)
    dues = {due.code: due for due in engine.recap([payslip], OCTOBER)}
    assert dues["rgdu"].ctp == ctp


def test_ctp_that_nothing_published_names_is_left_out():
    """987 is the contribution of fixed-term contracts (CPF-CDD), not this one."""
    large = replace(SMALL, headcount=250)
    payslip = engine.compute(euros(1000), large, PLAIN, OCTOBER)
    dues = {due.code: due for due in engine.recap([payslip], OCTOBER)}
    assert dues["ta_csa"].ctp == ""


def test_cumulated_figures_of_a_year():
    """1 000 before and 500 now; a cancelling payslip takes its own back."""
    before = engine.YearToDate(gross=euros(1000), tax=euros(20))
    month = {"gross": euros(500), "tax": euros(5)}
    assert engine.cumulated(before, month) == {"gross": 1500, "tax": 25}
    assert engine.cumulated(before, month, True) == {"gross": 500, "tax": 15}
    assert engine.cumulated(None, month) == month
