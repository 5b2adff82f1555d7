# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Payslips of the engine alone, in the words of a public engine.

    python tests/oracle/payslips.py < cases.json > results.json

A case: ``date`` and ``amount``; ``mode`` gross (default), cost or net; one of
``hours``, ``hours_fraction`` and ``hourly_rate``; ``cadre``, ``headcount`` (5),
``at_mp_rate`` (%, national mean by default), ``prevoyance`` (``employee`` and
``employer`` in EUR, or ``employee_rate`` and ``employer_rate`` in % of tranche 1),
``mutuelle`` (``amount``, ``employer_share`` in %, 50 by default),
``versement_mobilite`` (%), ``association``, ``vat``, ``cadre_prevoyance``, ``basis``
(``raw`` by default) of an inverse case.
"""

import importlib.util
import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[2] / "addons"
ADDON = ADDONS / "caetic_payroll"
NAME = "caetic_payroll_engine"
# The name by which engines import the one they share.
HUB = "odoo.addons.caetic_members.engine"
# Lines whose base the public engine does not tell.
WITHOUT_BASE = ("prevoyance", "sante", "taxe_salaires", "daily_allowances")


def load_engine(name, addon):
    """Import an engine by its path: importing the addon would import Odoo."""
    if name not in sys.modules:
        path = addon / "engine" / "__init__.py"
        spec = importlib.util.spec_from_file_location(
            name, path, submodule_search_locations=[str(path.parent)]
        )
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


load_engine(HUB, ADDONS / "caetic_members")
engine = load_engine(NAME, ADDON)
PARAMETERS = engine.read_csv(
    (ADDON / "data" / "caetic.payroll.parameter.csv").read_text(encoding="utf-8")
)


def number(value):
    return Decimal(str(value))


def situation(case):
    """Return the employer, the employee and the figures of a case."""
    figures = PARAMETERS.at(date.fromisoformat(case["date"]))
    at_mp = case.get("at_mp_rate")
    employer = engine.Employer(
        headcount=case.get("headcount", 5),
        at_mp_rate=figures["at_mp_mean"] if at_mp is None else number(at_mp),
        mobility_rate=number(case.get("versement_mobilite") or 0),
        association=bool(case.get("association")),
        vat=case.get("vat") is not False,
    )
    health, provident = case.get("mutuelle") or {}, case.get("prevoyance") or {}
    employee = engine.Employee(
        cadre=bool(case.get("cadre")),
        kind="staff",
        health_premium=number(health.get("amount", 0)),
        health_employer_share=number(health.get("employer_share", 50)),
        provident_cadre=case.get("cadre_prevoyance") is not False,
        **hours(case, figures),
        **provident_parts(provident),
    )
    return employer, employee, figures


def hours(case, figures):
    if case.get("hours") is not None:
        return {"hours": number(case["hours"])}
    if case.get("hourly_rate"):
        return {"hourly_rate": number(case["hourly_rate"])}
    share = number(case.get("hours_fraction") or 1)
    year = figures["week_hours"] * figures["year_weeks"]
    return {"hours": year * share / figures["year_months"]}


def provident_parts(provident):
    parts = {}
    for side in ("employee", "employer"):
        if provident.get(side) is not None:
            parts[f"provident_{side}"] = number(provident[side])
        rate = provident.get(f"{side}_rate") or 0
        parts[f"provident_{side}_rate"] = number(rate)
    return parts


def run(case):
    """Return the payslip of a case, in the public engine's names."""
    mode, target = case.get("mode") or "gross", number(case["amount"])
    parts = situation(case)
    result = {"id": case["id"]} if case.get("id") is not None else {}
    if mode == "gross":
        return {**result, "input": case, **told(engine.compute(target, *parts))}
    search = {"cost": engine.gross_for_cost, "net": engine.gross_for_net}[mode]
    found = search(target, *parts, basis=case.get("basis") or "raw")
    inverse = {"target": exact(target), "residual": exact(found.residual)}
    return {**result, "input": case, **told(found.payslip), "inverse": inverse}


def told(payslip):
    return {
        "gross": exact(payslip.gross),
        "cost": exact(payslip.raw.cost),
        "net": exact(payslip.raw.net),
        "net_social": exact(payslip.raw.net_social),
        "net_taxable": exact(payslip.raw.net_taxable),
        "reduction": exact(payslip.raw.reduction),
        "reduction_coefficient": exact(payslip.reduction_coefficient),
        "reduction_smic": exact(payslip.reduction_smic),
        "hours": exact(payslip.hours),
        "pss": exact(payslip.ceiling),
        "csg_base": exact(payslip.csg_base),
        "assiette": exact(payslip.base),
        "payslip": {
            "employee_total": exact(payslip.employee_total),
            "employer_total": exact(payslip.employer_total),
            "net": exact(payslip.net),
            "cost": exact(payslip.cost),
            "net_taxable": exact(payslip.net_taxable),
        },
        "lines": [told_line(line) for line in payslip.lines],
    }


def told_line(line):
    base = None if line.code in WITHOUT_BASE else line.base
    return {
        "code": line.code,
        "base": None if base is None else exact(base),
        "employee": exact(line.employee),
        "employer": exact(line.employer),
        "employee_cents": exact(line.employee_cents),
        "employer_cents": exact(line.employer_cents),
    }


def exact(amount):
    """Round to the millionth of a euro, for JSON."""
    return float(round(amount, 6))


def main():
    cases = json.load(sys.stdin, parse_float=Decimal)
    single = isinstance(cases, dict)
    results = [run(case) for case in ([cases] if single else cases)]
    json.dump(results, sys.stdout, indent=1, ensure_ascii=False, default=float)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
