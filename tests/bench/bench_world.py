# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How big the cooperative is that is measured."""

import os
from dataclasses import dataclass

SCALE = float(os.environ.get("CAETIC_BENCH_SCALE", "0.01"))
# Ten invoices are the pattern that is copied, and five activities.
INVOICES = {
    "few": 10,
    "many": max(100, round(1000 * SCALE)),
    "most": max(200, round(20000 * SCALE)),
}
# An activity of few invoices more, in which the measures write: none of the above.
WRITER = "writer"
ACTIVITIES = max(100, round(1000 * SCALE))
# Ten people are the pattern that is copied, one of each stage.
PEOPLE = max(200, round(10000 * SCALE))
BOARD = max(100, round(1000 * SCALE))
# Payslips of a month against plain payroll; then a small and a big month.
PAYSLIPS = max(50, round(1000 * SCALE))
MONTHS = {"few": max(20, round(100 * SCALE)), "many": max(120, round(5000 * SCALE))}
# Those who ask for pay: some are paid before the first measure.
PAID = MONTHS["many"] + 10
# Cooperatives whose months are closed: a batch is of fifty activities.
CLOSED = (100, 1000, 10000) if SCALE >= 1 else (50, 150)
PASSWORD = "Limoux-2026!"


@dataclass(frozen=True)
class World:
    """A database of a cooperative.

    :param sized: identifier of the activity that has few, many or most invoices;
        its key is also the login of its entrepreneur
    :param activities: identifiers of the others, ten invoices each
    """

    database: str
    sized: dict
    activities: list
