# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Modules, half-days, seats and progress (R1001, R1002)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

HUNDRED = Decimal(100)
ENDS = ("refused", "left")


@dataclass(frozen=True)
class ModuleFacts:
    """A module of the catalogue.

    :param key: identifier
    :param parent: identifier of the module that it is a topic of, or None
    :param mandatory: whether it counts in the progress of everybody
    :param prerequisites: identifiers of the modules to attend before
    """

    key: int
    parent: int | None = None
    mandatory: bool = False
    prerequisites: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Attended:
    """What a person attended of one session.

    :param module: identifier of the module of the session
    :param present: hours attended
    :param total: hours of all its half-days
    """

    module: int
    present: Decimal
    total: Decimal


@dataclass(frozen=True)
class Progress:
    """Mandatory modules attended, out of those to attend.

    :param done: mandatory modules attended
    :param total: mandatory modules of the catalogue
    """

    done: int
    total: int

    @property
    def percent(self) -> Decimal:
        """Share of the mandatory modules attended, rounded down; 100 without any.

        >>> Progress(2, 3).percent
        Decimal('66')
        """
        if not self.total:
            return HUNDRED
        return HUNDRED * self.done // self.total


@dataclass(frozen=True)
class HalfDay:
    """A half-day to plan, with local hours.

    :param day: its date
    :param start: hour it starts at, 9.5 for half past nine
    :param end: hour it ends at
    """

    day: date
    start: Decimal
    end: Decimal


def half_days(
    days: Iterable[tuple[date, bool, bool]],
    morning: tuple[Decimal, Decimal],
    afternoon: tuple[Decimal, Decimal],
) -> list[HalfDay]:
    """Return the half-days of the days ticked, in order, each once.

    :param days: (date, with its morning, with its afternoon)
    :param morning: hours of a morning
    :param afternoon: hours of an afternoon
    """
    wanted = set()
    for day, is_morning, is_afternoon in days:
        if is_morning:
            wanted.add((day, *morning))
        if is_afternoon:
            wanted.add((day, *afternoon))
    return [HalfDay(*one) for one in sorted(wanted)]


def seats_free(limit: int, taken: int) -> int | None:
    """Return how many seats are left, None without a limit.

    >>> seats_free(8, 9), seats_free(8, 6), seats_free(0, 6)
    (0, 2, None)
    """
    return max(0, limit - taken) if limit > 0 else None


def stage_reached(stages: Sequence[str], stage: str, wanted: str | None) -> bool:
    """Tell whether somebody at a stage may come to what is meant from a stage on.

    Whoever was refused or has left comes to nothing; without a stage, all others do.

    >>> order = ("prospect", "admitted", "cape", "refused", "left")
    >>> stage_reached(order, "cape", "admitted"), stage_reached(order, "left", None)
    (True, False)
    """
    if stage in ENDS:
        return False
    return not wanted or stages.index(stage) >= stages.index(wanted)


def attended_modules(
    modules: Iterable[ModuleFacts], sessions: Iterable[Attended], share: Decimal
) -> frozenset[int]:
    """Return the modules that a person has attended.

    A module is attended when one session of it was, for the share that the
    cooperative asks; or when all its topics were. Who attended a module attended its
    topics.

    :param modules: the catalogue
    :param sessions: sessions over, with the hours of the person
    :param share: percentage of the hours of a session, 0 to 100
    """
    modules = list(modules)
    done = {
        one.module
        for one in sessions
        if one.present > 0 and one.present * HUNDRED >= one.total * share
    }
    for module in modules:
        topics = {one.key for one in modules if one.parent == module.key}
        if module.key in done:
            done |= topics
        elif topics and topics <= done:
            done.add(module.key)
    return frozenset(done)


def progress(modules: Iterable[ModuleFacts], done: frozenset[int]) -> Progress:
    """Count the mandatory modules attended (R1002); a topic counts in its module."""
    wanted = {one.key for one in modules if one.mandatory and one.parent is None}
    return Progress(len(wanted & done), len(wanted))


def missing_prerequisites(module: ModuleFacts, done: frozenset[int]) -> frozenset[int]:
    """Return the modules to attend before this one."""
    return module.prerequisites - done


def must_ask(missed: int, limit: int) -> bool:
    """Tell whether the adviser registers somebody who did not come (no-show rule).

    :param missed: sessions of the last twelve months missed without an excuse
    :param limit: how many the cooperative bears; 0: it keeps no such rule
    """
    return 0 < limit <= missed
