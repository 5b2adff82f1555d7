# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Numbers at the boundary, and refusals that say why."""

from decimal import Decimal

import caetic_members_engine as engine
import pytest


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2.675, "2.68"),
        (-2.675, "-2.68"),
        (1.005, "1.01"),
        (0.1 + 0.2, "0.30"),
        (-0.001, "0.00"),
        (3, "3.00"),
        ("4.5", "4.50"),
        (Decimal("0.005"), "0.01"),
        (False, "0.00"),
        (None, "0.00"),
        ("", "0.00"),
    ],
)
def test_stored_number(value, expected):
    assert str(engine.to_decimal(value)) == expected


def test_rate_keeps_four_digits():
    assert str(engine.to_decimal(13.56785, engine.RATE)) == "13.5679"


@pytest.mark.parametrize(
    "value", ["douze", "1,5", float("nan"), float("inf"), "sNaN", "1e40"]
)
def test_not_a_number(value):
    with pytest.raises(engine.EngineError) as refusal:
        engine.to_decimal(value)
    assert refusal.value.code == "not_a_number"
    assert refusal.value.params["value"] is value


def test_amount_with_nobody_to_share_it():
    with pytest.raises(engine.EngineError, match="nothing_to_share_by"):
        engine.allocate(Decimal(10), {})


def test_base_nobody_knows():
    names = ["invoiced", "settled", "transfers_in", "transfers_out", "margin_costs"]
    with pytest.raises(engine.EngineError, match="unknown_base"):
        engine.base_amount(
            "profit", **dict.fromkeys(names, Decimal(0)), transfers_in_base=True
        )


def test_method_must_be_said():
    """R403: marginal or whole, never a guess."""
    with pytest.raises(engine.EngineError, match="unknown_method"):
        engine.contribution_due(engine.Scheme(tiers=(), method=""), [])


def test_paid_part_is_between_nothing_and_all():
    parts = [engine.paid_part(Decimal(1200), Decimal(paid)) for paid in (-1, 600, 1201)]
    assert parts == [0, Decimal("0.5"), 1]


def test_public_names_are_exported():
    for name in ("conserved", "closes", "explained", "settle", "allocate", "statement"):
        assert callable(getattr(engine, name))


@pytest.mark.parametrize(
    ("available", "pending", "own", "payable"),
    [
        # 1 000 - 100 kept - 700 asked for, 500 of which by oneself.
        ("1000", "700", "500", "700"),
        # Overdrawn: what was asked for already gives no room.
        ("-300", "200", "200", "0"),
        ("150", "200", "0", "0"),
    ],
)
def test_what_is_payable_to_who_asks_already(available, pending, own, payable):
    terms = engine.Terms(*[Decimal(0)] * 7, Decimal(available))
    found = engine.statement(
        terms,
        engine.Result(Decimal(0)),
        engine.FeeDue((), Decimal(0)),
        Decimal(100) if available == "1000" else Decimal(0),
        Decimal(pending),
    )
    assert found.payable_besides(Decimal(own)) == Decimal(payable)
