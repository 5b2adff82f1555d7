# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Clocks that run for a person: R108, R118, R202, R207, R214, R309, and what holds."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from caetic_members_engine import (
    ContractFacts,
    Deadline,
    DocumentFacts,
    Lengths,
    MemberFacts,
    state_of,
    wanted_deadlines,
)
from hypothesis import given
from hypothesis import strategies as st

# R7331-2: two a year, the first at six months; R1221-4: eight days; R5142-1.
LENGTHS = Lengths(2, 6, 8, 8)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
TOLD = {"urssaf_on": date(2026, 1, 6), "france_travail_on": date(2026, 1, 6)}
CAPE = ContractFacts(
    id=1,
    kind="cape",
    state="running",
    start=date(2026, 1, 5),
    end=date(2027, 1, 4),
    signed_on=date(2026, 1, 2),
    **TOLD,
)
# T2.4: CAPE of 05/01/2026 to 30/11/2026, then a CESA: associate by 05/01/2029.
CESA = ContractFacts(
    id=2,
    kind="cesa",
    state="running",
    start=date(2026, 12, 1),
    association=date(2029, 1, 5),
    dpae_on=date(2026, 11, 25),
)


def wanted(today, stage="cape", contracts=(CAPE,), **facts):
    """Clocks of a person on a day: ``{kind: deadline}``."""
    member = MemberFacts(id=7, stage=stage, contracts=contracts, **facts)
    found = wanted_deadlines(member, LENGTHS, today)
    return {one.kind: one for one in found}


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2028, 1, 4), 0),
        (date(2028, 1, 5), 1),
        (date(2028, 7, 5), 2),
        (date(2028, 10, 5), 3),
        (date(2028, 12, 5), 4),
        (date(2029, 1, 5), 4),
        (date(2029, 1, 6), 5),
    ],
)
def test_r108_alerts_12_6_3_and_1_months_before_then_late(today, stage):
    found = wanted(today, "cesa", (CESA,))["association"]
    assert (found.date, found.stage) == (date(2029, 1, 5), stage)


def test_r108_whoever_is_an_associate_has_no_such_clock():
    assert "association" not in wanted(date(2028, 7, 5), "associate", (CESA,))


def test_r118_first_interview_within_six_months_then_the_second_within_the_year():
    today = date(2026, 5, 1)
    assert wanted(today)["interview"].date == date(2026, 7, 4)
    held = wanted(today, interviews=(date(2026, 4, 10),))
    assert held["interview"].date == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("held", "due"),
    [
        # Begun on 05/01/2026; the second year runs since 05/01/2027.
        ([], date(2026, 7, 4)),
        ([date(2026, 3, 1)], date(2027, 1, 4)),
        ([date(2026, 3, 1), date(2026, 9, 1)], date(2027, 7, 4)),
        ([date(2027, 2, 1)], date(2028, 1, 4)),
    ],
)
def test_r118_a_past_year_is_late_until_the_next_interview(held, due):
    found = wanted(date(2027, 3, 1), interviews=tuple(held))
    assert found["interview"].date == due


def test_r118_no_interview_is_due_without_a_contract():
    assert wanted(date(2026, 5, 1), "admitted", ()) == {}


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        # The term is 04/01/2027: 60 days before is 05/11/2026, 30 days 05/12/2026.
        (date(2026, 11, 4), 0),
        (date(2026, 11, 5), 1),
        (date(2026, 12, 5), 2),
        (date(2027, 1, 4), 2),
        (date(2027, 1, 5), 3),
    ],
)
def test_r214_a_cape_alerts_60_days_before_its_term_and_again_30_days_before(
    today, stage
):
    found = wanted(today)["cape_end"]
    assert (found.date, found.stage) == (date(2027, 1, 4), stage)


def test_r214_with_a_decision_there_is_no_second_alert():
    renewal = replace(CAPE, id=3, state="draft", renews=1, start=date(2027, 1, 5))
    found = wanted(date(2026, 12, 20), contracts=(CAPE, renewal))
    assert found["cape_end"].stage == 1


@pytest.mark.parametrize(
    "after",
    [
        replace(CAPE, id=3, state="signed", renews=1, start=date(2027, 1, 5)),
        replace(CESA, id=3, state="signed", start=date(2027, 1, 5)),
    ],
)
def test_r202_a_signed_renewal_or_cesa_stops_the_clock(after):
    after = replace(after, end=None)
    assert "cape_end" not in wanted(date(2026, 12, 20), contracts=(CAPE, after))


def test_r207_both_bodies_are_told_of_a_cape_once_it_is_signed():
    new = replace(CAPE, urssaf_on=None, france_travail_on=None)
    found = wanted(date(2026, 1, 2), contracts=(new,))
    # Signed on 02/01/2026, eight days later is the 10th.
    assert {found[kind].date for kind in ("urssaf", "france_travail")} == {
        date(2026, 1, 10)
    }
    assert found["urssaf"].stage == 1, "due from the first day on"
    assert (
        state_of(
            wanted(date(2026, 1, 11), contracts=(new,))["urssaf"], date(2026, 1, 11), 0
        )
        == "late"
    )
    told = wanted(date(2026, 1, 11), contracts=(replace(new, **TOLD),))
    assert not {"urssaf", "france_travail"} & set(told)


def test_r207_a_draft_is_told_to_nobody():
    draft = replace(CAPE, state="draft", urssaf_on=None, france_travail_on=None)
    assert wanted(date(2026, 1, 2), "admitted", (draft,)) == {}


def test_r207_an_early_end_is_told_though_the_person_has_left():
    early = replace(CAPE, state="ended", end=date(2026, 6, 30), is_early=True)
    found = wanted(date(2026, 7, 1), "left", (early,))
    assert {kind: one.date for kind, one in found.items()} == {
        "urssaf_end": date(2026, 7, 8),
        "france_travail_end": date(2026, 7, 8),
    }
    told = replace(
        early,
        urssaf_end_on=date(2026, 7, 1),
        france_travail_end_on=date(2026, 7, 1),
    )
    assert wanted(date(2026, 7, 1), "left", (told,)) == {}


def test_r207_an_end_at_the_term_is_not_early():
    over = replace(CAPE, state="ended")
    assert wanted(date(2027, 1, 10), "left", (over,)) == {}


@pytest.mark.parametrize(
    ("today", "stage"),
    [(date(2026, 11, 22), 0), (date(2026, 11, 23), 1), (date(2026, 12, 1), 2)],
)
def test_r309_a_hiring_is_declared_from_8_days_before_to_the_eve(today, stage):
    hired = replace(CESA, state="signed", dpae_on=None)
    found = wanted(today, "cape", (hired,))["dpae"]
    assert (found.date, found.stage) == (date(2026, 11, 30), stage)


def test_r309_a_hiring_of_years_ago_was_declared_elsewhere():
    hired = replace(CESA, dpae_on=None)
    assert "dpae" in wanted(date(2027, 11, 30), "cesa", (hired,))
    assert "dpae" not in wanted(date(2027, 12, 3), "cesa", (hired,))


def test_r309_a_declared_hiring_has_no_clock():
    assert "dpae" not in wanted(date(2026, 11, 25), "cape", (CESA,))


def test_r109_a_trial_is_watched_until_its_end_and_no_longer():
    tried = replace(CESA, trial_end=date(2027, 3, 31))
    assert wanted(date(2027, 3, 31), "cesa", (tried,))["trial_end"].stage == 2
    assert "trial_end" not in wanted(date(2027, 4, 1), "cesa", (tried,))


def test_r309_a_paper_alerts_as_its_type_says_and_a_newer_one_replaces_it():
    old = DocumentFacts(11, 5, "residence", date(2026, 9, 30), 4)
    today = date(2026, 6, 1)
    assert wanted(today, documents=(old,))["residence"].stage == 1
    assert wanted(date(2026, 5, 29), documents=(old,))["residence"].stage == 0
    new = replace(old, id=12, expiry=date(2030, 9, 30))
    found = wanted(today, documents=(new, old))["residence"]
    assert (found.source, found.stage) == (12, 0)


def test_end_of_rights_is_watched_before_any_contract():
    found = wanted(date(2026, 5, 1), "diagnosed", (), rights_end=date(2026, 7, 15))
    assert found["rights_end"].stage == 1
    assert wanted(date(2026, 5, 1), "left", (), rights_end=date(2026, 7, 15)) == {}


def test_done_by_hand_stays_done_for_its_stage_only():
    today = date(2026, 12, 20)
    second = Deadline("cape_end", 1, date(2027, 1, 4), 2)
    assert state_of(second, today, 2) == "done"
    assert state_of(second, today, 1) == "alert"
    assert state_of(replace(second, stage=3), date(2027, 1, 5), 2) == "late"
    assert state_of(replace(second, stage=0), today, 0) == "coming"


@given(DAYS, st.integers(0, 400))
def test_a_stage_never_goes_back_while_its_date_stays(today, later):
    before = wanted(today)["cape_end"].stage
    assert wanted(today + timedelta(days=later))["cape_end"].stage >= before


@given(DAYS, st.sampled_from(["prospect", "admitted", "cape", "cesa", "left"]))
def test_each_clock_runs_once(today, stage):
    member = MemberFacts(7, stage, (CAPE, CESA), rights_end=date(2026, 7, 15))
    found = wanted_deadlines(member, LENGTHS, today)
    assert len({one.key for one in found}) == len(found)
    assert found == sorted(found, key=lambda one: (one.date, one.key))
