# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Timer of the steps of a meeting (R1006): a state that any screen can show."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Clock:
    """Timer of one step.

    :param minutes: length of the step
    :param seconds: what ran before the last pause
    :param started: moment (UTC) since which it runs, None in a pause
    """

    minutes: int
    seconds: int = 0
    started: datetime | None = None


def elapsed(clock: Clock, now: datetime) -> int:
    """Return the seconds that have run, whole, pauses left out.

    A moment before the start (the clock of another machine) counts for nothing.
    """
    running = int((now - clock.started).total_seconds()) if clock.started else 0
    return clock.seconds + max(0, running)


def remaining(clock: Clock, now: datetime) -> int:
    """Return the seconds that are left; below zero, the step is over by as much."""
    return clock.minutes * 60 - elapsed(clock, now)


def start(clock: Clock, now: datetime) -> Clock:
    """Return the timer that runs; one that runs already goes on as it is."""
    return clock if clock.started else replace(clock, started=now)


def pause(clock: Clock, now: datetime) -> Clock:
    """Return the timer in a pause; what ran is kept."""
    return replace(clock, seconds=elapsed(clock, now), started=None)


def total_minutes(minutes: Iterable[int]) -> int:
    """Return the length of a meeting, in minutes.

    >>> total_minutes((5, 5, 5, 3, 25, 8, 8))
    59
    """
    return sum(minutes)
