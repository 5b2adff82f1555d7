# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Journey of a person: the stage at any date is what the dated steps say (R312)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .errors import EngineError

FIRST = "prospect"
# R301, R302, R312: a CESA without a CAPE is for those who already have customers.
NEXT = {
    "prospect": ("informed", "left"),
    "informed": ("diagnosed", "left"),
    "diagnosed": ("committee", "left"),
    "committee": ("admitted", "refused", "left"),
    "admitted": ("cape", "cesa", "left"),
    "cape": ("cesa", "left"),
    "cesa": ("associate", "left"),
    "associate": ("left",),
    "refused": (),
    "left": (),
}
STAGES = tuple(NEXT)
# Steps that say no, or goodbye: they give their reason (R311, R125).
REASONED = ("refused", "left")


@dataclass(frozen=True)
class Step:
    """A dated step; a wrong one stays and is corrected by a later one.

    :param key: identifier, growing with the time of writing
    :param kind: stage entered
    :param date: day of the step
    :param corrects: key of the step that this one replaces
    """

    key: int
    kind: str
    date: date
    corrects: int | None = None


def standing(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that stand, in order of their dates.

    A step that corrects another takes its rank among those of the same day.
    """
    steps = list(steps)
    by_key = {step.key: step for step in steps}
    replaced = {step.corrects for step in steps if step.corrects}
    kept = [step for step in steps if step.key not in replaced]
    return sorted(kept, key=lambda step: (step.date, _root(step, by_key).key))


def _root(step: Step, by_key: dict[int, Step]) -> Step:
    """Return the step at the start of a chain of corrections."""
    while step.corrects in by_key:
        step = by_key[step.corrects]
    return step


def stage_at(steps: Iterable[Step], day: date | None = None) -> str:
    """Return the stage on a day, or the last one known.

    :param day: None for the last step, whatever its date
    """
    stage = FIRST
    for step in standing(steps):
        if day and step.date > day:
            break
        stage = step.kind
    return stage


def check_step(steps: Iterable[Step], kind: str, day: date) -> None:
    """Refuse a step that the stage does not lead to, or dated before the last one.

    :raises EngineError: ``unknown_stage``, ``step_not_allowed``, ``step_too_early``
    """
    if kind not in NEXT:
        raise EngineError("unknown_stage", kind=kind)
    kept = standing(steps)
    stage = stage_at(kept)
    if kind not in NEXT[stage]:
        raise EngineError("step_not_allowed", stage=stage, kind=kind)
    if kept and day < kept[-1].date:
        raise EngineError("step_too_early", last=kept[-1].date)


def check_sequence(steps: Iterable[Step]) -> None:
    """Refuse a history whose stages do not follow each other.

    A step may repeat the stage before it: that is how a step that never took place
    is corrected. A history that comes from elsewhere starts where the person was.

    :raises EngineError: ``step_not_allowed``
    """
    steps = list(steps)
    by_key = {step.key: step for step in steps}
    stage = FIRST
    for rank, step in enumerate(standing(steps)):
        imported = not rank and _root(step, by_key).kind not in NEXT[FIRST]
        if step.kind != stage and step.kind not in NEXT[stage] and not imported:
            raise EngineError("step_not_allowed", stage=stage, kind=step.kind)
        stage = step.kind
