# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The engine of pay against the public engine: recorded cases, and fresh ones.

Fresh cases are asked where Node and the packages are present; without them, other
recorded ones take their place.
"""

import gzip
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from secrets import SystemRandom

import payslips
import pytest
from support import public_engine

RECORDED = Path(__file__).parent / "data" / "payslips.json.gz"
FRESH, INVERSE = 16, 6
# Amounts are told to the millionth of a euro.
EXACT = 0.0001
TOTALS = ("gross", "cost", "net", "net_social", "net_taxable", "csg_base", "reduction")


def read_recorded():
    content = gzip.decompress(RECORDED.read_bytes()).decode()
    return json.loads(content, parse_float=Decimal)


ALL = read_recorded()


def differences(ours, theirs):
    """Return what two payslips say differently: name, ours, theirs."""
    pairs = [(name, ours[name], theirs[name]) for name in TOTALS]
    coefficient = "reduction_coefficient"
    pairs.append((coefficient, ours[coefficient], theirs[coefficient]))
    lines = {line["code"]: line for line in ours["lines"]}
    for line in theirs["lines"]:
        mine = [lines.pop(code) for code in line["codes"] if code in lines]
        for side in ("employee", "employer"):
            name = f"{line['codes'][0]} {side}"
            pairs.append((name, sum(one[side] for one in mine), line[side]))
    pairs += [(code, line["employer"], 0) for code, line in lines.items()]
    for name, value in theirs.get("payslip", {}).items():
        pairs.append((f"payslip {name}", ours["payslip"][name], value))
    return [pair for pair in pairs if abs(pair[1] - float(pair[2])) > EXACT]


def test_recorded_cases_are_many():
    modes = [one["case"]["mode"] for one in ALL]
    years = {one["case"]["date"][:4] for one in ALL}
    assert (len(ALL), years) == (716, {"2025", "2026"})
    assert min(modes.count("cost"), modes.count("net")) > 60


@pytest.mark.parametrize("mode", ["gross", "cost", "net"])
def test_recorded_cases(mode):
    """Every line, the totals, the sums of rounded lines, the gross of an inverse."""
    wrong = []
    for one in ALL:
        if one["case"]["mode"] == mode:
            found = differences(payslips.run(one["case"]), one["result"])
            wrong += [(one["case"], found)] if found else []
    assert wrong == []


def random_case(rnd):
    case = {
        "date": rnd.choice(["2025-03-01", "2025-11-01", "2026-02-01", "2026-10-01"]),
        "amount": round(rnd.choice([rnd.uniform(50, 6000), rnd.uniform(3e3, 4e4)]), 2),
        "headcount": rnd.choice([1, 10, 11, 49, 50, 249, 250]),
        "at_mp_rate": round(rnd.uniform(0.5, 4), 2),
        "cadre": rnd.random() < 0.4,
        "versement_mobilite": rnd.choice([0, 1.15, 3.2]),
        "association": rnd.random() < 0.2,
    }
    hours = [{}, {"hourly_rate": 12.31}, {"hourly_rate": 27.5}, {"hours": 75.5}]
    case |= rnd.choice(hours)
    if rnd.random() < 0.5:
        case["mutuelle"] = {"amount": 61.37, "employer_share": rnd.choice([50, 100])}
    provident = {"employee_rate": 0.6, "employer_rate": 1.02}
    case |= rnd.choice([{}, {"prevoyance": provident}])
    return case


def asked(cases):
    """Payslips of the public engine for fresh cases, None where it is absent."""
    if not public_engine.is_present():
        return None
    return public_engine.ask(cases)


def test_fresh_cases():
    rnd = SystemRandom()
    cases = [random_case(rnd) for _ in range(FRESH)]
    answers = asked([case | {"gross": case["amount"]} for case in cases])
    pairs = list(zip(cases, answers or [], strict=bool(answers)))
    if answers is None:
        drawn = [one for one in ALL if one["case"]["mode"] == "gross"]
        pairs = [(one["case"], one["result"]) for one in rnd.sample(drawn, FRESH)]
    wrong = [(case, differences(payslips.run(case), said)) for case, said in pairs]
    assert [one for one in wrong if one[1]] == []
    assert len(wrong) == FRESH


def test_fresh_inverse_cases():
    """The cost of a budget's gross fits, that of one cent more does not (R524)."""
    rnd = SystemRandom()
    cases = [random_case(rnd) | {"mode": "cost"} for _ in range(INVERSE)]
    found = [payslips.run(case)["gross"] for case in cases]
    more = [round(gross + 0.01, 2) for gross in found]
    asked_for = [
        case | {"gross": gross}
        for case, both in zip(cases, zip(found, more, strict=True), strict=True)
        for gross in both
    ]
    answers = asked(asked_for)
    if answers is None:  # the engine's own payslips of both grosses
        told = [{**one, "mode": "gross", "amount": one["gross"]} for one in asked_for]
        answers = [payslips.run(one) for one in told]
    for case, fits, exceeds in zip(cases, answers[::2], answers[1::2], strict=True):
        assert fits["cost"] <= case["amount"] + EXACT < exceeds["cost"] + 2 * EXACT


# Twelve payslips worked out in full, of October 2026 and accidents 1.50 % unless said:
# case, employee's and employer's totals of rounded lines, net taxable not rounded,
# coefficient.
TWELVE = [
    ({"hourly_rate": 12.31, "headcount": 9}, 400, 83.36, 19.26, 328.04, 0.3750),
    ({"hourly_rate": 12.31}, 1000, 208.40, 52.66, 820.09, 0.3750),
    ({"hours": 75, "cadre": True}, 1500, 315.15, 521.43, 1228.24, 0.0966),
    (
        {"date": "2026-01-01", "headcount": 9},
        1823.03,
        379.94,
        45.70,
        1495.05,
        0.3981,
    ),
    ({}, 1867.02, 389.09, 98.32, 1531.12, 0.3750),
    ({"headcount": 90}, 2200, 458.49, 415.71, 1804.20, 0.2472),
    (
        {"cadre": True, "mutuelle": {"amount": 60}},
        2800,
        621.18,
        930.70,
        2290.68,
        0.1234,
    ),
    (
        {
            "mutuelle": {"amount": 50, "employer_share": 60},
            "prevoyance": {"employee_rate": 0.6, "employer_rate": 0.6},
            "versement_mobilite": 2,
        },
        3500,
        775.35,
        1408.04,
        2855.85,
        0.0611,
    ),
    ({"cadre": True}, 4005, 841.44, 1621.72, 3279.41, 0.0393),
    ({"headcount": 90}, 4500, 938.24, 1847.57, 3690.00, 0.0277),
    ({"headcount": 90, "cadre": True}, 5469.11, 1137.16, 2463.91, 4489.53, 0),
    ({"headcount": 90, "cadre": True}, 8010, 1640.60, 3578.65, 6599.36, 0),
]


@pytest.mark.parametrize(
    ("case", "gross", "employee", "employer", "taxable", "coefficient"), TWELVE
)
def test_twelve_payslips(case, gross, employee, employer, taxable, coefficient):
    defaults = {"date": "2026-10-01", "headcount": 30, "at_mp_rate": 1.5}
    result = payslips.run({**defaults, **case, "amount": gross})
    assert result["payslip"]["employee_total"] == employee
    assert result["payslip"]["employer_total"] == employer
    assert abs(result["net_taxable"] - taxable) <= 0.0051
    assert result["reduction_coefficient"] == coefficient


def test_command():
    """From standard input to standard output, in the public engine's names."""
    case = {"id": 7, "date": "2026-10-01", "amount": 3000, "mode": "cost"}
    script = Path(payslips.__file__)
    done = subprocess.run(
        [sys.executable, str(script)],
        input=json.dumps([case]),
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    (result,) = json.loads(done.stdout)
    assert (result["id"], result["input"]["amount"]) == (7, 3000)
    assert result["inverse"]["target"] == 3000
    assert 0 <= result["inverse"]["residual"] == round(3000 - result["cost"], 6)
    totals = sum(line["employee_cents"] for line in result["lines"])
    assert round(totals, 2) == result["payslip"]["employee_total"]


def read_settlements():
    path = RECORDED.with_name("settlements.json")
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@pytest.mark.parametrize(
    "year", read_settlements(), ids=lambda year: len(year["grosses"])
)
def test_settled_months(year):
    """R520 by the ratio: the public engine knows no year, but the coefficient depends
    on pay / SMIC only: it was asked for one month at full time of the same ratio.
    """
    engine, first = payslips.engine, payslips.PARAMETERS
    grosses = [Decimal(gross) for gross in year["grosses"]]
    months = [first.at(date(2026, month + 1, 1)) for month in range(len(grosses))]
    employer = engine.Employer(headcount=year["headcount"], at_mp_rate=Decimal("1.5"))
    plan = engine.plan_year(grosses, employer, engine.Employee(), months)
    assert plan.payslips[-1].reduction_coefficient == year["coefficient"]
    assert plan.reduction == engine.cents(year["coefficient"] * sum(grosses))
