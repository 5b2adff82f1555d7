# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Every worked example and limit of the tables, each with its arithmetic."""

import caetic_members_cases as cases
import caetic_members_engine as engine
import pytest

ROWS = [(table, row) for table in cases.TABLES for row in cases.read(table)]


@pytest.mark.parametrize(
    ("table", "row"), ROWS, ids=[f"{table}-{row['case']}" for table, row in ROWS]
)
def test_case(table, row):
    computed, expected = cases.check(engine, table, row)
    assert computed == expected, row["arithmetic"]


def test_every_function_has_its_table():
    assert set(cases.TABLES) == set(cases.RUNNERS)
