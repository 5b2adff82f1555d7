# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Past of a person as an import brings it: a few dates, from which steps follow."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise

from .clocks import Period, check_cape_period, period_term
from .errors import EngineError

DATED = ("cape_start", "cesa_start", "associate_date", "left_date", "past_stage_date")
CANDIDATE = ("prospect", "informed", "diagnosed", "committee", "admitted", "refused")


@dataclass(frozen=True)
class History:
    """Dates of a person's stay; what did not take place is None."""

    past_stage: str | None = None
    past_stage_date: date | None = None
    past_reason: str | None = None
    cape_start: date | None = None
    cape_end: date | None = None
    cesa_start: date | None = None
    associate_date: date | None = None
    left_date: date | None = None
    left_reason: str | None = None

    @classmethod
    def of(cls, values: dict) -> "History":
        """Take the dates out of a mapping; what is empty becomes None."""
        return cls(**{one.name: values.get(one.name) or None for one in fields(cls)})

    def reached(self) -> str | None:
        """Return the stage that the dates lead to, None without any."""
        for stage in ("left", "associate", "cesa", "cape"):
            name = (
                f"{stage}_date" if stage in ("left", "associate") else f"{stage}_start"
            )
            if getattr(self, name):
                return stage
        return None

    def cape_last_day(self, months: int) -> date | None:
        """Return the last day of the CAPE: as told, or the first of what ended it."""
        if not self.cape_start:
            return None
        ends = [period_term(self.cape_start, months)]
        if self.cesa_start:
            ends.append(self.cesa_start - timedelta(days=1))
        if self.left_date:
            ends.append(self.left_date)
        return self.cape_end or min(ends)

    def steps(self) -> list[tuple[str, date]]:
        """Return the dated steps that the history is made of, in order."""
        named = (
            ("cape", self.cape_start),
            ("cesa", self.cesa_start),
            ("associate", self.associate_date),
            ("left", self.left_date),
        )
        told = [(kind, day) for kind, day in named if day]
        if not told and self.past_stage not in (None, "prospect"):
            return [(self.past_stage, self.past_stage_date)]
        return told


def history_errors(
    past: History, today: date, cape_months: int
) -> Iterator[tuple[str, str, dict]]:
    """Tell what does not hold in a history: field, code, figures of the message.

    :param today: nothing is told of the future
    :param cape_months: longest CAPE, in months (C. com. L127-2)
    """
    for name in DATED:
        if (day := getattr(past, name)) and day > today:
            yield name, "in_the_future", {}
    yield from _cape_errors(past, cape_months)
    if past.associate_date and not past.cesa_start:
        yield "cesa_start", "needed_before", {"field": "associate_date"}
    yield from _order_errors(past)
    if past.left_date and not past.left_reason:
        yield "left_reason", "reason_missing", {}
    yield from _stage_errors(past)


def _cape_errors(past: History, months: int) -> Iterator[tuple[str, str, dict]]:
    if past.cape_end and not past.cape_start:
        yield "cape_start", "needed_before", {"field": "cape_end"}
    elif past.cape_end and past.cape_end < past.cape_start:
        yield "cape_end", "too_early", {"day": past.cape_start}
    elif past.cape_end:
        try:
            check_cape_period(Period(past.cape_start, past.cape_end), months)
        except EngineError as error:
            yield "cape_end", error.code, error.params
    if past.cape_end and past.cesa_start and past.cape_end >= past.cesa_start:
        yield "cape_end", "too_late", {"day": past.cesa_start}


def _order_errors(past: History) -> Iterator[tuple[str, str, dict]]:
    names = ("cape_start", "cesa_start", "associate_date", "left_date")
    told = [(name, getattr(past, name)) for name in names if getattr(past, name)]
    for (_before, earlier), (name, later) in pairwise(told):
        if later < earlier or (name == "cesa_start" and later == earlier):
            yield name, "too_early", {"day": earlier}


def _stage_errors(past: History) -> Iterator[tuple[str, str, dict]]:
    stage, reached = past.past_stage, past.reached()
    if not stage or stage == reached:
        return
    if reached or stage not in CANDIDATE:
        yield "past_stage", "stage_without_date", {"stage": stage}
    elif stage != "prospect" and not past.past_stage_date:
        yield "past_stage_date", "date_missing", {"stage": stage}
    elif stage == "refused" and not past.past_reason:
        yield "past_reason", "reason_missing", {}
