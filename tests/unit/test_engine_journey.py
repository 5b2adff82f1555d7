# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Journey: the stage at any date is the replay of the steps that stand (R312)."""

from datetime import date, timedelta

import pytest
from caetic_members_engine import (
    NEXT,
    EngineError,
    Step,
    check_sequence,
    check_step,
    stage_at,
    standing,
)
from hypothesis import given
from hypothesis import strategies as st

START = date(2026, 1, 1)


@st.composite
def journeys(draw):
    """A journey that the rules allow: each step leads somewhere, days never go back."""
    steps, stage, day = [], "prospect", START
    for key in range(1, draw(st.integers(0, 9)) + 1):
        if not NEXT[stage]:
            break
        stage = draw(st.sampled_from(NEXT[stage]))
        day += timedelta(days=draw(st.integers(0, 400)))
        steps.append(Step(key, stage, day))
    return steps


def replay(steps, day):
    """The stage, told the slow way: one step after the other."""
    stage = "prospect"
    for step in sorted(steps, key=lambda one: (one.date, one.key)):
        if step.date <= day:
            stage = step.kind
    return stage


@given(journeys(), st.integers(-10, 4000))
def test_stage_at_any_date_is_the_replay(steps, offset):
    day = START + timedelta(days=offset)
    assert stage_at(steps, day) == replay(steps, day)


@given(journeys())
def test_allowed_journeys_hold_together(steps):
    check_sequence(steps)
    for index, step in enumerate(steps):
        check_step(steps[:index], step.kind, step.date)
    assert stage_at(steps) == (steps[-1].kind if steps else "prospect")


@given(journeys(), st.data())
def test_a_corrected_step_counts_no_more(steps, data):
    if not steps:
        return
    wrong = data.draw(st.sampled_from(steps))
    before = steps[steps.index(wrong) - 1].kind if wrong != steps[0] else "prospect"
    undone = Step(99, before, wrong.date, corrects=wrong.key)
    history = [*steps, undone]
    kept = standing(history)
    assert wrong not in kept
    assert len(kept) == len(steps)
    if wrong == steps[-1]:
        assert stage_at(history) == before


def test_a_correction_of_a_correction_stands_at_its_place():
    steps = [
        Step(1, "informed", START),
        Step(2, "left", START),
        Step(3, "informed", START, corrects=2),
        Step(4, "diagnosed", START, corrects=3),
    ]
    assert [step.key for step in standing(steps)] == [1, 4]
    assert stage_at(steps) == "diagnosed"


def test_a_new_date_moves_the_step():
    steps = [Step(1, "informed", START)]
    steps.append(Step(2, "informed", START + timedelta(days=30), corrects=1))
    assert stage_at(steps, START + timedelta(days=29)) == "prospect"
    assert stage_at(steps, START + timedelta(days=30)) == "informed"


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        ((), "cape"),
        (("informed", "diagnosed"), "admitted"),
        (("informed", "diagnosed", "committee", "refused"), "cape"),
        (("left",), "informed"),
    ],
)
def test_a_step_never_skips_the_cooperatives_yes(kinds, kind):
    steps = [Step(key, name, START) for key, name in enumerate(kinds, 1)]
    with pytest.raises(EngineError, match="step_not_allowed"):
        check_step(steps, kind, START)


def test_a_step_never_comes_before_the_last_one():
    with pytest.raises(EngineError, match="step_too_early"):
        check_step([Step(1, "informed", START)], "diagnosed", START - timedelta(days=1))


def test_an_unknown_stage_is_refused():
    with pytest.raises(EngineError, match="unknown_stage"):
        check_step([], "hired", START)


def test_a_history_with_a_hole_is_refused():
    steps = [Step(1, "informed", START), Step(2, "cesa", START)]
    with pytest.raises(EngineError, match="step_not_allowed"):
        check_sequence(steps)


def test_an_imported_history_starts_where_the_person_was():
    steps = [Step(1, "cape", START), Step(2, "cesa", START + timedelta(days=90))]
    check_sequence(steps)
    check_sequence([*steps, Step(3, "cape", START + timedelta(days=2), corrects=1)])


def test_a_correction_does_not_skip_the_beginning():
    steps = [Step(1, "informed", START), Step(2, "cape", START, corrects=1)]
    with pytest.raises(EngineError, match="step_not_allowed"):
        check_sequence(steps)
