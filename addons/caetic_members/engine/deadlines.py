# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From the facts of a person to the deadlines that the cooperative must watch.

Legal lengths come from the caller as :class:`Lengths`, dated data (R001). How long
ahead people are warned is no law: :data:`ALERTS` says it in one place. A deadline has
no memory: the same facts on the same day always give the same list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from .clocks import DAY, interview_due

HOSTED = ("cape", "cesa", "associate")
GONE = ("refused", "left")
IN_FORCE = ("signed", "running")
SIGNED = (*IN_FORCE, "ended")
# What was not told within a year was told before this software, or is another matter.
LOOK_BACK = timedelta(days=365)


def months(*ahead: int) -> tuple[relativedelta, ...]:
    """Return how long ahead of a day people are warned, in months."""
    return tuple(relativedelta(months=count) for count in ahead)


def days(*ahead: int) -> tuple[relativedelta, ...]:
    """Return the same, in days."""
    return tuple(relativedelta(days=count) for count in ahead)


# R108: twelve, six, three and one months. R214: sixty days, then thirty.
ALERTS = {
    "association": months(12, 6, 3, 1),
    "interview": months(1),
    "cape_end": days(60, 30),
    "trial_end": days(30, 15),
    "rights_end": months(3, 1),
    "medical": months(2, 1),
}


@dataclass(frozen=True)
class Lengths:
    """Legal figures, in their unit.

    :param interviews_per_year: individual interviews a contract year (R118)
    :param first_interview_months: months until the first one (R118)
    :param notice_days: days to tell Urssaf and France Travail of a CAPE (R207)
    :param dpae_days: a hiring is declared so many days ahead at most (R309)
    """

    interviews_per_year: int
    first_interview_months: int
    notice_days: int
    dpae_days: int


@dataclass(frozen=True)
class ContractFacts:
    """What a contract says to its clocks.

    :param kind: ``cape``, ``cesa`` or another kind, which has no clock
    :param state: ``draft``, ``signed``, ``running``, ``ended`` or ``cancelled``
    :param renews: identifier of the CAPE that this one renews
    :param is_early: ended, or to end, by a decision and not by its term (R207)
    """

    id: int
    kind: str
    state: str
    start: date
    end: date | None = None
    signed_on: date | None = None
    renews: int | None = None
    is_early: bool = False
    association: date | None = None
    trial_end: date | None = None
    urssaf_on: date | None = None
    france_travail_on: date | None = None
    urssaf_end_on: date | None = None
    france_travail_end_on: date | None = None
    dpae_on: date | None = None


@dataclass(frozen=True)
class DocumentFacts:
    """A paper that expires.

    :param type_id: papers of one type replace each other
    :param kind: ``residence``, ``insurance`` or ``document``
    :param alert_months: months ahead at which people are warned
    """

    id: int
    type_id: int
    kind: str
    expiry: date
    alert_months: int = 1
    name: str = ""


@dataclass(frozen=True)
class MemberFacts:
    """Facts of one stay, as far as clocks go.

    :param stage: stage of the journey today
    :param interviews: days of the interviews that took place
    :param rights_end: last day of the person's benefits
    """

    id: int
    stage: str
    contracts: tuple[ContractFacts, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()
    interviews: tuple[date, ...] = ()
    rights_end: date | None = None


@dataclass(frozen=True)
class Deadline:
    """A clock that runs.

    :param kind: what has to be done
    :param source: identifier of the contract, document or stay behind it
    :param date: last day to do it
    :param stage: alerts reached so far, 0 before the first; one more once it is late
    :param name: of the paper, where the kind does not say it all
    """

    kind: str
    source: int
    date: date
    stage: int
    name: str = ""

    @property
    def key(self) -> str:
        """What makes it the same clock tomorrow."""
        return f"{self.kind}/{self.source}"


def stage_of(day: date, today: date, alerts: Iterable[relativedelta]) -> int:
    """Count the alerts reached before a deadline; a late one has one more.

    >>> stage_of(date(2027, 1, 1), date(2026, 8, 1), ALERTS["association"])
    2
    >>> stage_of(date(2027, 1, 1), date(2027, 1, 2), ALERTS["association"])
    5
    """
    reached = sum(today >= day - ahead for ahead in alerts)
    return reached + (today > day)


def state_of(deadline: Deadline, today: date, done_stage: int) -> str:
    """Return how a deadline stands: ``coming``, ``alert``, ``late`` or ``done``.

    :param done_stage: last stage that somebody has dealt with, 0 for none
    """
    if deadline.stage and deadline.stage <= done_stage:
        return "done"
    if today > deadline.date:
        return "late"
    return "alert" if deadline.stage else "coming"


def wanted_deadlines(
    member: MemberFacts, lengths: Lengths, today: date
) -> list[Deadline]:
    """Return the clocks that run for a person, in order of date.

    What is not in the list has no cause any more.
    """
    found = [
        *_contract_clocks(member, lengths, today),
        *_person_clocks(member, lengths, today),
    ]
    return sorted(found, key=lambda one: (one.date, one.key))


def clock(
    kind: str,
    source: int,
    day: date,
    today: date,
    alerts: Iterable[relativedelta] | None = None,
    name: str = "",
) -> Deadline:
    """Return a clock that runs; its alerts are those of its kind unless given."""
    alerts = ALERTS[kind] if alerts is None else alerts
    return Deadline(kind, source, day, stage_of(day, today, alerts), name)


# -- of a contract ------------------------------------------------------------------


def _contract_clocks(member, lengths, today):
    for contract in member.contracts:
        if contract.kind == "cape" and contract.state in SIGNED:
            yield from _notices(contract, lengths, today)
            yield from _cape_end(contract, member, today)
        elif contract.kind == "cesa" and contract.state in IN_FORCE:
            yield from _cesa_clocks(contract, member, lengths, today)


def _notices(contract, lengths, today):
    """Urssaf and France Travail know of a CAPE, its renewal, its early end (R207)."""
    delay = timedelta(days=lengths.notice_days)
    told = {
        "urssaf": contract.urssaf_on,
        "france_travail": contract.france_travail_on,
    }
    told_end = {
        "urssaf_end": contract.urssaf_end_on,
        "france_travail_end": contract.france_travail_end_on,
    }
    alerts = days(lengths.notice_days)
    if contract.state in IN_FORCE:
        due = (contract.signed_on or contract.start) + delay
        for kind in (kind for kind, day in told.items() if not day):
            yield clock(kind, contract.id, due, today, alerts)
    if contract.is_early and contract.end and contract.end >= today - LOOK_BACK:
        for kind in (kind for kind, day in told_end.items() if not day):
            yield clock(kind, contract.id, contract.end + delay, today, alerts)


def _cape_end(contract, member, today):
    """Before its term a CAPE is renewed, followed by a CESA or ended (R202, R214)."""
    if contract.state not in IN_FORCE or contract.is_early or not contract.end:
        return
    after = [
        one
        for one in member.contracts
        if one.renews == contract.id
        or (one.kind == "cesa" and one.start > contract.start)
    ]
    if any(one.state in SIGNED for one in after):
        return
    # A follow-up in draft is a decision: the second alert is for want of one.
    decided = any(one.state == "draft" for one in after)
    alerts = ALERTS["cape_end"][: 1 if decided else None]
    yield clock("cape_end", contract.id, contract.end, today, alerts)


def _cesa_clocks(contract, member, lengths, today):
    if contract.association and member.stage not in ("associate", *GONE):
        yield clock("association", contract.id, contract.association, today)
    if contract.trial_end and contract.trial_end >= today:
        yield clock("trial_end", contract.id, contract.trial_end, today)
    if not contract.dpae_on and contract.start >= today - LOOK_BACK:
        # From eight days before the first day to its eve (R309, R1221-4 and -5).
        due = contract.start - DAY
        alerts = days(lengths.dpae_days - 1)
        yield clock("dpae", contract.id, due, today, alerts)


# -- of a person --------------------------------------------------------------------


def _person_clocks(member, lengths, today):
    if member.stage in GONE:
        return
    if member.stage in HOSTED:
        yield from _interviews(member, lengths, today)
    if member.stage in ("admitted", *HOSTED):
        yield from _documents(member.documents, today)
    if member.rights_end:
        yield clock("rights_end", member.id, member.rights_end, today)


def _interviews(member, lengths, today):
    """Two individual interviews a year, the first within six months (R118)."""
    starts = [one.start for one in member.contracts if one.state in SIGNED]
    if starts:
        due = next_interview(min(starts), member.interviews, lengths, today)
        yield clock("interview", member.id, due, today)


def next_interview(
    start: date, held: Iterable[date], lengths: Lengths, today: date
) -> date:
    """Return the day by which an interview is due, in the year that runs (R118).

    A past year cannot be mended: what it lacks stays late until an interview is held,
    then the year that runs has its own two.

    :param start: first day with the cooperative
    :param held: days of the interviews that took place
    """
    figures = (lengths.interviews_per_year, lengths.first_interview_months)
    years = max(0, relativedelta(today, start).years)
    begin = start + relativedelta(years=years)
    held = list(held)
    if years and not any(day >= begin for day in held):
        owed = interview_due(begin - relativedelta(years=1), held, *figures)
        if owed < begin:
            return owed
    return interview_due(begin, held, *figures)


def _documents(documents, today):
    """Of each type, the paper that lasts longest: it has replaced the others."""
    last = {}
    for document in sorted(documents, key=lambda one: (one.expiry, one.id)):
        last[document.type_id] = document
    for document in last.values():
        yield clock(
            document.kind,
            document.id,
            document.expiry,
            today,
            months(document.alert_months),
            document.name,
        )
