# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Dated figures of pay: each has a source, a missing one is named."""

import re
from datetime import date
from decimal import Decimal

import caetic_payroll_engine as engine
import pytest
from payroll_figures import JANUARY, OCTOBER, PARAMETERS, PLAIN, SMALL, TEXT, on

HEADER = "id,code,date_from,value,unit,source\n"
CODES = sorted({line.split(",")[1] for line in TEXT.splitlines()[1:]})


def without(code):
    lines = [line for line in TEXT.splitlines() if line.split(",")[1] != code]
    return engine.read_csv("\n".join(lines))


@pytest.mark.parametrize(
    ("code", "before", "day", "after"),
    [
        ("smic_hour", "12.02", date(2026, 6, 1), "12.31"),
        ("smic_hour", "11.88", date(2026, 1, 1), "12.02"),
        ("pss_month", "3925", date(2026, 1, 1), "4005"),
        ("chomage_employer", "4.05", date(2025, 5, 1), "4.00"),
        ("vieillesse_deplaf_employer", "2.02", date(2026, 1, 1), "2.11"),
        ("general_t_lt50", "0.3194", date(2025, 5, 1), "0.3193"),
        ("pas_limit_1", "1591", date(2025, 5, 1), "1620"),
        ("pas_limit_19", "55062", date(2026, 1, 1), "55558"),
    ],
)
def test_figure_changes_on_its_day(code, before, day, after):
    """R501, R502, and the changes of rates of 2025 and 2026."""
    assert PARAMETERS.at(day - date.resolution)[code] == Decimal(before)
    assert PARAMETERS.at(day)[code] == Decimal(after)


def test_smic_of_the_reduction_is_frozen():
    """R503, R516: two SMIC live side by side from June 2026 on."""
    assert OCTOBER["smic_hour"] == Decimal("12.31")
    assert OCTOBER["reduction_smic_hour"] == Decimal("12.02")


@pytest.mark.parametrize("code", ["maladie_reduced_employer", "general_divisor"])
def test_figure_that_has_ended(code):
    assert on(2025, 12).stated(code) > 0
    assert JANUARY.stated(code) is None
    assert code not in JANUARY
    with pytest.raises(engine.MissingParameter, match=f"{code}.*2026-01-01"):
        JANUARY[code]


def test_every_row_has_a_source():
    for code in CODES:
        for row in PARAMETERS.history(code):
            assert len(row.source) > 5, row
            assert re.fullmatch("[a-z0-9_]+", row.unit), row


@pytest.mark.parametrize("year", [2025, 2026])
def test_shipped_years_are_complete(year):
    assert PARAMETERS.missing(year) == ()


def test_a_new_year_lacks_what_the_law_revises():
    late = PARAMETERS.missing(2027)
    assert {"smic_hour", "pss_month", "rgdu_tmin", "pas_limit_1"} <= set(late)
    assert not {"csg_share", "maladie_employer", "general_divisor"} & set(late)
    assert PARAMETERS.known_through("pss_month") == date(2026, 12, 31)
    assert PARAMETERS.known_through("csg_share") is None


@pytest.mark.parametrize("code", ["pss_month", "maladie_employer", "rgdu_tmin"])
def test_missing_figure_is_named(code):
    figures = without(code).at(date(2026, 10, 1))
    with pytest.raises(engine.MissingParameter) as refusal:
        engine.compute(Decimal(2000), SMALL, PLAIN, figures)
    assert refusal.value.code == "missing_parameter"
    assert refusal.value.params == {"parameter": code, "date": date(2026, 10, 1)}
    assert code in str(refusal.value)


def test_before_the_first_row():
    with pytest.raises(engine.MissingParameter, match="2024-12-01"):
        engine.compute(Decimal(2000), SMALL, PLAIN, on(2024, 12))


def test_overlapping_figure_is_named():
    twice = TEXT + "payroll_again,pss_month,2026-01-01,4100,eur,nobody\n"
    with pytest.raises(engine.OverlappingParameter) as refusal:
        engine.read_csv(twice)
    assert refusal.value.code == "overlapping_parameter"
    named = {"parameter": "pss_month", "date": date(2026, 1, 1)}
    assert refusal.value.params == named


@pytest.mark.parametrize("row", ["a,b,2026-13-01,1,eur,x", "a,b,2026-01-01,ten,eur,x"])
def test_row_that_cannot_be_read(row):
    with pytest.raises(engine.PayrollError, match="bad_parameter") as refusal:
        engine.read_csv(HEADER + row)
    assert refusal.value.params["line"] == 2


def test_unknown_code_has_no_history():
    with pytest.raises(engine.MissingParameter, match="nothing"):
        PARAMETERS.history("nothing")


def test_figures_of_a_day_are_one_object_nobody_changes():
    assert PARAMETERS.at(date(2026, 10, 1)) is OCTOBER
    assert len(OCTOBER) == len(list(OCTOBER))
    with pytest.raises(TypeError):
        OCTOBER["pss_month"] = Decimal(1)


def test_rows_of_a_database_make_the_same_figures():
    rows = [
        {
            "code": row.code,
            "date_from": row.date_from,
            "value": row.value,
            "unit": row.unit,
            "source": row.source,
        }
        for code in CODES
        for row in PARAMETERS.history(code)
    ]
    again = engine.Parameters.from_rows(rows).at(OCTOBER.date)
    assert dict(again) == dict(OCTOBER)
