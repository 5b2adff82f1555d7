# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Expenses: VAT by kind (R413), kilometres (R410, R411), what forms accept."""

import csv
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import caetic_expenses_engine as engine
import pytest

DATA = Path(__file__).resolve().parents[2] / "addons" / "caetic_expenses" / "data"
TODAY = date(2026, 6, 20)


def brackets():
    with (DATA / "caetic.mileage.scale.csv").open(encoding="utf-8") as table:
        return [
            engine.Bracket(
                row["kind"],
                int(row["power_from"]),
                int(row["power_to"]) or None,
                int(row["up_to"]) or None,
                D(row["rate"]),
                D(row["fixed"]),
            )
            for row in csv.DictReader(table)
        ]


def scale(power, kind="car"):
    return engine.scale_of(brackets(), kind, power)


@pytest.mark.parametrize(
    ("km", "electric", "amount"),
    [
        ("4000", 0, "2544.00"),
        ("5000", 0, "3180.00"),
        ("6200", 0, "3608.40"),
        ("6200", 20, "4330.08"),
        ("20000", 0, "8535.00"),
        ("20001", 0, "8540.43"),
        ("0", 20, "0"),
    ],
)
def test_vectors_of_r411_for_5_cv(km, electric, amount):
    assert engine.allowance(scale(5), D(km), D(electric)) == D(amount)


def test_month_that_passes_a_bracket():
    """R411: from 4,900 to 5,200 km, 3,251.40 - 3,116.40."""
    assert engine.payment(scale(5), D(4900), D(300)) == D("135.00")


def test_claims_of_a_year_add_up_to_the_allowance_of_the_year():
    claims, before = [], D(0)
    for km in ("4321.5", "900", "0.5", "14778", "2500"):
        claims.append(engine.payment(scale(4), before, D(km)))
        before += D(km)
    assert sum(claims) == engine.allowance(scale(4), before) == D("9157.50")


@pytest.mark.parametrize(
    ("kind", "power", "km", "amount"),
    [
        ("car", 1, 1000, "529.00"),
        ("car", 3, 10000, "4225.00"),
        ("car", 4, 5000, "3030.00"),
        ("car", 6, 5001, "3327.37"),
        ("car", 7, 20001, "9400.47"),
        ("car", 12, 100, "69.70"),
        ("motorbike", 2, 3000, "1185.00"),
        ("motorbike", 2, 6000, "1485.00"),
        ("motorbike", 5, 3001, "1404.08"),
        ("motorbike", 6, 7000, "2401.00"),
        ("moped", 1, 2000, "630.00"),
        ("moped", 1, 4000, "1027.00"),
        ("moped", 1, 6001, "1188.20"),
    ],
)
def test_scale_of_r410(kind, power, km, amount):
    assert engine.allowance(scale(power, kind), D(km)) == D(amount)


def test_a_vehicle_without_scale_is_an_error():
    with pytest.raises(LookupError):
        engine.allowance((), D(10))


@pytest.mark.parametrize(
    ("rule", "in_name", "waived", "total", "rate", "recovered", "cost"),
    [
        ("full", True, False, "120.00", "20", "20.00", "100.00"),
        ("full", True, False, "22.00", "10", "2.00", "20.00"),
        ("full", True, False, "21.10", "5.5", "1.10", "20.00"),
        ("full", False, False, "120.00", "20", "0.00", "120.00"),
        ("full", True, True, "120.00", "20", "0.00", "120.00"),
        ("part", True, False, "60.00", "20", "8.00", "52.00"),
        ("part", True, False, "71.43", "20", "9.53", "61.90"),
        ("part", True, False, "60.00", "10", "0.00", "60.00"),
        ("none", True, False, "110.00", "10", "0.00", "110.00"),
        ("full", True, False, "9.99", "0", "0.00", "9.99"),
    ],
)
def test_vat_of_each_rule(rule, in_name, waived, total, rate, recovered, cost):
    share = engine.recovered_share(
        rule, D(rate), in_name=in_name, waived=waived, part=D(80)
    )
    parts = engine.split(D(total), D(rate), share)
    assert (parts.recovered, parts.cost) == (D(recovered), D(cost))


def row(number=0, **values):
    texts = {
        "date": "2026-06-02",
        "kind": "7",
        "amount": "12,50",
        "rate": "10",
        "label": "Repas",
        **values,
    }
    return {f"row-{number}-{name}": text for name, text in texts.items()}


def test_rows_become_expenses():
    form = {**row(), **row(4, amount="8", in_name="1", waived="1", kept="31")}
    (first, second), issues = engine.parse_expenses(
        {**form, **row(2, amount="", label="")}, TODAY
    )
    assert not issues
    assert (first.row, first.amount, first.rate) == (0, D("12.50"), D(10))
    assert (first.in_name, first.waived, first.kept_id) == (False, False, 0)
    assert (second.row, second.in_name, second.waived, second.kept_id) == (
        4,
        True,
        True,
        31,
    )


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"date": "2026-06-21"}, "date", "future"),
        ({"date": "2022-12-31"}, "date", "too_old"),
        ({"date": "02/06/2026"}, "date", "date"),
        ({"date": ""}, "date", "required"),
        ({"amount": "-5"}, "amount", "positive"),
        ({"amount": "0"}, "amount", "positive"),
        ({"amount": "1e3"}, "amount", "number"),
        ({"amount": "1.234"}, "amount", "places"),
        ({"amount": "10001"}, "amount", "too_big"),
        ({"rate": "19.6"}, "rate", "unknown"),
        ({"rate": ""}, "rate", "required"),
        ({"kind": "x"}, "kind", "unknown"),
        ({"label": "x" * 121}, "label", "too_long"),
        ({"label": "\x00"}, "label", "required"),
        ({"kept": "²"}, "kept", "unknown"),
    ],
)
def test_what_a_row_refuses(values, field, code):
    _expenses, issues = engine.parse_expenses(row(**values), TODAY)
    assert [(one.field, one.code) for one in issues] == [(f"row-0-{field}", code)]


def test_an_empty_form_asks_for_its_first_row():
    _expenses, issues = engine.parse_expenses({}, TODAY)
    assert {one.field for one in issues} >= {"row-0-date", "row-0-amount"}


def test_rows_are_counted():
    form = {}
    for number in range(21):
        form |= row(number)
    expenses, issues = engine.parse_expenses(form, TODAY)
    assert len(expenses) == 20
    assert [one.code for one in issues] == ["too_many"]


def test_a_journey_both_ways_counts_twice():
    form = {
        "date": "2026-06-02",
        "vehicle": "3",
        "place_from": "Limoux",
        "place_to": "Carcassonne",
        "km": "25,4",
        "purpose": "Rendez-vous",
    }
    assert engine.parse_trip(form, TODAY)[0].km == D("25.4")
    assert engine.parse_trip({**form, "both_ways": "1"}, TODAY)[0].km == D("50.8")
    assert engine.parse_trip({**form, "km": "0"}, TODAY)[1][0].code == "positive"


def test_lump_sums_are_whole_numbers():
    form = {"date": "2026-06-02", "kind": "4", "count": "2", "label": "Chantier"}
    lump, issues = engine.parse_lump(form, TODAY)
    assert (lump.count, issues) == (2, [])
    assert engine.parse_lump({**form, "count": "1,5"}, TODAY)[1][0].code == "places"
    assert engine.parse_lump({**form, "count": "32"}, TODAY)[1][0].code == "too_big"


def test_a_vehicle_is_what_its_card_says():
    form = {
        "name": "Clio",
        "kind": "car",
        "power": "5",
        "plate": "ab-123-cd",
        "date_from": "2026-01-01",
    }
    vehicle, issues = engine.parse_vehicle(form)
    assert (vehicle.power, vehicle.plate, vehicle.electric, issues) == (
        5,
        "AB-123-CD",
        False,
        [],
    )
    assert engine.parse_vehicle({**form, "kind": "boat"})[1][0].code == "unknown"
    assert (
        engine.parse_vehicle({**form, "date_to": "2025-12-31"})[1][0].code == "before"
    )
