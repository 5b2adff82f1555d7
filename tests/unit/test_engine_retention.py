# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How long a file is kept (R802), from the dates of the reference text."""

from datetime import date

import pytest
from caetic_members_engine import Facts, RetentionLengths, accounting_end, retention

# R802: refused 2 years, contact 3, staff file 5, social support 2.
LENGTHS = RetentionLengths(candidate=2, prospect=3, staff=5, support=2)
CONTACT = date(2024, 2, 29)


def clocks(stage, stages=(), **facts):
    given = {"last_contact": CONTACT, **facts}
    return retention(Facts(stage, frozenset(stages), **given), LENGTHS)


@pytest.mark.parametrize("stage", ["cape", "cesa", "associate"])
def test_no_clock_runs_while_the_person_is_there(stage):
    found = clocks(stage, [stage], had_contract=True, hold=date(2031, 12, 31))
    assert (found.category, found.file_end, found.support_end) == (None, None, None)


@pytest.mark.parametrize("stage", ["prospect", "informed", "diagnosed"])
def test_contact_is_kept_three_years(stage):
    found = clocks(stage, [stage])
    assert found.category == "prospect"
    assert found.file_end == date(2027, 2, 28)
    assert found.support_end == date(2026, 2, 28)


@pytest.mark.parametrize(
    "stages", [["committee"], ["committee", "refused"], ["committee", "admitted"]]
)
def test_candidate_is_kept_two_years_after_the_last_contact(stages):
    found = clocks(stages[-1], stages)
    assert found.category == "candidate"
    assert found.file_end == date(2026, 2, 28)


def test_who_withdrew_after_the_committee_is_a_candidate():
    assert clocks("left", ["committee", "admitted", "left"]).category == "candidate"
    assert clocks("left", ["informed", "left"]).category == "prospect"


def test_file_of_who_had_a_contract_is_kept_five_years_after_departure():
    found = clocks(
        "left", ["cape", "left"], had_contract=True, departure=date(2023, 6, 30)
    )
    assert found.category == "staff"
    assert found.file_end == date(2028, 6, 30)
    # Two years after the last contact, which came after the departure.
    assert found.support_end == date(2026, 2, 28)


def test_evidence_for_a_funder_holds_every_clock():
    """Reg. 2021/1060 art. 82: 31 December of the fifth year."""
    hold = date(2032, 12, 31)
    found = clocks("refused", ["committee", "refused"], hold=hold)
    assert (found.file_end, found.support_end) == (hold, hold)
    past = clocks("refused", ["committee", "refused"], hold=date(2025, 1, 1))
    assert past.file_end == date(2026, 2, 28)


def test_accounts_are_kept_ten_years_after_their_fiscal_year():
    """C. com. L123-22."""
    assert accounting_end(date(2026, 6, 30), 10) == date(2036, 6, 30)


def test_no_clock_runs_while_a_contract_binds():
    """Whatever the steps say: an import may bring the contract before them."""
    assert clocks("prospect", had_contract=True, is_bound=True).file_end is None
