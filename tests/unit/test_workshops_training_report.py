# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Figures of the yearly report of a training body (R620)."""

from decimal import Decimal

from caetic_workshops_engine.training_report import (
    Product,
    Trainee,
    product_figures,
    training_figures,
)


def trainee(key, kind="employee", hours="7", **values):
    known = {"aim": "other", "speciality": "326", **values}
    return Trainee(key, kind, hours=Decimal(hours), **known)


ROWS = (
    trainee(1),
    trainee(2, "jobseeker", "3.5", aim="rncp", is_remote=True),
    trainee(3, "jobseeker", "7", is_entrusted=True),
    trainee(4, "employee", "14", is_received=True),
    trainee(5, "employee", "0"),
)


def found(section):
    return {
        one.category: (one.people, one.hours, one.keys)
        for one in training_figures(ROWS)
        if one.section == section
    }


def test_trainees_by_kind_leave_out_absent_ones_and_those_of_others():
    assert found("F1") == {
        "employee": (1, Decimal("7"), (1,)),
        "jobseeker": (2, Decimal("10.5"), (2, 3)),
    }


def test_each_frame_has_its_rows():
    assert found("F1_remote") == {"remote": (1, Decimal("3.5"), (2,))}
    assert found("F2") == {"entrusted": (1, Decimal("7"), (3,))}
    assert found("F3") == {
        "other": (2, Decimal("14"), (1, 3)),
        "rncp": (1, Decimal("3.5"), (2,)),
    }
    assert found("F4") == {"326": (3, Decimal("17.5"), (1, 2, 3))}
    assert found("G") == {"received": (1, Decimal("14"), (4,))}


def test_products_by_origin():
    rows = (
        Product(1, "opco", Decimal("1200.00")),
        Product(2, "individual", Decimal("300.50")),
        Product(3, "opco", Decimal("0.50")),
    )
    figures = product_figures(rows)
    assert [(one.category, one.amount, one.keys) for one in figures] == [
        ("individual", Decimal("300.50"), (2,)),
        ("opco", Decimal("1200.50"), (1, 3)),
    ]
