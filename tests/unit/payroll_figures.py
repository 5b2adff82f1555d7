# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Figures of the shipped table, and the situations that the tests of pay share."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import caetic_payroll_engine as engine

CSV = Path(engine.__file__).parents[1] / "data" / "caetic.payroll.parameter.csv"
TEXT = CSV.read_text(encoding="utf-8")
PARAMETERS = engine.read_csv(TEXT)


def on(year, month):
    """Return the figures in force on the first day of a month."""
    return PARAMETERS.at(date(year, month, 1))


JANUARY, OCTOBER, MARCH_2025 = on(2026, 1), on(2026, 10), on(2025, 3)
YEAR = [on(2026, month) for month in range(1, 13)]


def euros(text):
    """Read an amount as it is printed: ``1 867.02``."""
    return Decimal(str(text).replace(" ", ""))


# R523: non-cadre, under 11 employees, accidents 1.10 %, health 40 EUR in two halves.
SMALL = engine.Employer(headcount=9, at_mp_rate=euros("1.10"))
ESA = engine.Employee(health_premium=euros(40), health_employer_share=euros(50))
# The same without health, as in the vectors of the reduction.
PLAIN = engine.Employee()
FULL_TIME = engine.Employee(kind="staff")
