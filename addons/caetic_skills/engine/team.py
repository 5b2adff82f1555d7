# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The best small team for a need: an exact search, and why each person is in it.

Teams are compared by these in turn; the first that differs decides:

1. more of the required needs covered;
2. fewer people;
3. more of the optional needs covered;
4. strength: level (0 to 100) plus 5 for each confirmation, at most 4 of them, of
   whoever takes each need;
5. fewer days that people have not got for what they take;
6. place: 0 (cannot come) to 3 (in the town), summed;
7. fewer people dearer than the budget of a day;
8. less work already: teams that people are in (balance of work);
9. more pairs of people who have worked together;
10. smallest keys, so that the same question has the same answer.

In the best team nobody could take the needs of two people, else it would be smaller:
the best person of each set of needs can be looked for apart (1 to 8 add up over people
and the sets they take), and the sets are put together by dynamic programming. Teams
equal up to 8 are compared one by one, those who know each other first, within a number
of steps that only hundreds of equals reach.
"""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from itertools import product

ZERO = Decimal(0)
HALF = Decimal("0.5")
DAYS_OF_MONTH = Decimal("30.4375")
CONFIRMATION_POINTS = 5
MOST_CONFIRMATIONS = 4
MOST_NEEDS = 10
# Steps among equal teams for those who have worked together: then the best one seen.
MOST_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Held:
    """A skill that a person has: level 0 to 100, colleagues who confirm it."""

    level: int
    confirmations: int = 0

    @property
    def strength(self) -> int:
        """Level and confirmations as one number, 0 to 120.

        >>> Held(75, 3).strength, Held(75, 9).strength
        (90, 95)
        """
        counted = min(self.confirmations, MOST_CONFIRMATIONS)
        return self.level + CONFIRMATION_POINTS * counted


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be asked.

    :param key: identifier, unique
    :param skills: what they have, by key of the need that it answers
    :param days: days that they have in the period
    :param place: 0 cannot come, 1 elsewhere, 2 same area, 3 in the town or from afar
    :param rate: EUR a day before tax that they start at, None when not told
    :param load: teams that they are in already
    :param colleagues: keys of the people they have worked with
    """

    key: int
    skills: Mapping[int, Held]
    days: Decimal = ZERO
    place: int = 0
    rate: Decimal | None = None
    load: int = 0
    colleagues: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """What a customer needs.

    :param key: identifier, unique
    :param level: least level, 0 to 100
    :param optional: a plus, not a condition
    :param days: days of work
    """

    key: int
    level: int = 0
    optional: bool = False
    days: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person is chosen: a code and the facts that its sentence needs."""

    code: str
    facts: Mapping = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a team and the needs they take.

    :param lack: days that they have not got for them
    """

    person: int
    needs: tuple[int, ...]
    days: Decimal
    lack: Decimal
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A team: people in the order of the needs, and what nobody in it covers.

    :param missing: required needs without anybody
    :param missing_optional: optional ones
    :param rank: what it was compared by, smaller is better (see the module)
    """

    members: tuple[Member, ...]
    missing: tuple[int, ...]
    missing_optional: tuple[int, ...]
    rank: tuple

    @property
    def is_complete(self) -> bool:
        """Tell whether all that is required is covered."""
        return not self.missing


def days_free(
    days_per_month: int, available_from: date | None, start: date, end: date
) -> Decimal:
    """Return the days that a person has between two dates, to the half day below.

    >>> days_free(8, date(2026, 3, 16), date(2026, 3, 1), date(2026, 3, 31))
    Decimal('4.0')

    :param days_per_month: 0 when they have not told
    :param available_from: before it, no day
    :param end: last day of the period, itself counted
    """
    first = max(start, available_from) if available_from else start
    length = (end - first).days + 1
    if length <= 0:
        return ZERO
    exact = Decimal(days_per_month) * length / DAYS_OF_MONTH
    return (exact / HALF).quantize(Decimal(1), ROUND_DOWN) * HALF


def rank_people(
    people: Iterable[Person], need: Need, day_rate: Decimal | None = None
) -> list[Member]:
    """Return who covers a need, best first, with the reasons (rules 4 to 8 and 10).

    :param day_rate: EUR a day before tax that the customer can pay, None: not told
    """
    able = [one for one in people if _covers(one, need)]
    able.sort(key=lambda one: (*_cost(one, [need], day_rate), one.key))
    field_ = _Field(able, [need], day_rate)
    return [field_.member(one, 1, frozenset()) for one in able]


def find_teams(
    people: Iterable[Person],
    needs: Sequence[Need],
    limit: int,
    count: int = 3,
    day_rate: Decimal | None = None,
) -> list[Team]:
    """Return the best team, then others that leave out somebody of each one before.

    Without a required need, all are required. Nothing can be covered: no team.

    :param limit: people at most
    :param count: teams at most
    :param day_rate: EUR a day before tax that the customer can pay, None: not told
    :raises ValueError: for more than 10 needs
    """
    if len(needs) > MOST_NEEDS:
        raise ValueError(f"{len(needs)} needs: at most {MOST_NEEDS}")
    search = _Search(_Field(people, needs, day_rate), limit, count)
    teams: list[Team] = []
    while len(teams) < count:
        left_out = {frozenset(names) for names in product(*map(_names, teams))}
        found = [team for names in left_out if (team := search.best(names))]
        if not found:
            break
        teams.append(min(found, key=lambda team: team.rank))
    return teams


def _names(team):
    return [member.person for member in team.members]


def _covers(person, need):
    held = person.skills.get(need.key)
    return held is not None and held.level >= need.level


def _cost(person, needs, day_rate):
    """Rules 4 to 8 for a person who takes these needs, smaller is better."""
    strength = sum(person.skills[need.key].strength for need in needs)
    days = sum((need.days for need in needs), ZERO)
    return (-strength, max(ZERO, days - person.days), *_own_cost(person, day_rate))


def _own_cost(person, day_rate):
    dear = day_rate is not None and person.rate is not None and person.rate > day_rate
    return (-person.place, int(dear), person.load)


class _Field:
    """Needs by bit, and the people who cover one at least."""

    def __init__(self, people, needs, day_rate):
        self.day_rate = day_rate
        self.needs = list(needs)
        self.whole = (1 << len(self.needs)) - 1
        required = [bit for bit, one in enumerate(self.needs) if not one.optional]
        self.required = sum(1 << bit for bit in required) or self.whole
        self.people = {}
        self.able = [[] for _need in self.needs]
        for person in people:
            held = [_covers(person, need) for need in self.needs]
            if any(held):
                self.people[person.key] = person
            for bit, covers in enumerate(held):
                if covers:
                    strength = person.skills[self.needs[bit].key].strength
                    self.able[bit].append(strength)
        self.days = [
            sum((one.days for one in self.of(mask)), ZERO)
            for mask in range(self.whole + 1)
        ]

    def of(self, mask):
        """Return the needs of a set."""
        return [one for bit, one in enumerate(self.needs) if mask >> bit & 1]

    def member(self, person, mask, others):
        """Return a person in a team with the reasons why."""
        needs = self.of(mask)
        days = self.days[mask]
        lack = max(ZERO, days - person.days)
        reasons = [self._skill_reason(person, need) for need in needs]
        required = sum(1 for need in needs if not need.optional)
        if required > 1:
            reasons.append(Reason("several", {"count": required}))
        reasons += self._fit_reasons(person, days, lack)
        known = len(person.colleagues & others)
        if known:
            reasons.append(Reason("colleagues", {"count": known}))
        keys = tuple(need.key for need in needs)
        return Member(person.key, keys, days, lack, tuple(reasons))

    def _skill_reason(self, person, need):
        held = person.skills[need.key]
        able = self.able[self.needs.index(need)]
        facts = {
            "need": need.key,
            "level": held.level,
            "confirmations": held.confirmations,
            "rank": 1 + sum(strength > held.strength for strength in able),
            "able": len(able),
        }
        return Reason("only" if len(able) == 1 else "skill", facts)

    def _fit_reasons(self, person, days, lack):
        reasons = []
        if lack:
            reasons.append(Reason("lack", {"days": person.days, "lack": lack}))
        elif days:
            reasons.append(Reason("days", {"days": person.days}))
        reasons.append(Reason("place", {"place": person.place}))
        _place, dear, load = _own_cost(person, self.day_rate)
        if dear:
            reasons.append(Reason("dear", {"rate": person.rate}))
        if load:
            reasons.append(Reason("load", {"count": load}))
        return reasons


class _Search:
    """Who is best for each set of needs, and the partitions of the needs."""

    def __init__(self, field_, limit, count):
        self.field = field_
        self.limit = limit
        self.count = count
        self.table = self._build_table()

    def _build_table(self):
        """Keep, for each set of needs, the best people: as many as teams, and ties.

        Whoever is beaten by so many on a set can be in no team for it, whoever is
        left out: they are dropped, and weaker ones are not even compared.
        """
        table = [[] for _mask in range(self.field.whole + 1)]
        floors = [None] * len(table)
        strongest = sorted(self.field.people.values(), key=self._get_promise)
        for person in strongest:
            own = _own_cost(person, self.field.day_rate)
            for mask, strength in self._get_sets(person):
                floor = floors[mask]
                if floor is not None and -strength > floor[0]:
                    continue
                lack = max(ZERO, self.field.days[mask] - person.days)
                entry = (-strength, lack, *own, person.key)
                if floor is None or entry[:-1] <= floor:
                    floors[mask] = self._keep(table[mask], entry)
        return table

    def _keep(self, rows, entry):
        """Insert a row, drop those that are beaten, return the worst cost kept."""
        insort(rows, entry)
        if len(rows) < self.count:
            return None
        floor = rows[self.count - 1][:-1]
        while rows[-1][:-1] > floor:
            rows.pop()
        return floor

    def _get_promise(self, person):
        """The stronger, the earlier: later ones are dropped at once."""
        return (-sum(held.strength for held in person.skills.values()), person.key)

    def _get_sets(self, person):
        """Return the sets of needs that a person can take, with their strength."""
        sets = [(0, 0)]
        for bit, need in enumerate(self.field.needs):
            if _covers(person, need):
                more = person.skills[need.key].strength
                sets += [(mask | 1 << bit, total + more) for mask, total in sets]
        return sets[1:]

    def best(self, left_out):
        """Return the best team without these people, or None."""
        rows = [[row for row in rows if row[-1] not in left_out] for rows in self.table]
        layers = self._get_layers([own[0][:-1] if own else None for own in rows])
        chosen = self._choose(layers)
        if chosen is None:
            return None
        size, masks = chosen
        equal = [part for mask in masks for part in self._get_parts(layers, size, mask)]
        return _Equals(self.field, rows, equal).best()

    def _get_layers(self, costs):
        """Return the best cost of each set by so many people, for each number."""
        layers = [{0: (0, ZERO, 0, 0, 0)}]
        self.costs = costs
        for _size in range(min(self.limit, len(self.field.needs))):
            before, layer = layers[-1], {}
            for mask in range(1, self.field.whole + 1):
                found = [
                    _add(before[mask ^ part], costs[part])
                    for part in _parts(mask)
                    if costs[part] is not None and mask ^ part in before
                ]
                if found:
                    layer[mask] = min(found)
            layers.append(layer)
        return layers

    def _choose(self, layers):
        """Return the number of people and the sets covered that are best, or None."""
        required = self.field.required
        ranked = {}
        for size, layer in enumerate(layers[1:], start=1):
            for mask, cost in layer.items():
                covered = (mask & required).bit_count()
                more = (mask & ~required).bit_count()
                if covered:
                    key = (-covered, size, -more, cost)
                    ranked.setdefault(key, []).append(mask)
        if not ranked:
            return None
        best = min(ranked)
        return best[1], ranked[best]

    def _get_parts(self, layers, size, mask):
        """Yield the partitions of a set that cost the least, as tuples of sets."""
        if not size:
            yield ()
            return
        target, before = layers[size][mask], layers[size - 1]
        for part in _parts(mask):
            cost, rest = self.costs[part], mask ^ part
            if cost is None or rest not in before:
                continue
            if _add(before[rest], cost) == target:
                for others in self._get_parts(layers, size - 1, rest):
                    yield (part, *others)


def _parts(mask):
    """Yield the subsets that hold the lowest bit of a set."""
    low = mask & -mask
    rest = mask ^ low
    part = rest
    while True:
        yield part | low
        if not part:
            return
        part = (part - 1) & rest


def _add(one, other):
    return tuple(map(sum, zip(one, other, strict=True)))


class _Equals:
    """Teams equal up to rule 8: who has worked together, then the smallest keys."""

    def __init__(self, field_, rows, partitions):
        self.field = field_
        self.partitions = partitions
        used = {mask for masks in partitions for mask in masks}
        tied = {
            mask: [row[-1] for row in rows[mask] if row[:-1] == rows[mask][0][:-1]]
            for mask in used
        }
        everybody = {key for keys in tied.values() for key in keys}
        self.slots = {mask: self._thin(keys, everybody) for mask, keys in tied.items()}
        self.costs = {mask: rows[mask][0][:-1] for mask in used}
        self.left = MOST_STEPS
        self.found = None

    def _thin(self, keys, everybody):
        """Keep one of those who have worked with nobody: the others change nothing."""
        linked = [
            key
            for key in keys
            if (self.field.people[key].colleagues & everybody) - {key}
        ]
        alone = sorted(set(keys).difference(linked))[:1]
        return sorted(linked + alone)

    def best(self):
        """Return the best of them as a team."""
        for masks in self.partitions:
            self._extend(masks, (), 0)
        pairs, keys, masks, chosen = self.found
        return self._build(pairs, keys, masks, chosen)

    def _extend(self, masks, chosen, pairs):
        """Put one more person at their place; stop where no better can come."""
        self.left -= 1
        if len(chosen) == len(masks):
            found = (-pairs, tuple(sorted(chosen)), masks, chosen)
            self.found = min(self.found, found) if self.found else found
            return
        size = len(masks)
        most = pairs + sum(range(len(chosen), size))
        if self.found and (-most > self.found[0] or self.left < 0):
            return
        people = self.field.people
        ranked = sorted(
            (-len(people[key].colleagues.intersection(chosen)), key)
            for key in self.slots[masks[len(chosen)]]
        )
        for known, key in ranked:
            self._extend(masks, (*chosen, key), pairs - known)

    def _build(self, pairs, keys, masks, chosen):
        required = self.field.required
        covered = sum(masks)
        together = frozenset(keys)
        members = [
            self.field.member(self.field.people[key], mask, together - {key})
            for mask, key in zip(masks, chosen, strict=True)
        ]
        cost = (0, ZERO, 0, 0, 0)
        for mask in masks:
            cost = _add(cost, self.costs[mask])
        rank = (
            -(covered & required).bit_count(),
            len(masks),
            -(covered & ~required).bit_count(),
            *cost,
            pairs,
            keys,
        )
        missing = self.field.whole & ~covered
        return Team(
            tuple(members),
            tuple(one.key for one in self.field.of(missing & required)),
            tuple(one.key for one in self.field.of(missing & ~required)),
            rank,
        )
